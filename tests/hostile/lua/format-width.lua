local s = ("%1000000000d"):format(1)
