--[[rule
code: oversight-untested
summary: A system in use has no stop that was tried
meaning: >-
  For a system in deployment or operation somebody must be able to stop it, and must have tried. No measure of human
  oversight that is in use, can stop the system and passed its last test within its interval (12 months where it names
  none) is recorded for it.
example: |-
  oversight-measures:
    - {id: OVS-1, systems: [SYS-1], can_stop: true, test_result: not-tested, …}
fix: Try the stop in earnest, and record the result and the day with the measure; or pause the system.
]]

local in_use = { deployment = true, operation = true, ["re-evaluation"] = true }
local out_of_use = { planned = true, suspended = true, withdrawn = true }
local high = { high = true, ["high-annex-iii"] = true, ["high-annex-i"] = true }

-- What is wrong with a measure, the best one first; nil when nothing is.
local function fault_of(measure)
  if not measure.can_stop then return 4, measure.id .. " cannot stop it" end
  if measure.status and out_of_use[measure.status] then return 4, measure.id .. " is " .. measure.status end
  if measure.test_result == "failed" then return 3, "the last test of " .. measure.id .. " failed" end
  if measure.test_result ~= "passed" or not measure.tested_on or measure.tested_on > as_of then return 2, measure.id .. " was never tried" end
  local until_day = after(measure.tested_on, measure.test_every or "12m")
  if until_day < as_of then return 1, "the test of " .. measure.id .. " lapsed after " .. until_day end
end

local function best_fault(system)
  local best, why = 5, "no measure is recorded"
  for measure in each(system.oversight_measures) do
    local rank, fault = fault_of(measure)
    if not rank then return nil end
    if rank < best then best, why = rank, fault end
  end
  return why
end

-- The requirements in scope that ask for it; Article 14 is about high-risk systems only.
local function gaps(system)
  local names, is_high = {}, false
  for class in each(system.risk_class) do is_high = is_high or high[class] end
  local control, article = find("iso-42001:A.9.2"), find("eu-ai-act:art-14")
  if control and control.in_scope then table.insert(names, "ISO/IEC 42001 A.9.2") end
  if is_high and article and article.in_scope then table.insert(names, "AI Act Art. 14") end
  return #names > 0 and ": a gap at " .. join(names, " and ") or ""
end

for system in each(records("ai-system")) do
  local why = in_use[system.stage] and best_fault(system)
  if why then
    report{ at = system, field = "stage", message = join({ system.id, " is in ", system.stage, " without a stop that was tried", gaps(system) }), hint = why }
  end
end
