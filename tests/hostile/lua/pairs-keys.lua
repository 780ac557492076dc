for k in pairs({ [{}] = 1, [type] = 2 }) do end
