local s = "a\0b"
