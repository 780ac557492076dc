local t, i = {}, 0
for k = 1, 1000 do t[k .. "a"] = 1 end
while true do i = i + 1 t["b" .. i] = 1 t["b" .. i] = nil end
