--[==[rule
- code: objective-overdue
  summary: The day of an objective has passed, and its result is not known
  meaning: The day under by_when lies in the past, and there is no result.
  example: "- {id: OBJ-2, by_when: 2026-09-30, …}        (no result)"
  fix: Write down what came of it, reached or not.
- code: treatment-overdue
  summary: A risk treatment is overdue
  meaning: The day by which it was to be done has passed, and it is neither done nor cancelled.
  example: "- {id: RTP-2, due: 2026-09-30, status: in-progress, …}"
  fix: Finish it, or have a new day approved by those who bear the risk.
]==]

for objective in each(records("objective")) do
  if objective.by_when and objective.by_when < as_of and not text(objective, "result") then
    report{ code = "objective-overdue", at = objective, field = "by_when", message = join({ objective.id, " was to be reached by ", objective.by_when, ", and its result is not known" }) }
  end
end

local ended = { done = true, cancelled = true }
for plan in each(records("treatment-plan")) do
  if plan.due and plan.due < as_of and not (plan.status and ended[plan.status]) then
    report{ code = "treatment-overdue", at = plan, field = "due", message = join({ plan.id, " was due on ", plan.due, ", ", many(-days(plan.due), "day"), " ago" }) }
  end
end
