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

-- The systems for which it is one, where there are others for which it is not.
local function for_whom(requirement)
  local gaps, others, idle = {}, false, { gap = true, ["not-applicable"] = true, ["not-yet-applicable"] = true }
  for row in each(requirement.by_system) do
    others = others or not idle[row.state]
    for system in each(row.systems) do
      if row.state == "gap" then table.insert(gaps, system.id) end
    end
  end
  if not others or #gaps == 0 then return "" end
  if #gaps > 3 then return join({ " for ", gaps[1], " and ", #gaps - 1, " more AI systems" }) end
  return join({ " for ", join(gaps, ", ") })
end

for _, framework in ipairs(project.frameworks) do
  local name = framework.alias and not shared[framework.alias] and framework.alias or framework.id
  for requirement in each(framework.requirements) do
    if requirement.state == "gap" then
      report{ at = requirement, message = join({ name, ":", requirement.node, " ", requirement.title, " is a gap", for_whom(requirement) }) }
    end
  end
end
