local s = (" "):rep(200000) .. "1"
while true do for i = 1, s do end end
