--[[rule
code: management-review-input
summary: A management review leaves an input out
meaning: >-
  ISO/IEC 42001, 9.3.2 lists what management looks at. The field is there and says nothing, so nobody can tell whether
  it was looked at.
example: "- {id: MR-2026, audit_results: tbd, …}"
fix: Write what was seen; "no change since May" says something, "n/a" does not.
]]

local inputs = { "prior_actions", "context_changes", "party_changes", "nonconformity_trends", "monitoring_results", "audit_results", "improvement_options" }
local empty = { ["-"] = true, ["–"] = true, ["."] = true, ["?"] = true, ["n/a"] = true, ["na"] = true, ["tbd"] = true, ["todo"] = true, ["none"] = true, ["see minutes"] = true }

for review in each(records("management-review")) do
  for _, input in ipairs(inputs) do
    local words = text(review, input)
    if words and empty[lower(words)] then
      report{ at = review, field = input, message = join({ review.id, " says nothing about ", replace(input, "_", " ") }) }
    end
  end
end
