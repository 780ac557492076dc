--[[rule
code: review-overdue
summary: A review date has passed
meaning: >-
  The document or record should have been reviewed. What is retired, or was replaced by a later record whose day has come,
  is not due any more.
example: "review_due: 2026-10-31        (as_of: 2026-11-30)"
fix: Review it, and set the next date.
]]

-- The day from which a record counts, by the date field of its type; nil: it has none.
local function day_of(record)
  local field = type_of(record).date
  local day = field and record[field]
  return day and day:sub(1, 10)
end

local function is_replaced(record)
  for later in each(record.superseded_by) do
    local day = day_of(later)
    if not day or day <= as_of then return true end
  end
  return false
end

-- A policy says by its state whether it is in force.
local function is_over(record)
  if record.type == "policy" then return record.state == "retired" or record.state == "superseded" end
  return is_replaced(record)
end

local function has_review(kind)
  for _, field in ipairs(kind.fields) do
    if field.name == "review_due" and field.kind == "date" then return true end
  end
  return false
end

for _, kind in ipairs(project.types) do
  for record in each(has_review(kind) and kind.records or {}) do
    local due = record.review_due
    if due and due < as_of and not is_over(record) then
      report{ at = record, field = "review_due", message = record.id .. " was due for review on " .. due }
    end
  end
end
