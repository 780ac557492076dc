local s = ("x"):rep(1000)
while true do s = s:replace("x", "xx") end
