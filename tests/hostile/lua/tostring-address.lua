local s = tostring(records) .. tostring({})
