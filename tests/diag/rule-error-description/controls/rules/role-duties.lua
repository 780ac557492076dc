report{}
