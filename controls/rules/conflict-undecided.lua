--[==[rule
code: conflict-undecided
summary: Two obligations ask for the opposite, and nobody has decided
meaning: >-
  One obligation asks to delete sooner than another asks to keep, and both bind the same thing; or an obligation says
  itself that it conflicts with another. No conflict record names both.
example: |-
  obligations:
    - {id: OBL-1, delete_within: 30d, applies_to: [LOG-1], …}
    - {id: OBL-2, keep_at_least: 6m, applies_to: [LOG-1], …}
fix: Decide what is done and why, and write it down as a conflict record with both of them as a and b.
]==]

local decided = {}
local function pair(a, b) return a.id < b.id and a.id .. "|" .. b.id or b.id .. "|" .. a.id end
local function sides(side)
  if type(side) ~= "record" then return {} end
  return side.type == "obligation" and { side, side.provision } or { side }
end
for conflict in each(records("conflict")) do
  for _, a in ipairs(sides(conflict.a)) do
    for _, b in ipairs(sides(conflict.b)) do
      if type(a) == "record" and type(b) == "record" then decided[pair(a, b)] = true end
    end
  end
end

-- A conflict record may name an obligation or the requirement that it rests on.
local function is_decided(a, b)
  for _, x in ipairs(sides(a)) do
    for _, y in ipairs(sides(b)) do
      if type(x) == "record" and type(y) == "record" and decided[pair(x, y)] then return true end
    end
  end
  return false
end

local said = {}
local function say(a, b, field, message)
  if said[pair(a, b)] or is_decided(a, b) then return end
  said[pair(a, b)] = true
  report{ at = a, field = field, message = message, related = b, related_message = "the other one",
          hint = "a conflict record with a: " .. a.id .. " and b: " .. b.id .. " says what was decided" }
end

for deleting in each(records("obligation")) do
  if deleting.delete_within then
    for target in each(deleting.applies_to) do
      for keeping in each(target.obligations) do
        if keeping.keep_at_least and after(as_of, deleting.delete_within) < after(as_of, keeping.keep_at_least) then
          say(deleting, keeping, "delete_within", join({ deleting.id, " asks to delete ", target.id, " within ", deleting.delete_within, ", ",
                                                         keeping.id, " to keep it for at least ", keeping.keep_at_least }))
        end
      end
    end
  end
  for other in each(deleting.conflicts_with) do
    say(deleting, other, "conflicts_with", deleting.id .. " conflicts with " .. other.id .. ", and nobody has decided")
  end
end
