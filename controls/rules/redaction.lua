--[==[rule
- code: redaction-unpinned
  summary: A redacted copy does not say which bytes it was made of
  meaning: >-
    Without the digest of the original nobody notices when the original is changed, and the copy then shows something that
    is no longer behind it.
  example: "- {id: EV-9-REDACTED, redacts: EV-9, …}        (no redacts_sha256)"
  fix: Write the digest that the original had when the copy was made, under redacts_sha256.
- code: redaction-identical
  summary: A redacted copy has the bytes of its original
  meaning: Nothing was left out. Where the original may not travel, this copy would take it along.
  example: "- {id: EV-9-REDACTED, file: review.csv, redacts: EV-9, …}        (EV-9 has the same file)"
  fix: Name the file from which things were taken out.
- code: redaction-better
  summary: A redacted copy says something better than its original
  meaning: >-
    The copy supports what its original contradicts, or has a result where the original has none. A copy leaves out who and
    where; it may not leave out what went wrong.
  example: "- {id: EV-9-REDACTED, redacts: EV-9, …}        (EV-9 has a failure, the copy has none)"
  fix: Make the copy anew, with every result of the original in it.
]==]

local rank = { contradicts = 1, ["no-result"] = 2 }

local function check_digest(item, original)
  if not original.digest then return end
  if item.digest == original.digest then
    report{ code = "redaction-identical", at = item, field = "redacts", message = join({ item.id, " has the same bytes as ", original.id, ", of which it is a redacted copy" }), related = original }
  elseif not item.redacts_sha256 then
    report{ code = "redaction-unpinned", at = item, field = "redacts", message = join({ item.id, " does not say which bytes of ", original.id, " it was made of" }),
      hint = "today they are redacts_sha256: " .. original.digest, related = original }
  end
end

for item in each(records("evidence")) do
  local original = item.redacts
  if original then
    check_digest(item, original)
    if rank[original.state] and (rank[item.state] or 3) > rank[original.state] and item.state ~= "tampered" and item.state ~= "missing" then
      report{ code = "redaction-better", at = item, field = "redacts", message = join({ item.id, " ", item.state, ", and ", original.id, ", of which it is a redacted copy, ", original.state }), related = original }
    end
  end
end
