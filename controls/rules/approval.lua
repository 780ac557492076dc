--[==[rule
- code: approval-unproven
  summary: What is named as proof of an approval proves nothing
  meaning: >-
    The policy names evidence of its approval, and that evidence is missing, was changed, has no result, is no more than a
    statement, or is older than the version or the approval that it is to prove. The approval is shown as asserted.
  example: "approval_evidence: EV-MINUTES-2025        (approved_on: 2026-03-01)"
  fix: Name the minutes or the signed page that show this version being approved.
- code: approval-contradicted
  summary: The proof of an approval shows that there was none
  meaning: The evidence that the policy names for its approval says the opposite. The policy supports no requirement.
  example: "approval_evidence: EV-VOTE        (its result is a refusal)"
  fix: Set the policy back to draft, or name the evidence of a later approval.
]==]

for policy in each(records("policy")) do
  if policy.approval_evidence and policy.approval and policy.approval ~= "proven" then
    report{ code = policy.approval == "contradicted" and "approval-contradicted" or "approval-unproven", at = policy, field = "approval_evidence",
            message = join({ policy.id, ": ", policy.approval_reasons[1] }) }
  end
end
