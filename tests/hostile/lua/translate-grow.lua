local s = ("x"):rep(200000)
while true do t(("%1"):rep(1000), s) end
