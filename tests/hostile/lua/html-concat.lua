local s = link(subject) .. "<script>"
