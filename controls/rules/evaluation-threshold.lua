--[==[rule
- code: threshold-missed
  summary: The newest evaluation of a system misses a threshold
  meaning: >-
    A value that was measured lies beyond the limit that was set beforehand, and no later evaluation of the same system
    and metric has measured it again. Older evaluations stay in the history and are not reported.
  example: |-
    metrics: [{name: selection ratio, value: 0.78}]
    thresholds: [{metric: selection ratio, min: 0.80, tier: PLB-FAIR/tier-2}]
  fix: Do what the tier of the playbook says, mend the cause, and record the evaluation that shows it.
- code: threshold-unmeasured
  summary: An evaluation sets a threshold for something it did not measure
  meaning: No metric of the evaluation has the name and the group of the threshold, so the limit judges nothing.
  example: |-
    metrics: [{name: accuracy, value: 0.93}]
    thresholds: [{metric: selection ratio, min: 0.80}]
  fix: Write the value that was measured, or correct the name of the metric.
- code: threshold-without-limit
  summary: A threshold of an evaluation sets no limit
  meaning: It has neither min nor max, so every value passes it, and it judges nothing.
  example: "thresholds: [{metric: selection ratio}]"
  fix: Write the lowest value that passes as min, or the highest as max.
- code: evaluation-result
  summary: The result of an evaluation is not what its own values say
  meaning: A value lies beyond its threshold, and the evaluation still calls itself passed.
  example: |-
    metrics: [{name: selection ratio, value: 0.78}]
    thresholds: [{metric: selection ratio, min: 0.80}]
    result: pass
  fix: Write fail, or correct the value or the threshold, and say why in the limits.
]==]

local function day_of(evaluation) return evaluation.run_at and evaluation.run_at:sub(1, 10) end

-- "False_proposal-rate" and "false proposal rate" are one name.
local function plain(name) return replace(replace(lower(name or ""), "_", " "), "-", " ") end

local function key_of(evaluation, metric)
  return join({ evaluation.system.id, plain(metric.name), plain(metric.group) }, "|")
end

-- The newest day on which each metric was measured; what lies after as_of has not been measured yet.
local newest = {}
for evaluation in each(records("evaluation")) do
  local day = day_of(evaluation)
  if type(evaluation.system) == "record" and day and day <= as_of then
    for metric in each(evaluation.metrics) do
      local key = key_of(evaluation, metric)
      if not newest[key] or newest[key] < evaluation.run_at then newest[key] = evaluation.run_at end
    end
  end
end

local function beyond(metric, threshold)
  if threshold.min and metric.value < threshold.min then return "below " .. text(threshold, "min") end
  if threshold.max and metric.value > threshold.max then return "above " .. text(threshold, "max") end
end

local function hint_of(threshold)
  local playbook, tier = threshold.tier, part(threshold, "tier")
  if tier then return join({ playbook.id, "/", tier.id, ": ", tier.action, tier.within and ", within " .. tier.within or "" }) end
  if playbook then return "the playbook is " .. playbook.id end
  return "no tier of a playbook says what is done now: name one under 'tier'"
end

local function judge(evaluation, threshold)
  local measured, missed = false, false
  for metric in each(evaluation.metrics) do
    if plain(metric.name) == plain(threshold.metric) and (not threshold.group or plain(metric.group) == plain(threshold.group)) then
      local limit = beyond(metric, threshold)
      measured, missed = true, missed or limit ~= nil
      if limit and newest[key_of(evaluation, metric)] == evaluation.run_at then
        local of = metric.group and " (" .. metric.group .. ")" or ""
        report{ code = "threshold-missed", at = metric, field = "value", subject = evaluation.id, hint = hint_of(threshold),
                message = join({ metric.name, of, " of ", evaluation.system.id, " is ", text(metric, "value"), ", ", limit, " (", evaluation.id, ")" }) }
      end
    end
  end
  if not threshold.min and not threshold.max then
    report{ code = "threshold-without-limit", at = threshold, field = "metric",
            message = join({ evaluation.id, " sets no limit for '", threshold.metric, "': neither min nor max" }) }
  elseif not measured then
    report{ code = "threshold-unmeasured", at = threshold, field = "metric",
            message = evaluation.id .. " sets a limit for '" .. threshold.metric .. "' and has no value for it" }
  end
  return missed
end

for evaluation in each(records("evaluation")) do
  local missed, day = false, day_of(evaluation)
  if type(evaluation.system) == "record" and day and day <= as_of then
    for threshold in each(evaluation.thresholds) do
      missed = judge(evaluation, threshold) or missed
    end
  end
  if missed and evaluation.result == "pass" then
    report{ code = "evaluation-result", at = evaluation, field = "result",
            message = evaluation.id .. " says pass, and one of its own values is beyond its threshold" }
  end
end
