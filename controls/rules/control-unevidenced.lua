--[[rule
code: control-unevidenced
summary: A control has no evidence that it operates
meaning: >-
  The control is implemented or partial, but none of its obligations is met, or it declares none. An auditor sees a
  design, not an operating control.
example: "- {id: CTL-1, title: Stop authority, owner: ROLE-SAFETY, status: implemented}"
fix: Say under requires what evidence the control owes and how often, collect it, and name the control under its supports.
]]

for control in each(records("control")) do
  if control.state == "designed" then
    local silent = #control.requires == 0
    report{ at = control, message = control.id .. (silent and " is in place but declares no evidence that it owes" or " is in place but none of its obligations is met") }
  end
end
