local s = ("Ä "):rep(50000)
while true do s:slug() end
