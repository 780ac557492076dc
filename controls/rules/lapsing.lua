--[==[rule
- code: evidence-lapses
  severity: note
  summary: Evidence lapses within 30 days
  meaning: >-
    What shows that a control operates, or the record that a requirement asks for, is in date today and will not be in a
    month. What was in date until that day becomes stale on the day after.
  example: "collected_at: 2026-09-12T08:00:00Z        (every: 90d, as_of: 2026-11-30)"
  fix: Collect it again by that day.
- code: review-due
  severity: note
  summary: A review falls due within 30 days
  meaning: The document or record must be looked at again before the month is over.
  example: "review_due: 2026-12-15        (as_of: 2026-11-30)"
  fix: Review it, and set the next date.
- code: certificate-lapses
  severity: note
  summary: A certificate of a supplier ends within 30 days
  meaning: What is inherited from the supplier counts as stale from the day after.
  example: "valid_to: 2026-12-15        (as_of: 2026-11-30)"
  fix: Ask the supplier for the new certificate.
- code: exception-lapses
  severity: note
  summary: An exception expires within 30 days
  meaning: It accepts nothing any more from the day after.
  example: "expires: 2026-12-15        (as_of: 2026-11-30)"
  fix: Mend what it excuses, or have it approved again.
- code: deadline-near
  severity: note
  summary: A deadline comes within 30 days
  meaning: An action, an answer or an audit must be done by a day of the coming month.
  example: "due: 2026-12-15        (as_of: 2026-11-30)"
  fix: Finish it by that day, and write down what came of it.
]==]

local horizon, most_named = 30, 3

local function left(date)
  local n = days(date)
  return n == 0 and " (its last day)" or join({ " (", many(n, "day"), " left)" })
end

-- What evidence is owed for: of the obligation of a control its name, of the need of a requirement the requirement.
local function owed_for(item)
  return item.record.type == "control" and item.record.id .. "/" .. item.row.id or item.record.id
end

-- One item of evidence may carry many obligations, and lapses for all of them on one day.
local carried, order = {}, {}
local function carry(item)
  local key = item.row.evidence.id .. " " .. item.date
  if not carried[key] then
    carried[key] = { evidence = item.row.evidence, date = item.date, names = {} }
    table.insert(order, key)
  end
  table.insert(carried[key].names, owed_for(item))
end

local function report_carried(lapse)
  local more = #lapse.names - most_named
  report{ code = "evidence-lapses", at = lapse.evidence,
    message = join({ lapse.evidence.id, " lapses after ", lapse.date, left(lapse.date), " for ", join(first(lapse.names, most_named), ", "), more > 0 and " and " .. more .. " more" or "" }),
    hint = "collect it again by then" }
end

local hints = {
  ["review-due"] = "review it by then, and set the next date",
  ["certificate-lapses"] = "ask the supplier for the new one",
  ["exception-lapses"] = "mend what it excuses by then, or have it approved again",
  ["deadline-near"] = "finish it by then",
}
local function code_of(item)
  if item.field.name == "review_due" or item.record.type == "policy-review" then return "review-due" end
  if item.record.type == "supplier" then return "certificate-lapses" end
  if item.record.type == "exception" then return "exception-lapses" end
  return item.field.due == "deadline" and "deadline-near" or nil
end

local verbs = { ["certificate-lapses"] = " ends after ", ["exception-lapses"] = " expires after " }

local function report_date(item, code)
  report{ code = code, at = item.row or item.record, field = item.field.name, subject = item.record.id,
    message = join({ item.record.id, verbs[code] or ": " .. lower(item.field.title) .. " on ", item.date, left(item.date) }),
    hint = hints[code] }
end

for item in each(due(0, nil, horizon)) do
  local owed = item.row and (item.record.type == "control" or item.record.type == "requirement")
  local code = code_of(item)
  if owed and item.row.state == "met" and item.row.evidence then
    carry(item)
  elseif code and not owed then
    report_date(item, code)
  end
end
for _, key in ipairs(order) do report_carried(carried[key]) end
