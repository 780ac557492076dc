--[[rule
code: requirement-gap
summary: A requirement has nothing behind it
meaning: No implemented control, no document, nothing inherited. Planned controls do not count.
example: "- {id: CTL-9, title: Logging, owner: ROLE-CISO, status: planned, satisfies: [\"iso-42001:A.6.2.8\"]}"
fix: Put a control in place, approve a document, or decide in the statement of applicability, with a reason, that it does not apply.
]]

-- Two versions in scope may share an alias, which then names neither.
local shared = {}
for _, framework in ipairs(project.frameworks) do
  if framework.alias then shared[framework.alias] = shared[framework.alias] ~= nil end
end

for _, framework in ipairs(project.frameworks) do
  local name = framework.alias and not shared[framework.alias] and framework.alias or framework.id
  for requirement in each(framework.requirements) do
    if requirement.state == "gap" then
      report{ at = requirement, message = join({ name, ":", requirement.node, " ", requirement.title, " is a gap" }) }
    end
  end
end
