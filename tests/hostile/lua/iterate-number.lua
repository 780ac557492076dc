for x in each(5) do end
