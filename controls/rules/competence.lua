--[==[rule
- code: competence-gap
  summary: A gap in competence is known, and nothing is done about it
  meaning: The record names what is missing, and no training or other step.
  example: "- {id: CMP-2, gap: Has not led an incident yet, …}        (no training)"
  fix: Write down what is done about it, and check the effect afterwards.
- code: competence-unshown
  summary: Somebody oversees a system, and nothing shows that they can
  meaning: The role is named in a measure of human oversight that is in use, and there is no competence record for it.
  example: "oversight-measures: [{id: OVS-1, who: [ROLE-OPS], …}]        (no competence record for ROLE-OPS)"
  fix: Record what the role must know, what shows it, and when that was checked.
]==]

for record in each(records("competence")) do
  local gap = text(record, "gap")
  if gap and not starts(lower(gap), "none") and not text(record, "training") then
    report{ code = "competence-gap", at = record, field = "gap", message = record.id .. " names a gap, and nothing that is done about it" }
  end
end

local out_of_use, said = { planned = true, suspended = true, withdrawn = true }, {}
for measure in each(records("oversight-measure")) do
  for i, role in ipairs(measure.who) do
    if type(role) == "record" and #role.competences == 0 and not said[role] and not (measure.status and out_of_use[measure.status]) then
      said[role] = true
      report{ code = "competence-unshown", at = measure, field = "who", item = i, message = join({ role.id, " carries out ", measure.id, ", and no record shows that the role can" }) }
    end
  end
end
