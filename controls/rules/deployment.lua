--[==[rule
- code: deployment-precondition
  summary: A release was approved although a precondition was not met
  meaning: The decision is approved, and a row of the preconditions is not true. A release with conditions is approved-with-conditions, and says which.
  example: |-
    decision: approved
    preconditions: [{condition: Fairness evaluation passed, met: false}]
  fix: Meet the precondition, or approve with conditions and write them down.
- code: deployment-unapproved
  summary: A system is in use, and no approval of its release is recorded
  meaning: The system is in deployment or operation, and no deployment record that is about it was approved by the day of this report.
  example: "ai-systems: [{id: SYS-1, stage: operation, …}]        (no deployment record names SYS-1)"
  fix: Record the approval with its preconditions and open risks; where there was none, hold it now.
]==]

for deployment in each(records("deployment")) do
  local conditional = deployment.decision == "approved-with-conditions" and text(deployment, "conditions")
  if deployment.decision and starts(deployment.decision, "approved") and not conditional then
    for row in each(deployment.preconditions) do
      if not row.met then
        report{ code = "deployment-precondition", at = row, subject = deployment.id,
                message = join({ deployment.id, " was approved, and this was not met: ", row.condition }) }
      end
    end
  end
end

local in_use = { deployment = true, operation = true }
local function is_approved(system)
  for deployment in each(system.deployments) do
    if deployment.decision and starts(deployment.decision, "approved") and deployment.decided_on and deployment.decided_on <= as_of then return true end
  end
  return false
end
for system in each(records("ai-system")) do
  if in_use[system.stage] and not is_approved(system) then
    report{ code = "deployment-unapproved", at = system, field = "stage", message = join({ system.id, " is in ", system.stage, ", and no approval of a release is recorded" }) }
  end
end
