local s = ("a,"):rep(100000)
local t = {}
while true do t[#t + 1] = s:split(",") end
