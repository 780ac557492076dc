local n = collectgarbage("count")
