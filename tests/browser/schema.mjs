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

// The fullest record of each type, as something to spoil.
function fullest() {
    const best = {};
    for (const { content } of files) {
        for (const [plural, records] of Object.entries(content)) {
            for (const record of records)
                if (Object.keys(record).length > Object.keys(best[plural] ?? {}).length) best[plural] = record;
        }
    }
    return best;
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
    if (field.items?.properties) yield 'no rows';
    if (field.minItems) yield [];
    if (field.minLength) yield '';
}

function* spoiled(plural, record) {
    const { required, properties } = everything.schema.properties[plural].items;
    for (const name of required) {
        const { [name]: _, ...rest } = record;
        yield { what: `without ${name}`, record: rest };
    }
    yield { what: 'with an unknown key', record: { ...record, ownr: 'nobody' } };
    for (const [name, field] of Object.entries(properties))
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

test('every record of the example is accepted', () => {
    assert.ok(files.length > 40);
    for (const { file, content } of files)
        assert.ok(everything(content), `${file}: ${JSON.stringify(everything.errors?.slice(0, 3))}`);
});

test('a spoiled record is rejected by the schema and by the compiler', () => {
    const cases = Object.entries(fullest()).filter(([plural]) => !['policies', 'pages'].includes(plural))
        .flatMap(([plural, record]) => [...spoiled(plural, record)].map((each) => ({ plural, ...each })));
    assert.ok(cases.length > 500);
    for (const { plural, what, record } of cases)
        assert.ok(!everything({ [plural]: [record] }), `${plural} ${what}`);

    // One record a line, so that the line of an error names the case.
    const project = fs.mkdtempSync(path.join(EXAMPLE, '..', 'spoiled-'));
    fs.mkdirSync(path.join(project, 'controls'));
    fs.writeFileSync(path.join(project, 'dossier.yaml'), 'dossier: 1\nid: spoiled\norganization: O\ntitle: T\nframeworks: [iso-42001-2023, eu-ai-act-2026, nist-ai-rmf-1.0]\n');
    const lines = [];
    for (const plural of new Set(cases.map((each) => each.plural))) {
        lines.push({ text: `${plural}:` });
        for (const each of cases.filter((one) => one.plural === plural)) {
            const id = each.record.id && (/^[A-Za-z][\w.-]*$/.test(each.record.id) ? `X-${lines.length}` : each.record.id);
            lines.push({ text: `  - ${JSON.stringify(id === undefined ? each.record : { ...each.record, id })}`, case: each });
        }
    }
    fs.writeFileSync(path.join(project, 'controls/all.yaml'), `${lines.map((line) => line.text).join('\n')}\n`);
    const { stdout } = spawnSync(DOSSIER, ['-C', project, 'check', '--format', 'json'], { maxBuffer: 1 << 28, encoding: 'utf8' });
    const found = new Set(JSON.parse(stdout).diagnostics
        .filter(({ code }) => ['unknown-key', 'missing-field', 'bad-value'].includes(code)).map(({ line }) => line));
    lines.forEach((line, i) => {
        if (line.case) assert.ok(found.has(i + 1), `the compiler takes ${line.case.plural} ${line.case.what}`);
    });
});
