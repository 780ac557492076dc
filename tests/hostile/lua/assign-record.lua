subject.title = "changed"
