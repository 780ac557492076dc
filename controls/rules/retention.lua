--[==[rule
- code: retention-too-short
  summary: Something is kept shorter than an obligation asks
  meaning: The retention of a log or of data ends before the time for which an obligation that binds it asks to keep it.
  example: |-
    log-schemas: [{id: LOG-1, retention: 30d, …}]
    obligations: [{id: OBL-2, keep_at_least: 6m, applies_to: [LOG-1], …}]
  fix: Keep it longer, or write down as a conflict record why that is not possible.
- code: retention-too-long
  summary: Something is kept longer than an obligation allows
  meaning: The retention of a log or of data is longer than the time within which an obligation that binds it asks to delete it.
  example: |-
    datasets: [{id: DATA-1, retention: 24m, …}]
    obligations: [{id: OBL-1, delete_within: 12m, applies_to: [DATA-1], …}]
  fix: Delete it sooner, or write down as a conflict record why that is not possible.
]==]

-- A decision about a conflict names what it is about, and the obligations that it sets aside.
local function is_decided(thing, obligation)
  for conflict in each(thing.conflicts) do
    for _, side in ipairs({ conflict.a, conflict.b }) do
      if side == obligation or (type(side) == "record" and side == obligation.provision) then return true end
    end
  end
  return false
end

-- "Life of the model" says when, and cannot be compared.
local function is_duration(words) return words ~= nil and tonumber(words:sub(1, -2)) ~= nil and contains("dwmy", words:sub(-1)) end

local function check(thing)
  local kept = is_duration(thing.retention) and after(as_of, thing.retention)
  for obligation in each(kept and thing.obligations or {}) do
    local least, most = after(as_of, obligation.keep_at_least), after(as_of, obligation.delete_within)
    if least and kept < least and not is_decided(thing, obligation) then
      report{ code = "retention-too-short", at = thing, field = "retention", related = obligation, related_message = "the obligation",
              message = join({ thing.id, " is kept for ", thing.retention, "; ", obligation.id, " asks for at least ", obligation.keep_at_least }) }
    elseif most and kept > most and not is_decided(thing, obligation) then
      report{ code = "retention-too-long", at = thing, field = "retention", related = obligation, related_message = "the obligation",
              message = join({ thing.id, " is kept for ", thing.retention, "; ", obligation.id, " asks to delete it within ", obligation.delete_within }) }
    end
  end
end

for log in each(records("log-schema")) do check(log) end
for dataset in each(records("dataset")) do check(dataset) end
