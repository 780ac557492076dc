/* Handles of the types and fields whose meaning C knows, resolved once. Everything else is only data. */
#ifndef MODEL_KNOWN_H
#define MODEL_KNOWN_H

#include "model/record.h"

/* KNOWN_TYPE(name in C, name of the type) and KNOWN_FIELD(type in C, field), in the order of the struct. */
#define KNOWN_TYPES(TYPE) \
    TYPE(framework, "framework") TYPE(requirement, "requirement") TYPE(control, "control") TYPE(policy, "policy") \
    TYPE(page, "page") TYPE(evidence, "evidence") TYPE(soa, "soa") TYPE(exception, "exception") TYPE(role, "role") \
    TYPE(crosswalk, "crosswalk") TYPE(comparison, "comparison") TYPE(ai_system, "ai-system") \
    TYPE(supplier, "supplier") TYPE(responsibility, "responsibility") \
    TYPE(evaluation, "evaluation") TYPE(collector, "collector")

#define KNOWN_FIELDS(FIELD) \
    FIELD(framework, statement) FIELD(framework, in_scope) FIELD(framework, replaces) FIELD(framework, requirements) \
    FIELD(requirement, framework) FIELD(requirement, node) FIELD(requirement, label) FIELD(requirement, kind) \
    FIELD(requirement, parent) FIELD(requirement, assessable) FIELD(requirement, applies_from) FIELD(requirement, needs) \
    FIELD(requirement, controls) FIELD(requirement, policies) FIELD(requirement, soa) FIELD(requirement, exceptions) \
    FIELD(requirement, state) FIELD(requirement, reasons) FIELD(requirement, strength) FIELD(requirement, evidence) \
    FIELD(requirement, in_scope) FIELD(requirement, guides) FIELD(requirement, applies_to) FIELD(requirement, applies_by_class) \
    FIELD(requirement, by_system) FIELD(requirement, cells) FIELD(requirement, archived_controls) \
    FIELD(requirement, related) FIELD(requirement, through) FIELD(requirement, weakest_relation) \
    FIELD(crosswalk, from) FIELD(crosswalk, to) FIELD(crosswalk, source) FIELD(crosswalk, method) \
    FIELD(crosswalk, status) FIELD(crosswalk, maps) \
    FIELD(comparison, title) FIELD(comparison, first) FIELD(comparison, second) FIELD(comparison, crosswalks) \
    FIELD(comparison, uncovered_first) FIELD(comparison, uncovered_second) \
    FIELD(control, status) FIELD(control, systems) FIELD(control, requires) FIELD(control, evidence) \
    FIELD(control, state) FIELD(control, reasons) \
    FIELD(policy, status) FIELD(policy, effective_from) FIELD(policy, approved_on) FIELD(policy, review_due) \
    FIELD(policy, supersedes) FIELD(policy, state) FIELD(policy, version) FIELD(policy, history) \
    FIELD(policy, approval_evidence) FIELD(policy, approval) FIELD(policy, approval_reasons) \
    FIELD(evidence, file) FIELD(evidence, sha256) FIELD(evidence, supports) FIELD(evidence, systems) \
    FIELD(evidence, observed_from) FIELD(evidence, observed_to) FIELD(evidence, collected_at) FIELD(evidence, valid_for) \
    FIELD(evidence, strength) FIELD(evidence, state) FIELD(evidence, reasons) FIELD(evidence, digest) \
    FIELD(evidence, size) FIELD(evidence, format) FIELD(evidence, media_type) FIELD(evidence, valid_until) \
    FIELD(evidence, effective_strength) FIELD(evidence, facts) FIELD(evidence, warnings) \
    FIELD(evidence, collected_by) FIELD(evidence, stdout) FIELD(evidence, stderr) FIELD(evidence, partial) FIELD(evidence, ledger_line) \
    FIELD(evidence, thresholds) FIELD(evidence, redacts) FIELD(evidence, redacts_sha256) FIELD(evidence, personal_data) \
    FIELD(soa, control) FIELD(soa, applicable) FIELD(soa, justification) FIELD(soa, title) FIELD(soa, extra_control) \
    FIELD(exception, about) FIELD(exception, reason) FIELD(exception, approved_by) FIELD(exception, approved_on) \
    FIELD(exception, expires) FIELD(exception, state) FIELD(exception, title) \
    FIELD(ai_system, role) FIELD(ai_system, risk_class) FIELD(ai_system, stage) FIELD(ai_system, decommissioned_on) \
    FIELD(ai_system, requirement_states) FIELD(soa, source) FIELD(soa, inherited_from) \
    FIELD(soa, status) FIELD(soa, implemented_by) FIELD(soa, owner) FIELD(soa, evidence) FIELD(soa, last_assessed) \
    FIELD(control, owner) FIELD(control, satisfies) \
    FIELD(requirement, responsibilities) FIELD(requirement, inherited_from) FIELD(control, responsibilities) FIELD(control, related) \
    FIELD(supplier, service) FIELD(supplier, certificate) FIELD(supplier, framework) FIELD(supplier, in_scope_services) \
    FIELD(supplier, valid_from) FIELD(supplier, valid_to) FIELD(supplier, certificates) \
    FIELD(responsibility, systems) FIELD(responsibility, supplier) FIELD(responsibility, service) \
    FIELD(responsibility, supplier_part) FIELD(responsibility, own_part) FIELD(responsibility, own_status) \
    FIELD(evaluation, system) FIELD(evaluation, metrics) FIELD(evaluation, thresholds) FIELD(evaluation, result) \
    FIELD(evaluation, run_at) FIELD(evaluation, evidence) FIELD(evaluation, controls) \
    FIELD(collector, command) FIELD(collector, timeout) FIELD(collector, output) FIELD(collector, success) FIELD(collector, version) \
    FIELD(collector, environment) FIELD(collector, every) FIELD(collector, record) FIELD(collector, last_success) FIELD(collector, next_due)

/* Columns of rows fields: (type, rows field, column). */
#define KNOWN_COLUMNS(COLUMN) \
    COLUMN(control, requires, id) COLUMN(control, requires, title) COLUMN(control, requires, every) \
    COLUMN(control, requires, strength) COLUMN(control, requires, state) COLUMN(control, requires, evidence) \
    COLUMN(control, requires, valid_until) COLUMN(control, requires, deciders) \
    COLUMN(requirement, needs, document) COLUMN(requirement, needs, type) COLUMN(requirement, needs, every) \
    COLUMN(requirement, needs, or_document) COLUMN(requirement, needs, per_system) COLUMN(requirement, needs, state) COLUMN(requirement, needs, evidence) \
    COLUMN(requirement, needs, valid_until) \
    COLUMN(crosswalk, maps, from) COLUMN(crosswalk, maps, to) COLUMN(crosswalk, maps, relation) \
    COLUMN(crosswalk, maps, strength) COLUMN(crosswalk, maps, uncertain) COLUMN(crosswalk, maps, note) \
    COLUMN(requirement, related, requirement) COLUMN(requirement, related, relation) COLUMN(requirement, related, strength) \
    COLUMN(requirement, related, source) COLUMN(requirement, related, status) COLUMN(requirement, related, uncertain) \
    COLUMN(requirement, related, carries) COLUMN(requirement, related, crosswalk) COLUMN(requirement, related, note) \
    COLUMN(requirement, through, requirement) COLUMN(requirement, through, state) COLUMN(requirement, through, relation) \
    COLUMN(requirement, through, strength) COLUMN(requirement, through, source) COLUMN(requirement, through, status) \
    COLUMN(requirement, through, crosswalk) COLUMN(evidence, facts, name) COLUMN(evidence, facts, value) \
    COLUMN(evidence, thresholds, metric) COLUMN(evidence, thresholds, group) COLUMN(evidence, thresholds, min) \
    COLUMN(evidence, thresholds, max) \
    COLUMN(requirement, applies_to, key) COLUMN(requirement, applies_to, values) \
    COLUMN(requirement, applies_by_class, class) COLUMN(requirement, applies_by_class, from) \
    COLUMN(requirement, by_system, systems) COLUMN(requirement, by_system, state) COLUMN(requirement, by_system, strength) \
    COLUMN(requirement, by_system, reasons) COLUMN(requirement, cells, control) COLUMN(requirement, cells, state) \
    COLUMN(requirement, cells, strength) \
    COLUMN(ai_system, requirement_states, state) COLUMN(ai_system, requirement_states, requirements) \
    COLUMN(framework, statement, control) COLUMN(framework, statement, title) COLUMN(framework, statement, applicable) COLUMN(framework, statement, justification) \
    COLUMN(framework, statement, status) COLUMN(framework, statement, source) COLUMN(framework, statement, implemented_by) COLUMN(framework, statement, inherited_from) \
    COLUMN(framework, statement, owner) COLUMN(framework, statement, evidence) COLUMN(framework, statement, last_assessed) COLUMN(framework, statement, state) \
    COLUMN(framework, statement, row) COLUMN(framework, statement, additional) \
    COLUMN(policy, history, version) COLUMN(policy, history, date) \
    COLUMN(supplier, certificates, framework) COLUMN(supplier, certificates, certificate) COLUMN(supplier, certificates, services) \
    COLUMN(supplier, certificates, valid_from) COLUMN(supplier, certificates, valid_to) COLUMN(supplier, certificates, evidence) \
    COLUMN(evaluation, metrics, name) COLUMN(evaluation, metrics, group) COLUMN(evaluation, metrics, value) \
    COLUMN(evaluation, thresholds, metric) COLUMN(evaluation, thresholds, group) COLUMN(evaluation, thresholds, min) \
    COLUMN(evaluation, thresholds, max) \
    COLUMN(collector, record, title) COLUMN(collector, record, classification)

/* Fields whose items C follows as records: their kind is part of what it knows. */
#define KNOWN_KINDS(KIND) \
    KIND(framework, requirements, BACKLINKS) KIND(requirement, parent, REF) KIND(requirement, needs, ROWS) \
    KIND(requirement, controls, BACKLINKS) KIND(requirement, policies, BACKLINKS) KIND(requirement, soa, BACKLINKS) \
    KIND(requirement, exceptions, BACKLINKS) KIND(requirement, evidence, REFS) KIND(requirement, related, ROWS) \
    KIND(requirement, through, ROWS) KIND(crosswalk, from, REF) KIND(crosswalk, to, REF) KIND(crosswalk, maps, ROWS) \
    KIND(comparison, crosswalks, REFS) KIND(comparison, uncovered_first, REFS) KIND(comparison, uncovered_second, REFS) \
    KIND(control, systems, REFS) KIND(control, requires, ROWS) KIND(control, evidence, BACKLINKS) \
    KIND(control, reasons, LIST) KIND(policy, supersedes, REFS) KIND(policy, history, ROWS) KIND(evidence, supports, REFS) \
    KIND(evidence, systems, REFS) KIND(evidence, reasons, LIST) KIND(evidence, warnings, LIST) KIND(evidence, facts, ROWS) KIND(evidence, thresholds, ROWS) \
    KIND(soa, control, REF) KIND(requirement, applies_to, ROWS) KIND(requirement, applies_by_class, ROWS) \
    KIND(requirement, by_system, ROWS) KIND(requirement, cells, ROWS) KIND(ai_system, requirement_states, ROWS) \
    KIND(requirement, responsibilities, BACKLINKS) KIND(control, responsibilities, BACKLINKS) \
    KIND(framework, statement, ROWS) KIND(control, satisfies, REFS) KIND(soa, implemented_by, REFS) KIND(soa, evidence, REFS) \
    KIND(supplier, service, LIST) KIND(supplier, in_scope_services, LIST) KIND(supplier, certificates, ROWS) \
    KIND(responsibility, systems, REFS) KIND(responsibility, supplier, REF) \
    KIND(ai_system, role, WORDS) KIND(ai_system, risk_class, WORDS) \
    KIND(evaluation, metrics, ROWS) KIND(evaluation, thresholds, ROWS) KIND(evaluation, evidence, REFS) KIND(evaluation, controls, REFS) \
    KIND(collector, command, LIST) KIND(collector, success, LIST) KIND(collector, version, LIST) KIND(collector, environment, LIST) \
    KIND(collector, record, ROWS)

struct known {
#define TYPE(c_name, name) const struct record_type *c_name;
#define FIELD(type, name) const struct field *type##_##name;
#define COLUMN(type, rows, column) const struct field *type##_##rows##_##column;
    KNOWN_TYPES(TYPE)
    KNOWN_FIELDS(FIELD)
    KNOWN_COLUMNS(COLUMN)
#undef TYPE
#undef FIELD
#undef COLUMN
};

struct model;

/* False: a type file lacks what the compiler needs to know; reported at that file. */
bool known_resolve(struct diags *diags, const struct model *model, struct known *known);

#endif
