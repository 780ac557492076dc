--[==[rule
- code: policy-lapsed
  summary: A policy was replaced, and nothing is in force in its place
  meaning: >-
    A later text took its place, and that one is retired, or the approval of it is contradicted. What was replaced does not
    come back by itself, so no version binds anyone.
  example: "POL-2: supersedes: [POL-1], status: retired"
  fix: Approve a new version that supersedes the retired one, or retire the old one as well.
- code: policy-order
  summary: A policy takes effect before the one that it supersedes
  meaning: The newer text has the earlier day of effect. From that day on the older one counts as superseded.
  example: "POL-2: supersedes: [POL-1], effective_from: 2026-01-01        (POL-1: effective_from: 2026-06-01)"
  fix: Correct one of the days, or the reference.
]==]

-- Whether some later version, however far away, is in force or on its way there.
local function is_followed(policy, seen)
  for newer in each(policy.superseded_by) do
    if not seen[newer.id] then
      seen[newer.id] = true
      if (newer.state == "in-force" and newer.approval ~= "contradicted") or newer.state == "coming" or is_followed(newer, seen) then return true end
    end
  end
  return false
end

for policy in each(records("policy")) do
  if policy.state == "superseded" and not is_followed(policy, {}) then
    report{ code = "policy-lapsed", at = policy, message = join({ policy.id, " was superseded, and no later version is in force" }) }
  end
  for i, older in ipairs(policy.supersedes) do
    if policy.effective_from and older.effective_from and policy.effective_from < older.effective_from then
      report{ code = "policy-order", at = policy, field = "supersedes", item = i,
              message = join({ policy.id, " takes effect on ", policy.effective_from, ", before ", older.id, " does on ", older.effective_from }) }
    end
  end
end
