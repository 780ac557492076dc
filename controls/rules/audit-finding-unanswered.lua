--[[rule
code: audit-finding-unanswered
summary: An audit finding has no corrective action
meaning: >-
  A nonconformity asks for a cause and an action. Its answer was due, or the finding is closed, and no corrective action
  is recorded with it. Observations and opportunities ask for none.
example: "- {id: FND-4, grade: major, response_due: 2026-10-01, …}        (as_of: 2026-11-30)"
fix: Record the corrective action and name it in the finding.
]]

local nonconformity = { major = true, minor = true }

for finding in each(records("finding")) do
  local due, closed = finding.response_due, finding.status == "closed" or finding.closed_on ~= nil
  if nonconformity[finding.grade] and not finding.corrective_action and (closed or (due and due < as_of)) then
    report{ at = finding, field = closed and (finding.closed_on and "closed_on" or "status") or "response_due",
            message = closed and finding.id .. " is closed without a corrective action" or
                      join({ finding.id, " has no corrective action; it was due on ", due, ", ", many(-days(due), "day"), " ago" }) }
  end
end
