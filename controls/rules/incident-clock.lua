--[==[rule
- code: incident-report-overdue
  summary: A serious incident has not been reported in time
  meaning: >-
    Article 73 of the EU AI Act gives 15 days from the day on which the provider became aware, 10 days for a death, and 2
    days for a widespread infringement or the disruption of critical infrastructure. The time is over on the day of this
    report, and no authority was told. Before the day from which the article applies nothing is said.
  example: |-
    severity: serious-death
    aware_at: 2026-11-02T08:00:00Z        (as_of: 2026-11-30)
    notified: [{party: Market surveillance authority, kind: authority}]
  fix: Report it now, incomplete if need be, and record the time and the number of the report.
- code: incident-report-due
  severity: note
  summary: The clock of a serious incident is running
  meaning: It has to be reported to an authority, and there is still time.
  example: |-
    severity: serious
    aware_at: 2026-11-25T08:00:00Z        (as_of: 2026-11-30)
  fix: Report it before the day that the message names.
- code: incident-report-late
  severity: note
  summary: A serious incident was reported late
  meaning: The authority was told after the time that Article 73 of the EU AI Act gives.
  example: |-
    severity: serious
    aware_at: 2026-10-01T08:00:00Z
    notified: [{party: Market surveillance authority, kind: authority, at: 2026-10-20T08:00:00Z}]
  fix: Say in the review of the incident why, and what keeps it from happening again.
- code: incident-deadline
  summary: The deadline of a serious incident lies after the one that law sets
  meaning: The deadline on record gives more time than Article 73 of the EU AI Act does.
  example: |-
    severity: serious-widespread
    aware_at: 2026-11-01T08:00:00Z
    deadline: 2026-11-16T08:00:00Z
  fix: Correct the deadline to the day that the message names.
- code: incident-notice-overdue
  summary: Somebody who has to be told of an incident has not been told in time
  meaning: The deadline of the incident has passed, and a row of those to be told has no time.
  example: |-
    deadline: 2026-11-20T12:00:00Z        (as_of: 2026-11-30)
    notified: [{party: Customers, kind: customer}]
  fix: Tell them, and record when; or remove the row, with the reason in the summary.
]==]

-- Before the day from which the article applies its clock does not run.
local article = find("eu-ai-act:art-73")
local in_law = not (article and article.in_scope and article.applies_from and article.applies_from > as_of)

local clock = { serious = 15, ["serious-death"] = 10, ["serious-widespread"] = 2, ["serious-critical-infrastructure"] = 2 }

-- The first day on which an authority was told; nil: none was.
local function told_authority(incident)
  local first
  for row in each(incident.notified) do
    local day = row.kind == "authority" and row.at and row.at:sub(1, 10)
    if day and day <= as_of and (not first or day < first) then first = day end
  end
  return first
end

local function check_clock(incident, given)
  local due, told = after(incident.aware_at, given .. "d"), told_authority(incident)
  local left = days(due, told or as_of)
  if told and left < 0 then
    report{ code = "incident-report-late", at = incident, field = "notified",
            message = join({ incident.id, " was reported ", many(-left, "day"), " late: Article 73 gave until ", due }) }
  elseif not told and left < 0 then
    report{ code = "incident-report-overdue", at = incident, field = "notified",
            message = join({ incident.id, " is overdue by ", many(-left, "day"), ": Article 73 gave ", many(given, "day"), ", until ", due }),
            hint = "no row of kind 'authority' has a time" }
  elseif not told then
    report{ code = "incident-report-due", at = incident, field = "notified",
            message = join({ incident.id, " must be reported to an authority by ", due, ", in ", many(left, "day") }) }
  end
  if incident.deadline and incident.deadline:sub(1, 10) > due then
    report{ code = "incident-deadline", at = incident, field = "deadline",
            message = join({ "the deadline of ", incident.id, " is ", many(days(incident.deadline, due), "day"), " after ", due, ", the last day under Article 73" }) }
  end
end

for incident in each(records("incident")) do
  local given = in_law and clock[incident.severity]
  if given and incident.aware_at and incident.aware_at:sub(1, 10) <= as_of then check_clock(incident, given) end
  local deadline = incident.deadline and incident.deadline:sub(1, 10)
  for row in each(incident.notified) do
    if not row.at and deadline and deadline < as_of and not (given and row.kind == "authority") then
      report{ code = "incident-notice-overdue", at = row, subject = incident.id,
              message = join({ row.party, " should have been told of ", incident.id, " by ", deadline, ", ", many(-days(deadline), "day"), " ago" }) }
    end
  end
end
