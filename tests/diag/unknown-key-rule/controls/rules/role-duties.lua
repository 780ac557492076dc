--[[rule
code: role-duties
summary: A role without duties
meaning: A role that says nothing about duties cannot be held to them.
example: "- {id: ROLE-1, title: Owner}"
fixx: Write the duties.
]]
