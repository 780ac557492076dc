--[[rule
code: override-unexplained
severity: error
summary: A decision against a system's output gives no reason
meaning: >-
  Somebody set an output aside, refused it, passed it on or stopped the system, and wrote no reason. Nobody can learn from
  it, and nobody can check it. In a log that is kept as evidence the line is named.
example: |-
  override-decisions:
    - {id: DEC-7, human_action: override, reason: "-", …}
fix: Ask the person who decided and write the reason down, with the day on which it was added.
]]

local empty = { ["-"] = true, ["–"] = true, ["n/a"] = true, ["none"] = true, ["?"] = true, ["."] = true, ["tbd"] = true }

for decision in each(records("override-decision")) do
  local reason = text(decision, "reason")
  if decision.human_action ~= "accept" and (not reason or empty[lower(reason)]) then
    report{ at = decision, field = "reason", message = decision.id .. ": " .. decision.human_action .. " without a reason" }
  end
end

-- A log as evidence: the reader names up to ten lines as "line 3: an override without a reason".
for evidence in each(records("evidence")) do
  if evidence.format == "oversight-decisions" then
    for fact in each(evidence.facts) do
      if fact.name == "failed" and starts(fact.value, "line ") then
        report{ at = evidence, in_file = true, line = tonumber(split(fact.value:sub(6), ":")[1]), message = evidence.id .. ": an override without a reason" }
      end
    end
  end
end
