local s = "x"
s.upper = function() return "y" end
