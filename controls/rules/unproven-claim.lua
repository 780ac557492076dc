--[[rule
code: unproven-claim
summary: Words claim a certificate or conformity that no record shows
meaning: >-
  A sentence says that something is certified, compliant or conformant, or that it complies or conforms. Only a record can carry that: a scope with the
  text of your own certificate, or evidence whose title calls it a certificate (either names the standard, where the
  sentence does), a supplier with its certificate, or a signed declaration about the system. Other evidence shows that a
  control ran, not that a standard is met.
example: "Our assistant is fully compliant with the EU AI Act."
fix: Say what the evidence shows instead, or record the certificate or declaration that the sentence rests on.
]]

local is_certified = { certified = true, zertifiziert = true, zertifizierte = true, zertifizierter = true, zertifiziertes = true, zertifizierten = true }
local is_verb = { complies = true, conforms = true }
local conformant = { "compliant", "conformant", "complies", "conforms", "konform", "konforme", "regelkonform", "gesetzeskonform" }

-- A sentence that denies, asks, or sets a condition claims nothing.
local hedges = { " not ", "n't ", " no ", " never ", " nor ", " without ", " neither ", " nothing ", " nobody ", " if ", " whether ", " unless ",
                 " until ", " before ", " must ", " shall ", " should ", " may ", " can ", " would ", " could ", " when ", " only ", " who ",
                 " kein", " nicht ", " nie ", " ohne ", " wenn ", " ob ", " falls ", " muss ", " soll ", " darf ", " kann ", " weder " }
local function is_claim(sentence)
  local words = " " .. lower(sentence) .. " "
  for _, hedge in ipairs(hedges) do
    if contains(words, hedge) then return false end
  end
  return not ends(sentence, "?")
end

-- The numbers of standards that a sentence names, and what our own certificates say.
local function names_other_standard(sentence, certificate)
  for _, number in ipairs({ "42001", "27001", "27701", "9001", "22301", "20000" }) do
    if contains(sentence, number) and not contains(certificate, number) then return true end
  end
  return false
end
local function find_certificates()
  local found = {}
  for scope in each(records("scope")) do
    local words = text(scope, "certificate_text")
    if words then table.insert(found, join({ words, " ", scope.title, " ", text(scope, "boundary") or "" })) end
  end
  for evidence in each(records("evidence")) do
    local title = lower(evidence.title)
    if (evidence.state == "supports" or evidence.state == "unread") and (starts(title, "certificate") or starts(title, "zertifikat")) then
      table.insert(found, evidence.title)
    end
  end
  return found
end
-- It goes through all evidence, so it waits for a sentence that needs it.
local certificates
local function own_certificate(sentence)
  certificates = certificates or find_certificates()
  for _, certificate in ipairs(certificates) do
    if not names_other_standard(sentence, certificate) then return true end
  end
  return false
end

local suppliers = {}
for supplier in each(records("supplier")) do
  if supplier.certificate or #supplier.certificates > 0 then table.insert(suppliers, supplier) end
end
local function names_supplier(sentence)
  for _, supplier in ipairs(suppliers) do
    if contains(sentence, supplier.id) or contains(sentence, supplier.title) then return true end
  end
  return false
end

-- A declaration that was signed by now speaks for its system.
local declared = {}
for declaration in each(records("declaration")) do
  if declaration.status ~= "draft" and declaration.status ~= "withdrawn" and declaration.date and declaration.date <= as_of and type(declaration.system) == "record" then
    table.insert(declared, declaration.system)
  end
end
local function is_declared(mention)
  for _, system in ipairs(declared) do
    if mention.record == system or mention.record.type == "declaration" or contains(mention.sentence, system.id) or contains(mention.sentence, system.title) then return true end
  end
  return false
end

local function is_shown(mention)
  if is_certified[mention.word] then return own_certificate(mention.sentence) or names_supplier(mention.sentence) end
  return is_declared(mention)
end

-- One call for all words: it goes through every byte of the project.
local words, is_source = {}, { supplier = true, evidence = true }
for word in pairs(is_certified) do table.insert(words, word) end
for _, word in ipairs(conformant) do table.insert(words, word) end
mentions(words, function(mention)
  if not is_source[mention.record.type] and is_claim(mention.sentence) and not is_shown(mention) then
    report{ at = mention.record, field = mention.field, line = mention.line, column = mention.column, length = mention.length,
            message = (is_verb[mention.word] and "no record shows that this " or "no record shows that this is ") .. mention.word .. ": " .. mention.sentence }
  end
end)
