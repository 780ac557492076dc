--[[rule
code: satisfies-nothing
summary: A control or a policy cites a requirement that has no state
meaning: >-
  Groups, guidance and single points of an article are not judged by themselves, so what cites nothing else holds nothing
  up: neither what stands below the heading, nor what the guidance explains, nor the article above the point.
example: "satisfies: [\"iso-42001:A.5\"]        (and neither A.5.2 nor another one below it)"
fix: Cite the requirement that is met; the message names it.
]]

-- Requirements that are judged and lie nearest: what the guidance explains, what stands below, or what stands above.
local function judged_near(requirement)
  local near = {}
  for control in each(requirement.guides) do table.insert(near, control) end
  for child in each(requirement.children) do
    if child.assessable then table.insert(near, child) end
  end
  local above = requirement.parent
  while #near == 0 and above do
    if above.assessable then table.insert(near, above) end
    above = above.parent
  end
  return near
end

local function names(list)
  local first_ones = {}
  for i, requirement in ipairs(list) do
    if i <= 3 then table.insert(first_ones, requirement.node) end
  end
  return join(first_ones, ", ") .. (#list > 3 and " …" or "")
end

-- True where one of them is cited as well.
local function is_cited(cited, near)
  for _, requirement in ipairs(near) do
    if cited[requirement.id] then return true end
  end
  return false
end

for _, kind in ipairs({ "control", "policy" }) do
  for record in each(records(kind)) do
    local cited = {}
    for requirement in each(record.satisfies) do cited[requirement.id] = true end
    for i, requirement in ipairs(record.satisfies) do
      local near = requirement.in_scope and not requirement.assessable and judged_near(requirement) or nil
      if near and not is_cited(cited, near) then
        report{ at = record, field = "satisfies", item = i, message = join({ requirement.node, " has no state of its own, so ", record.id, " meets nothing by it" }),
                hint = #near > 0 and "cite what is met: " .. names(near) or nil }
      end
    end
  end
end
