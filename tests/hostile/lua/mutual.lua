local f, g
f = function(x) return 1 + g(x) end
g = function(x) return 1 + f(x) end
f(1)
