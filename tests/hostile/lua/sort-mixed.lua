table.sort({ 1, "a", {} })
