// The JSON Schemas of `dossier schema --json` in ajv, the validator that editors build on: they accept every record of
// the example ($EXAMPLE), and reject what the compiler ($DOSSIER) rejects.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { Ajv2020 } from 'ajv/dist/2020.js';
import YAML from 'yaml';

const { DOSSIER, EXAMPLE } = process.env;
const types = new URL('../../controls/types/', import.meta.url).pathname;
const names = fs.readdirSync(types).filter((file) => file.endsWith('.yaml')).map((file) => path.basename(file, '.yaml'))
    .filter((name) => !['common', 'comparison', 'crosswalk', 'framework', 'requirement'].includes(name));    // what nobody writes

const schema = (...operands) => JSON.parse(execFileSync(DOSSIER, ['-C', EXAMPLE, 'schema', ...operands, '--json'], { maxBuffer: 1 << 26 }));
const compile = (schema) => new Ajv2020({ strict: true, allowUnionTypes: true, allErrors: true }).compile(schema);
const everything = compile(schema());

// Every file of records of the example, and the front matter of its documents: { file, records by plural }.
function written() {
    const files = fs.readdirSync(EXAMPLE, { recursive: true }).sort();
    const read = (file) => fs.readFileSync(path.join(EXAMPLE, file), 'utf8');
    const records = files.filter((file) => /^controls\/.*\.yaml$|^content\/evidence\/.*index\.yaml$/.test(file))
        .map((file) => ({ file, content: YAML.parse(read(file)) }));
    const documents = files.filter((file) => /^content\/(policies|pages)\/.*\.md$/.test(file))
        .map((file) => ({ file, content: { [file.split('/')[1]]: [YAML.parse(read(file).split(/^---$/m)[1])] } }));
    return [...records, ...documents];
}
const files = written();

// The smallest record that this schema takes; its references lead nowhere, which is no matter of schemas.
function smallest({ required, properties }) {
    return Object.fromEntries(required.map((name) => [name, fill(properties[name])]));
}
function fill(field) {
    if (field.enum) return field.enum[0];
    if (field.anyOf) return [fill(field.anyOf[1].items)];
    if (field.items) return [smallest(field.items)];
    if (field.properties) return smallest(field);       // one row, without a list
    if (field.pattern?.startsWith('^[0-9]{4}')) return '2026-11-30';
    if (field.pattern === '^[0-9]+[dwmy]$') return '90d';
    return { number: 1, boolean: true }[field.type] ?? 'Some';
}

// Values that a field of this schema must not hold.
function* wrong(field) {
    const words = field.enum ?? field.anyOf?.[0].enum;
    if (words) yield `${words[0]}-not`;
    if (field.pattern?.startsWith('^[0-9]{4}')) yield* ['2026-13-01', '2026-11-32', '30 November 2026'];
    if (field.pattern === '^[0-9]+[dwmy]$') yield* ['90', '90 days'];
    if (field.pattern?.startsWith('^[A-Za-z]')) yield* ['two words', '9lives'];
    if (field.type === 'number') yield 'many';
    if (field.type === 'boolean') yield 'maybe';
    if (field.minItems ?? field.anyOf?.[1].minItems) yield [];
    if (field.minLength) yield '';
    if (field.properties) {
        yield* ['no row', [smallest(field)]];
        for (const { record } of spoiled(field)) yield record;
    }
    if (!field.items) return;
    yield 'no rows';
    for (const { record } of spoiled(field.items)) yield [record];
}

function* spoiled(schema) {
    const record = smallest(schema);
    for (const name of schema.required) {
        const { [name]: _, ...rest } = record;
        yield { what: `without ${name}`, record: rest };
    }
    yield { what: 'with an unknown key', record: { ...record, ownr: 'nobody' } };
    for (const [name, field] of Object.entries(schema.properties))
        for (const value of wrong(field)) yield { what: `${name}: ${JSON.stringify(value)}`, record: { ...record, [name]: value } };
}

test('the schema of each type compiles, and holds its own fields', () => {
    assert.ok(names.length >= 44);
    for (const name of names) {
        const of = schema(name);
        compile(of);
        const [plural] = Object.keys(of.properties);
        const own = Object.entries(YAML.parse(fs.readFileSync(path.join(types, `${name}.yaml`), 'utf8')).fields).filter(([, field]) => !field.computed);
        const { properties, required } = of.properties[plural].items;
        for (const [field, { help, required: must }] of own) {
            assert.equal(properties[field].description, help, `${name}.${field}`);
            assert.equal(required.includes(field), Boolean(must), `${name}.${field}`);
        }
    }
});

test('every type, field and column explains itself', () => {
    const explained = (of, at) => {
        for (const [name, field] of Object.entries(of.properties)) {
            assert.ok(field.description, `${at}.${name}`);
            if (field.items?.properties) explained(field.items, `${at}.${name}`);
            if (field.properties) explained(field, `${at}.${name}`);
        }
    };
    for (const [plural, { items }] of Object.entries(everything.schema.properties)) {
        assert.ok(items.description, plural);
        explained(items, plural);
    }
});

test('every record of the example is accepted', () => {
    assert.ok(files.length > 40 && new Set(files.flatMap(({ content }) => Object.keys(content))).size >= 40);      // types in use
    for (const { file, content } of files)
        assert.ok(everything(content), `${file}: ${JSON.stringify(everything.errors?.slice(0, 3))}`);
});

test('the smallest record of each type is accepted, a spoiled one rejected, by the schema and by the compiler', () => {
    const types = Object.entries(everything.schema.properties).filter(([plural]) => !['policies', 'pages'].includes(plural));   // documents
    const cases = types.flatMap(([plural, { items }]) => [{ what: 'as it is', fine: true, record: smallest(items) }, ...spoiled(items)]
        .map((each) => ({ plural, ...each })));
    assert.ok(cases.length > 1000);
    for (const { plural, what, record, fine = false } of cases)
        assert.equal(everything({ [plural]: [record] }), fine, `${plural} ${what}: ${JSON.stringify(everything.errors)}`);

    // One record a line, so that the line of an error names the case.
    const project = fs.mkdtempSync(path.join(EXAMPLE, '..', 'spoiled-'));
    fs.mkdirSync(path.join(project, 'controls'));
    fs.writeFileSync(path.join(project, 'dossier.yaml'), 'dossier: 1\nid: spoiled\norganization: O\ntitle: T\n');
    const lines = types.flatMap(([plural]) => [{ text: `${plural}:` }, ...cases.filter((each) => each.plural === plural)
        .map((each, i) => ({ case: each, text: `  - ${JSON.stringify(each.record.id === 'Some' ? { ...each.record, id: `${plural}-${i}` } : each.record)}` }))]);
    fs.writeFileSync(path.join(project, 'controls/all.yaml'), `${lines.map((line) => line.text).join('\n')}\n`);
    const { stdout } = spawnSync(DOSSIER, ['-C', project, 'check', '--format', 'json'], { maxBuffer: 1 << 28, encoding: 'utf8' });
    const found = new Set(JSON.parse(stdout).diagnostics
        .filter(({ code }) => ['unknown-key', 'missing-field', 'bad-value'].includes(code)).map(({ line }) => line));
    lines.forEach((line, i) => {
        if (line.case) assert.equal(found.has(i + 1), !line.case.fine, `the compiler ${line.case.fine ? 'refuses' : 'takes'} ${line.case.plural} ${line.case.what}`);
    });
});
