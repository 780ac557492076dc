local t = {}
for i = 1, 220000 do t[i] = { i } end
while true do local s = ("x"):rep(200000) .. "y" end
