local s = ("ß"):rep(100000)
while true do s:upper() end
