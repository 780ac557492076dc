--[[rule
code: concern-unprotected
summary: Somebody who reported a concern is not protected
meaning: The record says that the person is not protected from reprisal. A.3.3 asks for a way to report that people need not fear.
example: "- {id: CON-2, protected_from_reprisal: false, …}"
fix: Protect the person, and say how in the handling.
]]

for concern in each(records("concern")) do
  if concern.protected_from_reprisal == false then
    report{ at = concern, field = "protected_from_reprisal", message = concern.id .. ": the person who reported it is not protected from reprisal" }
  end
end
