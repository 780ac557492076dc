--[==[rule
- code: corrective-action-unchecked
  summary: A corrective action was closed before it was known to work
  meaning: The action is closed, and its effect is pending or was not what was hoped for.
  example: "- {id: CA-2, status: closed, effective: pending, …}"
  fix: Check the effect and record it, or open the action again.
- code: corrective-action-overdue
  summary: A corrective action is overdue
  meaning: The day by which it was to be done has passed, and it is not closed.
  example: "- {id: CA-2, status: open, due: 2026-10-31, …}        (as_of: 2026-11-30)"
  fix: Finish it, or have a new day approved and say why it moved.
]==]

for action in each(records("corrective-action")) do
  local closed = action.status == "closed" or (action.closed_on ~= nil and action.closed_on <= as_of)
  if closed and action.effective ~= "effective" then
    report{ code = "corrective-action-unchecked", at = action, field = "effective",
            message = action.id .. (action.effective == "not-effective" and " is closed although it did not work" or " is closed, and nobody has checked whether it worked") }
  elseif not closed and action.due and action.due < as_of then
    report{ code = "corrective-action-overdue", at = action, field = "due", message = join({ action.id, " was due on ", action.due, ", ", many(-days(action.due), "day"), " ago" }) }
  end
end
