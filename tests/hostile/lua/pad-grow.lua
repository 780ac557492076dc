while true do pad("x", 1000000000) end
