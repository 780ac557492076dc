local s = ("x"):rep(100000)
local a = s:byte(1, -1)
