--[==[rule
- code: audit-undated
  summary: An audit programme does not say when the next audit is
  meaning: A programme plans audits. Without the day of the next one nobody can say whether it is kept.
  example: "- {id: AP-2026, period: 2026 to 2028, …}        (no next_audit)"
  fix: Write the day under next_audit.
- code: audit-overdue
  summary: A planned audit was not held
  meaning: The day of the next audit lies in the past, and no audit has been held since.
  example: "next_audit: 2026-10-15        (as_of: 2026-11-30)"
  fix: Hold the audit, or plan it anew and record why it moved; then write the next day.
]==]

local newest
for audit in each(records("audit")) do
  if audit.dates and audit.dates <= as_of and (not newest or audit.dates > newest) then newest = audit.dates end
end

for programme in each(records("audit-programme")) do
  local due = programme.next_audit
  if #programme.superseded_by == 0 and not due then
    report{ code = "audit-undated", at = programme, message = programme.id .. " does not say when the next audit is" }
  elseif #programme.superseded_by == 0 and due < as_of and not (newest and newest >= due) then
    report{ code = "audit-overdue", at = programme, field = "next_audit", message = join({ "the audit planned for ", due, " was not held, ", many(-days(due), "day"), " ago" }),
            hint = newest and "the last audit was held on " .. newest or "no audit was ever held" }
  end
end
