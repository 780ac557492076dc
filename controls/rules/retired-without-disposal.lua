--[[rule
code: retired-without-disposal
summary: A system was retired, and nothing shows that its data and models are gone
meaning: >-
  The stage of the system is retired. No record of its decommissioning names evidence of disposal that can be read and is
  what was recorded.
example: |-
  ai-systems:
    - {id: SYS-1, stage: retired, …}
fix: Write a decommissioning record, and name the evidence of disposal under disposal_proof.
]]

local shows = { supports = true, unread = true, stale = true }

local function why_not(system)
  local why = "there is no decommissioning record"
  for record in each(system.decommissions) do
    why = record.id .. " names no disposal_proof"
    for proof in each(record.disposal_proof) do
      if shows[proof.state] then return nil end
      why = proof.id .. " is " .. proof.state
    end
  end
  return why
end

for system in each(records("ai-system")) do
  local why = system.stage == "retired" and why_not(system)
  if why then
    report{ at = system, field = "stage", message = system.id .. " is retired, and nothing shows that its data and models are gone", hint = why }
  end
end
