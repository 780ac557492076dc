local s = ("a"):rep(60000)
local a, b = s .. "x", s .. "y"
while true do if a < b then local c = a end end
