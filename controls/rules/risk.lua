--[==[rule
- code: risk-unaccepted
  summary: A risk stays above the appetite, and nobody has accepted it
  meaning: What remains after treatment is more than the appetite of the project (risk.appetite in dossier.yaml), and the risk names nobody who accepted it.
  example: "- {id: RSK-3, residual: 9, …}        (appetite: 6)"
  fix: Treat it further, or have it accepted by a role that may, with the day.
- code: risk-arithmetic
  summary: The numbers of a risk do not fit together
  meaning: The inherent risk is likelihood times impact, both lie on the scale of the project, and treatment does not make a risk greater.
  example: "- {id: RSK-3, likelihood: 3, impact: 4, inherent: 9, residual: 10, …}"
  fix: Correct the number that is wrong.
]==]

local scale, appetite = project.risk_scale, project.risk_appetite

local function wrong(risk, field, message)
  report{ code = "risk-arithmetic", at = risk, field = field, message = risk.id .. ": " .. message }
end

for risk in each(records("risk")) do
  local likelihood, impact, inherent, residual = risk.likelihood, risk.impact, risk.inherent, risk.residual
  if likelihood and (likelihood < 1 or likelihood > scale) then wrong(risk, "likelihood", "the scale goes from 1 to " .. scale) end
  if impact and (impact < 1 or impact > scale) then wrong(risk, "impact", "the scale goes from 1 to " .. scale) end
  if likelihood and impact and inherent and likelihood * impact ~= inherent then
    wrong(risk, "inherent", join({ likelihood, " times ", impact, " is ", likelihood * impact, ", not ", inherent }))
  end
  if inherent and residual and residual > inherent then wrong(risk, "residual", "it is greater after treatment than before") end
  if residual and residual > appetite and not risk.accepted_by and risk.status ~= "closed" then
    report{ code = "risk-unaccepted", at = risk, field = "residual", message = join({ risk.id, ": ", residual, " remains, the appetite is ", appetite, ", and nobody has accepted it" }) }
  end
end
