--[==[rule
- code: system-prohibited
  summary: A system is of a class that is prohibited
  meaning: The register says that Article 5 of the EU AI Act prohibits it, and it is neither retired nor outside of its scope.
  example: "- {id: SYS-4, risk_class: [prohibited], stage: operation, …}"
  fix: Take it out of use, or correct the class and keep the reasons.
- code: system-unclassed
  summary: A system is in use, and its risk class was not assessed
  meaning: Which duties apply follows from the class. Until it is known, requirements are shown that may not apply, and some may be missing.
  example: "- {id: SYS-4, risk_class: [not-assessed], stage: operation, …}"
  fix: Assess the class and record it, with the reasons in the notes.
- code: system-unassessed
  summary: A system is in use, and its impact on people was not assessed
  meaning: No impact assessment is about it.
  example: "- {id: SYS-4, stage: operation, …}        (no impact assessment names SYS-4)"
  fix: Assess the impact on individuals, groups and society, and record it.
- code: system-unmonitored
  summary: A system is in use, and no plan says how it is monitored
  meaning: No monitoring plan is about it.
  example: "- {id: SYS-4, stage: operation, …}        (no monitoring plan names SYS-4)"
  fix: Write a plan with indicators, thresholds, and who responds.
]==]

local in_use = { deployment = true, operation = true, ["re-evaluation"] = true }

for system in each(records("ai-system")) do
  local class, used = {}, in_use[system.stage]
  for word in each(system.risk_class) do class[word] = true end
  if class.prohibited and system.stage ~= "retired" then
    report{ code = "system-prohibited", at = system, field = "risk_class", message = join({ system.id, " is of a prohibited class, and its stage is ", system.stage }) }
  end
  if class["not-assessed"] and used then
    report{ code = "system-unclassed", at = system, field = "risk_class", message = system.id .. " is in use, and its risk class was not assessed" }
  end
  if used and #system.impact_assessments == 0 then
    report{ code = "system-unassessed", at = system, field = "stage", message = system.id .. " is in use, and no impact assessment is about it" }
  end
  if used and #system.monitoring_plans == 0 then
    report{ code = "system-unmonitored", at = system, field = "stage", message = system.id .. " is in use, and no monitoring plan is about it" }
  end
end
