local s = ("a"):rep(250000)
local a, b = s .. "x", s .. "x"
while true do if a == b then local c = a end end
