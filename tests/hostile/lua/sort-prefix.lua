local t = {}
for i = 1, 2000 do t[i] = { k = ("a"):rep(250) .. (i * 7919) % 2000 } end
while true do sort(t, "k") end
