while true do diagnostics() end
