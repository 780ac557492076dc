// A plain scan for words: what a site can be searched for, worked out from its pages and data files without the index.
import fs from 'node:fs';
import path from 'node:path';
import yaml from 'yaml';

const types = path.join(import.meta.dirname, '../../controls/types');

function typesOf() {
    const read = (file) => yaml.parse(fs.readFileSync(path.join(types, file), 'utf8'));
    const common = read('common.yaml').fields;
    const all = fs.readdirSync(types).filter((file) => file.endsWith('.yaml') && file !== 'common.yaml').map(read);
    const own = (type) => ({ ...(type.common === false ? { id: common.id, title: common.title } : common), ...type.fields });
    // A back-link takes the place of a common field of its name.
    const back = new Set(all.flatMap((type) => Object.values(own(type)).filter((field) => field.inverse)
        .flatMap((field) => [field.to === 'self' ? type.type : field.to].flat().map((to) => `${to} ${field.inverse}`))));
    return all.map((type) => ({ ...type, fields: Object.fromEntries(Object.entries(own(type))
        .filter(([name]) => name in type.fields || !back.has(`${type.type} ${name}`))) }));
}

// Folded text, and its words: runs of letters, digits and marks, and such runs joined by - . or _
const few = (c) => c < 0x530 || (c >= 0x1d00 && c < 0x2000);
export function fold(text) {
    let out = '', keeps = false;
    for (const c of text.normalize('NFKD').replace(/[\u00ad\u200b-\u200d\u2060\ufeff]/g, '').toLowerCase()) {
        if (/\p{M}/u.test(c) && c !== '\u0345') { if (keeps) out += c; continue; }
        keeps = !few(c.codePointAt(0));
        out += c === 'ς' ? 'σ' : c === 'ß' ? 'ss' : c === '\u2010' ? '-' : c === '\u0345' ? 'ι' : c;
    }
    return out;
}
export function wordsIn(text) {
    const words = new Set();
    for (const [run] of fold(text).matchAll(/[\p{L}\p{N}\p{M}]+([-._][\p{L}\p{N}\p{M}]+)*/gu)) {
        if (run.length > 64) throw new Error(`the scan does not cut long words: ${run}`);
        const parts = run.split(/[-._]/);
        parts.forEach((part) => words.add(part));
        if (parts.length > 1) words.add(run);
    }
    return words;
}
// Whether a text holds a word that begins so. An id is found as a whole from its beginning.
export const holds = (words, asked) => [...words].some((word) => word.startsWith(asked) && /[-._]/.test(word) === /[-._]/.test(asked));

function plain(html) {
    return html.replace(/<\/?(a|code|del|em|i|span|strong)(\s[^>]*)?>/g, '').replace(/<[^>]*>/g, ' ')
        .replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
// From `start`, the beginning of a div, to its end.
function division(html, start) {
    let depth = 0;
    for (const tag of html.slice(start).matchAll(/<(\/?)div[\s>]/g)) {
        depth += tag[1] ? -1 : 1;
        if (!depth) return html.slice(start, start + tag.index);
    }
    throw new Error('a div does not end');
}

export function scan(site) {
    const data = JSON.parse(fs.readFileSync(path.join(site, 'data/dossier.json'), 'utf8')).records;
    const all = new Map(Object.values(data).flat().map((record) => [record.id, record]));
    const named = (id) => { const record = all.get(id); return record ? `${id} | ${record.title ?? id}` : id; };
    const inText = (text) => text.replace(/\[\[([^\]|#]+)(#[^\]|]*)?(\|([^\]]+))?\]\]/g, (_, id, anchor, bar, label) => label ?? named(id))
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').replace(/[*`]/g, '');

    function value(field, v) {
        if (v === null || v === undefined || typeof v === 'boolean' || field.kind === 'duration') return '';
        if (Array.isArray(v)) return v.map((item) => value(field, item)).join(' | ');
        if (field.kind === 'rows') return Object.entries(field.fields).filter(([, f]) => !f.computed).map(([name, f]) => value(f, v[name])).join(' | ');
        if (field.kind === 'ref' || field.kind === 'refs') {
            const [id, part] = String(v).split('/');
            return all.has(id) ? `${named(id)} | ${part ?? ''}` : String(v);
        }
        if (field.kind === 'datetime') return v.slice(0, 10);
        return field.kind === 'markdown' ? inText(String(v)) : String(v);
    }
    function fieldsOf(type, record) {
        return Object.entries(type.fields).filter(([name, field]) => !field.computed || (type.type === 'evidence' && name === 'facts'))
            .map(([name, field]) => value(field, record[name])).join(' | ');
    }

    const sections = [];
    for (const type of typesOf()) {
        for (const record of data[type.plural] ?? []) {
            const folder = type.type === 'requirement' ? `frameworks/${record.framework}/${record.node}.html`
                : type.type === 'framework' ? `frameworks/${record.id}/index.html` : `${type.plural}/${record.id}.html`;
            if (!fs.existsSync(path.join(site, folder))) continue;
            let text = `${record.id} | ${record.title} | ${fieldsOf(type, record)}`;
            const html = type.document ? fs.readFileSync(path.join(site, folder), 'utf8') : '';
            const body = type.document ? division(html, html.indexOf('<div class="prose body">')) : '';
            const matrix = body.indexOf('<div class="scroll'), own = matrix < 0 ? body : body.replace(division(body, matrix), '');
            const [lead, ...parts] = own.split(/(?=<h[2-6] id=")/);
            text += ` | ${plain(lead)}`;
            sections.push({ type: type.titles, words: wordsIn(text), url: folder });
            for (const part of parts) sections.push({ type: type.titles, words: wordsIn(plain(part)), url: `${folder}#${/id="([^"]*)"/.exec(part)[1]}` });
        }
    }
    return sections;
}
