--[==[rule
- code: playbook-unexercised
  summary: A playbook was not exercised for a year
  meaning: The last exercise lies more than 12 months before the day of this report. Contacts and rights change within that time.
  example: "exercised_on: 2025-09-17        (as_of: 2026-11-30)"
  fix: Exercise it, with the stop in earnest, and record the day.
- code: playbook-powerless
  summary: Nobody whom a playbook names may stop a system
  meaning: None of the roles under stop_authority has can_stop_system set.
  example: "stop_authority: [ROLE-OPS]        (ROLE-OPS has no can_stop_system: true)"
  fix: Give the authority to one of the roles, on paper as well, or name a role that has it.
]==]

for playbook in each(records("playbook")) do
  local day = playbook.exercised_on
  if day and after(day, "12m") < as_of then
    report{ code = "playbook-unexercised", at = playbook, field = "exercised_on", message = join({ playbook.id, " was exercised last on ", day, ", ", many(-days(day), "day"), " ago" }) }
  end
  local powerless = true
  for role in each(playbook.stop_authority) do
    powerless = powerless and type(role) == "record" and not role.can_stop_system
  end
  if powerless then
    report{ code = "playbook-powerless", at = playbook, field = "stop_authority", message = "none of the roles that " .. playbook.id .. " names may stop a system" }
  end
end
