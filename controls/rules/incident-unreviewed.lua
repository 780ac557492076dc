--[[rule
code: incident-unreviewed
summary: An incident was closed without a review
meaning: An incident is closed when somebody has looked back at it. The record is closed and its post_review is empty.
example: |-
  status: closed
  closed_at: 2026-10-20T16:00:00Z
fix: Hold the review and write it under post_review, or open the incident again.
]]

for incident in each(records("incident")) do
  local closed = incident.status == "closed" or (incident.closed_at and incident.closed_at:sub(1, 10) <= as_of)
  if closed and not text(incident, "post_review") then
    report{ at = incident, field = incident.closed_at and "closed_at" or "status", message = incident.id .. " was closed without a review" }
  end
end
