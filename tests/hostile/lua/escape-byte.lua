local s = "\xff\xfe"
