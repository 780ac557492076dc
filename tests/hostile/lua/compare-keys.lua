local s = ("a"):rep(30000)
local t = { [s .. "x"] = 1 }
while true do local x = t[s .. "x"] end
