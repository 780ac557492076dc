--[==[rule
- code: supplier-scope
  summary: A service in use lies outside the supplier's certificate
  meaning: >-
    A certificate speaks for the services that its scope names, and for no other of the same company. Nothing can be
    inherited for this service.
  example: |-
    service: [Hosting, Ranking]
    in_scope_services: [Hosting]
  fix: Meet the requirements for this service yourself, or have the supplier extend its scope.
- code: supplier-certificate-expired
  summary: A supplier's certificate has expired
  meaning: The last day of its validity lies before the day of this report, and no other one for the same framework is valid. What was inherited through it is out of date.
  example: "valid_to: 2026-09-30        (as_of: 2026-11-30)"
  fix: Ask for the new certificate and record it; until then treat the requirement as your own.
]==]

local function is_valid(certificate)
  return certificate.valid_to and certificate.valid_to >= as_of and (not certificate.valid_from or certificate.valid_from <= as_of)
end

local function put_services(names, services)
  for service in each(services) do names[lower(service)] = true end
end

local function has_certificate(supplier) return supplier.certificate ~= nil or #supplier.certificates > 0 end

-- The services that any certificate names, in date or not: one that has expired is a finding of its own.
local function check_scope(supplier)
  local named = {}
  put_services(named, supplier.in_scope_services)
  for certificate in each(supplier.certificates) do put_services(named, certificate.services) end
  for i, service in ipairs(supplier.service) do
    if not named[lower(service)] then
      report{ code = "supplier-scope", at = supplier, field = "service", item = i,
              message = join({ supplier.id, ": no certificate names the service '", service, "'" }) }
    end
  end
end

local function key_of(framework) return type(framework) == "record" and framework.id or framework or "" end

local function check_validity(supplier)
  local valid = {}
  if is_valid(supplier) then valid[key_of(supplier.framework)] = true end
  for certificate in each(supplier.certificates) do
    if is_valid(certificate) then valid[key_of(certificate.framework)] = true end
  end
  local function check(certificate, name)
    if certificate.valid_to and certificate.valid_to < as_of and not valid[key_of(certificate.framework)] then
      report{ code = "supplier-certificate-expired", at = certificate, field = "valid_to", subject = supplier.id,
              message = join({ supplier.id, ": ", name or "the certificate", " expired on ", certificate.valid_to, ", ", many(-days(certificate.valid_to), "day"), " ago" }) }
    end
  end
  if supplier.certificate then check(supplier, supplier.certificate) end
  for certificate in each(supplier.certificates) do check(certificate, certificate.certificate) end
end

for supplier in each(records("supplier")) do
  if has_certificate(supplier) then
    check_scope(supplier)
    check_validity(supplier)
  end
end
