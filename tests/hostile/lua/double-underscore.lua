__w("<script>alert(1)</script>")
