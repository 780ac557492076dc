local fine = 1
total = fine
