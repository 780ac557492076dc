local s = "\u{D800}"
