local s = (" "):rep(200000) .. "1"
while true do local x = s + 1 end
