--[==[rule
- code: soa-missing
  summary: A control of the annex is not in the statement of applicability
  meaning: Each control of the annex has exactly one row, with a justification both ways.
  example: "frameworks: [iso-42001-2023]        (and no row about A.2.2)"
  fix: "Add the row: {control: iso-42001:A.2.2, applicable: true, justification: \"…\"}."
- code: soa-duplicate
  summary: A control stands twice in the statement of applicability
  meaning: Each control of the annex has exactly one row.
  example: |-
    soa:
      - {control: iso-42001:A.2.2, applicable: true, justification: …}
      - {control: iso-42001:A.2.2, applicable: false, justification: …}
  fix: Remove one of the rows.
- code: soa-unjustified
  summary: A row of the statement of applicability has no justification
  meaning: Inclusion and exclusion both need a justification. An exclusion without one excludes nothing.
  example: "- {control: iso-42001:A.10.4, applicable: false}"
  fix: Say why the control applies, or why it does not.
- code: soa-guidance
  summary: A row of the statement of applicability is about no control of the annex
  meaning: Guidance and clauses are no controls and never rows of the statement of applicability.
  example: "- {control: iso-42001:B.2.2, applicable: true, justification: …}"
  fix: "Name the control that the guidance is for: iso-42001:A.2.2."
- code: soa-contradicted
  summary: The statement of applicability leaves out what is in place
  meaning: >-
    A row says, with a justification, that the control does not apply, and so it is excluded; and yet a control of the
    organisation that is in place answers it, or the row itself calls it implemented. One of the two is wrong.
  example: |-
    soa:
      - {control: iso-42001:A.10.4, applicable: false, justification: We have no customers., status: implemented}
  fix: Say that it applies, or say in the justification why what is in place does not make it apply, and cite something else.
]==]

for _, framework in ipairs(project.frameworks) do
  for requirement in each(framework.requirements) do
    local is_control, rows = requirement.kind == "control", requirement.soa
    if is_control and #rows == 0 then
      report{ code = "soa-missing", at = requirement, message = join({ requirement.node, " ", requirement.title, " has no row in the statement of applicability" }) }
    end
    for i = 2, is_control and #rows or 0 do
      report{ code = "soa-duplicate", at = rows[i], message = requirement.node .. " has more than one row", related = rows[1], related_message = "first here" }
    end
  end
end

-- What is in place for a requirement that a row leaves out; nil: nothing is.
local function in_place(row, requirement)
  local done = { implemented = true, partial = true }
  for control in each(requirement.controls) do
    if done[control.status] then return control.id end
  end
  return done[row.status] and row.id
end

for row in each(records("soa")) do
  local requirement = row.control
  if not text(row, "justification") then
    report{ code = "soa-unjustified", at = row, message = row.id .. " has no justification" }
  end
  local is_requirement = type(requirement) == "record" and requirement.type == "requirement"
  local against = is_requirement and row.applicable == false and text(row, "justification") and in_place(row, requirement)
  if against then
    report{ code = "soa-contradicted", at = row, field = "applicable", message = join({ requirement.node, " is left out, and ", against, " says that it is in place" }) }
  end
  if is_requirement and requirement.kind ~= "control" then
    report{ code = "soa-guidance", at = row, message = join({ requirement.id, " is no control of an annex but of kind ", requirement.kind }) }
  end
end
