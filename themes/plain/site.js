/* What scripts add to the site: keys, search and the view of registers. Every page can be read without it.
   A classic script, because modules and fetch do not work from file://; data come in scripts that call back. */
'use strict';
(() => {

const root = document.currentScript.src.replace(/assets\/site\.js[^/]*$/, '');
const page = document.documentElement;
const $ = (id) => document.getElementById(id);

/* --- making elements --- */

/* make('a', { href, class, text, onclick … }, children…): text is never HTML. */
function make(name, attributes, ...children) {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes || {})) {
        if (key === 'text') element.textContent = value;
        else if (key.startsWith('on')) element.addEventListener(key.slice(2), value);
        else if (value === true) element.setAttribute(key, '');
        else if (value !== false && value != null) element.setAttribute(key, value);
    }
    element.append(...children.filter((child) => child != null && child !== '' && child !== false));
    return element;
}

/* A state as templates draw it, from the template element that holds all that can occur. */
function stateOf(word) {
    const known = $('states')?.content.querySelector(`.is-${CSS.escape(word)}`);
    return known ? known.cloneNode(true) : make('span', { class: 'state', text: word });
}

/* --- data --- */

const arrived = {};         // by name: what a script has called back with
const coming = {};          // by name: promise
window.dossier_search = (name, data) => { arrived['search/' + name] = data; };
window.dossier_rows = (name, data) => { arrived['rows/' + name] = data; };
window.dossier_strings = (data) => { arrived.strings = data; };

/* Loads assets/NAME.js and gives what it calls back with. */
function load(name) {
    coming[name] ??= new Promise((resolve, reject) => {
        const script = make('script', { src: `${root}assets/${name}.js` });
        script.onload = () => { script.remove(); name in arrived ? resolve(arrived[name]) : reject(new Error(name)); };
        script.onerror = () => { script.remove(); delete coming[name]; reject(new Error(name)); };
        document.head.append(script);
    });
    return coming[name];
}

/* The language's words for a text, with its values in the place of %1, %2. Only after load('strings'). */
function t(text, ...values) {
    return (arrived.strings?.[text] ?? text).replace(/%(\d)/g, (_, n) => values[n - 1]);
}
const number = (n) => n.toLocaleString(page.lang);

/* --- keys --- */

function keysAreOff() {
    try { return localStorage.getItem('dossier-keys') === 'off'; } catch { return false; }
}
function setKeys(on) {
    try { localStorage.setItem('dossier-keys', on ? 'on' : 'off'); } catch { /* then it holds for this page alone */ }
    singleKeys = on;
}
let singleKeys = !keysAreOff();

async function showKeys() {
    await load('strings').catch(() => null);
    const row = (keys, what) => make('div', {}, make('dt', {}, ...keys.map((key) => make('kbd', { text: key }))), make('dd', { text: what }));
    const box = make('input', { type: 'checkbox', checked: singleKeys, onchange: () => setKeys(box.checked) });
    const dialog = make('dialog', { class: 'keys', 'aria-labelledby': 'keys_title', onclose: () => dialog.remove() },
        make('h2', { id: 'keys_title', text: t('Keys') }),
        make('dl', {},
            row(['/'], t('search')),
            row(['?'], t('show these keys')),
            row(['↓', '↑'], t('go through the results of a search')),
            row(['Enter'], t('open the result, or go to the first one')),
            row(['Esc'], t('empty the search field, or close this window'))),
        make('p', {}, make('label', {}, box, ' ', t('Single keys (/ and ?) do something'))),
        make('form', { method: 'dialog' }, make('button', { text: t('Close') })));
    document.body.append(dialog);
    dialog.showModal();
}

function isTyping(target) {
    return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented || isTyping(event.target) || !singleKeys) return;
    if (event.key !== '/' && event.key !== '?' || document.querySelector('dialog[open]')) return;
    event.preventDefault();
    if (event.key === '?') showKeys();
    else if ($('search')) $('search_words').focus();
    else location.href = root + 'search.html';
});

/* --- search: words (the other half is gen/render/search_words.c) --- */

const RUN = /[\p{L}\p{N}\p{M}]+(?:[-._][\p{L}\p{N}\p{M}]+)*/gu;
const WORD_MAX = 64;
const MARKS = /(^|[\0-\u052f\u1c80-\u1c8f\u1d00-\u1fff\u2c60-\u2c7f\u2de0-\u2dff\ua640-\ua69f\ua720-\ua7ff\uab30-\uab6f])\p{M}+/gu;

function fold(text) {
    if (/^[\0-\x7f]*$/.test(text)) return text.toLowerCase();
    return text.normalize('NFKD').replace(/\p{Default_Ignorable_Code_Point}/gu, '').toLowerCase()
        .replace(/ς/g, 'σ').replace(/ß/g, 'ss').replace(/\u0345/g, 'ι').replace(/\u2010/g, '-').replace(MARKS, '$1');
}

/* The terms that a query asks for; an id has a "-" in front. */
function wordsOf(query) {
    const terms = new Set();
    for (const run of fold(query).match(RUN) || []) {
        const points = [...run];
        for (let at = 0; at < points.length; at += WORD_MAX) {
            const text = points.slice(at, at + WORD_MAX).join('').replace(/^[-._]+|[-._]+$/g, '');
            if (text) terms.add(/[-._]/.test(text) ? '-' + text : text);
        }
    }
    return [...terms];
}
const shown = (term) => term.replace(/^-/, '');

/* --- search: the index (written by gen/render/search_write.c and its neighbours) --- */

const LETTERS = '0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ!#$%&\'()*+,-./:;<=>?@[]^_`{|}~ ';
const LAST = 64, MORE = LETTERS.length - LAST;
const VALUE = new Uint8Array(128);
for (let i = 0; i < LETTERS.length; i++) VALUE[LETTERS.charCodeAt(i)] = i;

class Numbers {
    constructor(text) { this.text = text; this.at = 0; }
    get more() { return this.at < this.text.length; }
    next() {
        let digit = VALUE[this.text.charCodeAt(this.at++)], scale = 1, value = 0;
        while (digit >= LAST) {
            value += digit * scale;         // LAST + its place less LAST
            scale *= MORE;
            digit = VALUE[this.text.charCodeAt(this.at++)];
        }
        return value + digit * scale;
    }
}

/* Terms are sorted by their bytes, which is the order of code points and not that of JavaScript. */
function before(a, b) {
    const rank = (c) => c >= 0xe000 ? c - 0x800 : c >= 0xd800 ? c + 0x2000 : c;
    const n = Math.min(a.length, b.length);
    for (let i = 0; i < n; i++) {
        const x = a.charCodeAt(i), y = b.charCodeAt(i);
        if (x !== y) return rank(x) < rank(y);
    }
    return a.length < b.length;
}
/* How many of n items come before what `isBefore` says. */
function bound(n, isBefore) {
    let from = 0;
    while (from < n) {
        const middle = (from + n) >> 1;
        if (isBefore(middle)) from = middle + 1;
        else n = middle;
    }
    return from;
}

let index;                  // root.js, and what was made of it
async function openIndex() {
    if (index) return index;
    const data = await load('search/root');
    const facets = new Uint32Array(data.sections), runs = new Numbers(data.runs);
    for (let at = 0; runs.more;) {
        const which = runs.next(), end = at + runs.next();
        facets.fill(which, at, end);
        at = end;
    }
    return index = { ...data, of: facets };
}

/* Names of the files in which terms that begin so stand. */
function shardsOf(term) {
    const shards = index.shards;
    const first = Math.max(0, bound(shards.length, (i) => !before(term, shards[i][1])) - 1);
    let end = first;
    while (end < shards.length && (end === first || before(shards[end][1], term) || shards[end][1].startsWith(term))) end++;
    return shards.slice(first, end).map(([name]) => name);
}
const shard = (name) => load('search/' + name);

/* Calls each(term, places) for the terms of a file that begin so. */
function eachTerm(terms, start, each) {
    for (let i = 2 * bound(terms.length / 2, (k) => before(terms[2 * k], start)); i < terms.length && terms[i].startsWith(start); i += 2)
        each(terms[i], terms[i + 1]);
}

/* Of each section how well it matches a word: 0 not at all. A prefix counts half and less. */
const matched = new Map();
async function match(word) {
    if (matched.has(word)) return matched.get(word);
    const weights = new Float32Array(index.sections);
    const files = await Promise.all(shardsOf(word).map(shard));
    const ids = new Uint32Array(index.sections), levels = new Uint8Array(index.sections);
    for (const terms of files)
        eachTerm(terms, word, (term, places) => {
            const numbers = new Numbers(places);
            let n = 0;
            while (numbers.more) {
                const level = numbers.next() + 1;
                for (let left = numbers.next(), id = -1; left; left--) {
                    id += numbers.next() + 1;
                    ids[n] = id;
                    levels[n++] = level;
                }
            }
            const rare = Math.log(1 + (index.sections - n + .5) / (n + .5));
            const weight = rare * (term === word ? 1 : .5 * word.length / term.length) / 8;
            for (let i = 0; i < n; i++)
                if (weight * levels[i] > weights[ids[i]]) weights[ids[i]] = weight * levels[i];
        });
    if (matched.size > 30) matched.clear();
    matched.set(word, weights);
    return weights;
}
const countOf = (weights) => weights.reduce((n, weight) => n + (weight > 0), 0);

/* Sections that match every word: their numbers, and by number how well. */
async function find(words) {
    const all = await Promise.all(words.map(match));
    const weights = all.length ? all[0].slice() : new Float32Array(index.sections), hits = [];
    for (let id = 0; id < weights.length; id++) {
        for (let k = 1; k < all.length && weights[id]; k++) weights[id] = all[k][id] && weights[id] + all[k][id];
        if (weights[id]) hits.push(id);
    }
    return { hits, weights };
}

/* The best n of the hits, without sorting the others. */
function best(hits, weights, n) {
    const list = [];
    for (const id of hits) {
        if (list.length === n && weights[list[n - 1]] >= weights[id]) continue;
        list.splice(bound(list.length, (i) => weights[list[i]] >= weights[id]), 0, id);
        if (list.length > n) list.pop();
    }
    return list;
}

/* What a section is called, where it is and how it begins. */
async function sectionOf(id) {
    const rows = await load('search/s' + Math.floor(id / index.per_file));
    const row = rows[id % index.per_file];
    let at = id % index.per_file;
    while (rows[at].length < 6) at--;
    const [, , , ref, title, url] = rows[at], [heading, anchor, excerpt] = row;
    return { heading, excerpt, ref, title, url: root + url + (anchor && '#' + encodeURIComponent(anchor)) };
}

/* --- search: words that are near --- */

/* Edits from a to b, a swap of neighbours being one; more than `most` is most + 1. */
function distance(a, b, most) {
    if (Math.abs(a.length - b.length) > most) return most + 1;
    let last = [], now = Array.from({ length: b.length + 1 }, (_, k) => k);
    for (let i = 1; i <= a.length; i++) {
        const next = [i];
        for (let k = 1; k <= b.length; k++) {
            next[k] = Math.min(now[k] + 1, next[k - 1] + 1, now[k - 1] + (a[i - 1] !== b[k - 1]));
            if (a[i - 1] === b[k - 2] && a[i - 2] === b[k - 1]) next[k] = Math.min(next[k], last[k - 2] + 1);
        }
        if (Math.min(...next) > most) return most + 1;
        [last, now] = [now, next];
    }
    return now[b.length];
}

/* Up to five terms nearest to one that is not there. In a large index only those with the same beginning are tried. */
const SHARDS_TRIED = 24;
async function near(word) {
    const most = Math.min(3, Math.floor(word.length / 3)), found = [];
    let names = index.shards.map(([name]) => name);
    for (let n = 1; names.length > SHARDS_TRIED && n <= word.length; n++) names = shardsOf(word.slice(0, n));
    const tried = (await Promise.all(names.slice(0, SHARDS_TRIED).map(shard))).flat();
    for (let i = 0; i < tried.length; i += 2) {
        const far = (tried[i][0] === '-') === (word[0] === '-') ? distance(word, tried[i], most) : most + 1;
        if (far <= most && far) found.push({ term: tried[i], far, n: tried[i + 1].length });
    }
    return found.sort((a, b) => a.far - b.far || b.n - a.n).slice(0, 5).map(({ term }) => term);
}

/* --- search: the page --- */

const PER_PAGE = 20;
const GROUPS = ['type', 'framework', 'state'];
const ASKED = new URLSearchParams(location.search);

function startSearch() {
    const form = $('search'), input = $('search_words');
    const chosen = Object.fromEntries(GROUPS.map((group) => [group, new Set(ASKED.getAll(group))]));
    let turn = 0, showing = PER_PAGE, timer;

    const valuesOf = (which, group) => {
        const [type, state, ...frameworks] = index.facets[which];
        if (group === 'type') return [index.types[type][0]];
        if (group === 'state') return state < 0 ? [] : [index.states[state][0]];
        return frameworks.map((k) => index.frameworks[k][0]);
    };
    /* By number of facets whether they are chosen, but for one group. */
    const allows = (but) => index.facets.map((_, which) => GROUPS.every((group) => group === but || !chosen[group].size
        || valuesOf(which, group).some((value) => chosen[group].has(value))));

    function tell(text) { $('search_count').textContent = text; }
    function remember() {
        const query = new URLSearchParams();
        if (input.value.trim()) query.set('q', input.value.trim());
        for (const group of GROUPS) for (const value of chosen[group]) query.append(group, value);
        try { history.replaceState(null, '', location.pathname + (query.size ? '?' + query : '')); } catch { /* then the address stays */ }
    }

    function drawFacets(hits) {
        const lists = { type: index.types, framework: index.frameworks, state: index.states };
        const old = document.activeElement?.id, found = new Uint32Array(index.facets.length);
        for (const id of hits) found[index.of[id]]++;
        $('search_facets').replaceChildren(...GROUPS.map((group) => {
            const allowed = allows(group), counts = new Map();
            found.forEach((n, which) => {
                if (n && allowed[which]) for (const value of valuesOf(which, group)) counts.set(value, (counts.get(value) || 0) + n);
            });
            for (const value of chosen[group]) if (!counts.has(value)) counts.set(value, 0);
            const names = new Map(lists[group]);
            const rows = [...counts].filter(([value]) => names.has(value)).sort((a, b) => b[1] - a[1]);
            if (!rows.length) return '';
            return make('fieldset', {}, make('legend', { text: form.dataset[group] }), ...rows.map(([value, n]) => {
                const box = make('input', { type: 'checkbox', id: `facet_${group}_${value}`, checked: chosen[group].has(value), onchange: () => {
                    chosen[group][box.checked ? 'add' : 'delete'](value);
                    showing = PER_PAGE;
                    search();
                } });
                return make('label', {}, box, ' ', group === 'state' ? stateOf(value) : make('span', { text: names.get(value) }), ' ',
                    make('span', { class: 'number muted', text: number(n) }));
            }));
        }).filter(Boolean));
        if (old?.startsWith('facet_')) $(old)?.focus();
    }

    function mark(text, words) {
        const parts = [];
        let at = 0;
        for (const found of text.matchAll(RUN)) {
            const runs = wordsOf(found[0]).flatMap((term) => [term, ...shown(term).split(/[-._]/)]);
            if (!words.some((word) => runs.some((run) => run.startsWith(word)))) continue;
            parts.push(text.slice(at, found.index), make('mark', { text: found[0] }));
            at = found.index + found[0].length;
        }
        return [...parts, text.slice(at)];
    }
    async function drawResult(id, words) {
        const { heading, excerpt, ref, title, url } = await sectionOf(id);
        const [type, state] = index.facets[index.of[id]];
        const name = heading || [ref !== title && ref, title].filter(Boolean).join(' ');
        const where = [index.types[type][1], heading && [ref !== title && ref, title].filter(Boolean).join(' ')].filter(Boolean).join(' · ');
        return make('li', {},
            make('h2', {}, make('a', { href: url }, ...mark(name, words))),
            make('p', { class: 'where' }, where, state < 0 ? '' : ' ', state < 0 ? '' : stateOf(index.states[state][0])),
            excerpt && make('p', { class: 'excerpt' }, ...mark(excerpt, words), [...excerpt].length > 158 ? ' …' : ''));
    }

    function askFor(text) { return make('a', { href: '?q=' + encodeURIComponent(text), text }); }
    async function drawNothing(words) {
        const counts = await Promise.all(words.map(async (word) => countOf(await match(word))));
        const lines = [];
        for (const [i, word] of words.entries()) {
            if (counts[i]) {
                if (words.length > 1) lines.push(make('li', {}, askFor(shown(word)), ' ', make('span', { class: 'muted', text: t(counts[i] === 1 ? '1 section' : '%1 sections', number(counts[i])) })));
                continue;
            }
            const terms = await near(word);
            const line = make('li', {}, t('Nothing begins with “%1”.', shown(word)), ' ', terms.length ? t('Near to it:') : '');
            terms.forEach((term) => line.append(' ', askFor(words.map((other) => shown(other === word ? term : other)).join(' '))));
            lines.push(line);
        }
        return make('ul', { class: 'near' }, ...lines);
    }

    async function draw(mine, words, hits, weights) {
        const allowed = allows();
        const list = hits.filter((id) => allowed[index.of[id]]);
        const first = best(list, weights, showing);
        const items = await Promise.all(first.map((id) => drawResult(id, words)));
        const nothing = words.length && !hits.length ? await drawNothing(words) : '';
        if (mine !== turn) return;
        tell(!words.length ? '' : list.length === 1 ? t('1 section') : t('%1 sections', number(list.length)));
        drawFacets(hits);
        $('search_results').replaceChildren(...items);
        $('search_near').replaceChildren(nothing);
        $('search_more').hidden = list.length <= showing;
        $('search_narrow').hidden = !hits.length;
    }

    async function search() {
        const mine = ++turn, words = wordsOf(input.value);
        remember();
        try {
            await Promise.all([openIndex(), load('strings')]);
            const { hits, weights } = await find(words);
            if (mine === turn) await draw(mine, words, hits, weights);
        } catch (error) {
            if (mine === turn) tell(form.dataset.failed);
            throw error;
        }
    }

    form.hidden = $('search_body').hidden = false;
    $('search_narrow').open = matchMedia('(min-width: 40.01rem)').matches;
    form.addEventListener('submit', (event) => {
        event.preventDefault();
        $('search_results').querySelector('a')?.focus();
    });
    input.addEventListener('input', () => {
        clearTimeout(timer);
        showing = PER_PAGE;
        timer = setTimeout(search, 60);
    });
    $('search_more').addEventListener('click', () => { showing += PER_PAGE; search(); });
    document.addEventListener('keydown', (event) => {
        if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp' || event.target !== input && !event.target.closest?.('#search_results')) return;
        const stops = [input, ...$('search_results').querySelectorAll('h2 a')];
        stops[stops.indexOf(event.target) + (event.key === 'ArrowDown' ? 1 : -1)]?.focus();
        event.preventDefault();
    });
    input.value = ASKED.get('q') || '';
    input.focus();
    search();
}
if ($('search')) startSearch();

/* --- registers: rows are written by gen/render/rows.c --- */

const ROWS_PER_FILE = 2000;
/* All rows of a table that is one page without scripts; else so many that they are drawn at once. */
const ROWS_PER_PAGE = 500, ROWS_PER_VIEW = 100;
/* Where nothing is in place, and where what was in place has lapsed. */
const HOLES = ['gap', 'missing', 'not-implemented', 'contradicted', 'contradicts', 'tampered'];
const STALE = ['stale', 'expired', 'overdue', 'lapsed'];

/* A word of a field, a time span or a text, as pages show it. */
function wordOf(text, kind) {
    const span = kind === 'duration' && /^(\d+)([dwmy])$/.exec(text);
    if (span) return t({ d: '%1 day', w: '%1 week', m: '%1 month', y: '%1 year' }[span[2]] + (span[1] === '1' ? '' : 's'), span[1]);
    return kind === 'word' || kind === 'words' || kind === 'bool' ? arrived.strings?.[text] ?? text.replaceAll('-', ' ') : text;
}

async function openRegister(name, count) {
    const files = await Promise.all(Array.from({ length: Math.ceil(count / ROWS_PER_FILE) }, (_, i) => load(`rows/${name}-${i + 1}`)));
    const { columns } = files[0];
    const rows = files.flatMap(({ links, rows: list }) => list.map(([url, state, owner, systems, ...cells]) => ({ links, url, state, owner, systems, cells })));
    return { columns, rows };
}
const itemsOf = (cell) => cell === '' ? [] : Array.isArray(cell) ? cell : [cell];
const nameOfLink = ([name, title]) => name && name !== title ? `${name} ${title}` : title;
function textOf(row, item, kind) {
    if (Array.isArray(item)) return `${nameOfLink(row.links[item[0]])} ${item[1]}`;
    return typeof item === 'number' ? nameOfLink(row.links[item]) : wordOf(item, kind);
}
const cellText = (row, cell, kind) => itemsOf(cell).map((item) => textOf(row, item, kind)).join(' ');

function startRegister() {
    const form = $('register'), table = document.querySelector('table.records'), body = table.tBodies[0];
    const heads = [...table.tHead.rows[0].cells], pager = document.querySelector('.pager'), status = $('register_status');
    const selects = { state: $('register_state'), owner: $('register_owner'), system: $('register_system') };
    const perView = form.dataset.rows <= ROWS_PER_PAGE ? ROWS_PER_PAGE : ROWS_PER_VIEW;
    let data, columns, matching = [], view = 0, sorted = null, timer;

    /* --- drawing --- */

    function drawLink(row, item) {
        const [place, part] = itemsOf(item), link = row.links[place], [name, title, url] = link;
        const words = [name && make('span', { class: 'id', text: name }), name && name !== title ? ' ' : '', name === title ? '' : title];
        const shown_as = url ? make('a', { href: root + url }, ...words) : make('span', {}, ...words);
        return part ? make('span', {}, shown_as, ' ', make('span', { class: 'part', text: part })) : shown_as;
    }
    function drawItem(row, item, [name, kind]) {
        if (typeof item !== 'string') return drawLink(row, item);
        if (name === 'state' || name === 'result' && kind === 'word') return stateOf(item);
        return wordOf(item, kind);
    }
    function drawCell(row, cell, column, first) {
        const items = itemsOf(cell), [name, kind] = column;
        const go = (text) => make('a', { href: root + row.url, text });
        if (first && typeof cell === 'number') {        /* a record called after another one: requirements by their label */
            const [short, title, url] = row.links[cell], labelled = url.startsWith('frameworks/');
            return make('th', { scope: 'row' }, go(labelled ? short : title), ' ', labelled && make('span', { class: 'sub', text: title }));
        }
        if (first) return make('th', { scope: 'row', class: name === 'title' ? '' : 'key' }, go(cellText(row, cell, kind)));
        const cellOf = (...children) => make('td', { class: 'kind-' + kind }, ...children);
        if (name === 'title') return cellOf(go(cell));
        if (!Array.isArray(cell)) return cellOf(...items.map((item) => drawItem(row, item, column)));
        return cellOf(items.length ? make('ul', { class: 'list' }, ...items.map((item) => make('li', {}, drawItem(row, item, column)))) : '');
    }
    function draw() {
        const views = Math.max(1, Math.ceil(matching.length / perView));
        view = Math.min(view, views - 1);
        const from = view * perView, some = matching.slice(from, from + perView);
        body.replaceChildren(...some.map((row) => make('tr', {}, ...row.cells.map((cell, i) => drawCell(row, cell, columns[i], i === 0)))));
        tell(views, from + 1, from + some.length);
        drawPager(views);
    }
    function tell(views, from, to) {
        status.textContent = [matching.length === data.rows.length ? t('%1 rows', number(matching.length)) : t('%1 of %2 rows', number(matching.length), number(data.rows.length)),
            views > 1 && t('%1 to %2 shown', number(from), number(to)),
            sorted && (sorted.down ? t('sorted by %1, descending', sorted.title) : t('sorted by %1, ascending', sorted.title))].filter(Boolean).join(', ');
    }
    const buttons = make('nav', { class: 'pager register-pager', 'aria-label': form.dataset.pages });
    function drawPager(views) {
        const go = (text, to, off) => make('button', { type: 'button', text, disabled: off, onclick: () => { view = to; draw(); remember(); table.scrollIntoView({ block: 'nearest' }); } });
        const old = [...buttons.querySelectorAll('button')].indexOf(document.activeElement);
        buttons.hidden = views < 2;
        buttons.replaceChildren(go(t('First page'), 0, view === 0), go(t('Previous page'), view - 1, view === 0),
            make('span', { text: t('page %1 of %2', number(view + 1), number(views)) }),
            go(t('Next page'), view + 1, view === views - 1), go(t('Last page'), views - 1, view === views - 1));
        const again = buttons.querySelectorAll('button')[old];
        if (again) (again.disabled ? buttons.querySelector('button:enabled') : again)?.focus();
    }

    /* --- filters --- */

    const textsOf = (row, group) => group === 'state' ? itemsOf(row.state)
        : itemsOf(group === 'owner' ? row.owner : row.systems).map((item) => textOf(row, item, 'text'));
    function fillSelect(group) {
        const counts = new Map();
        for (const row of data.rows) for (const text of textsOf(row, group)) counts.set(text, (counts.get(text) || 0) + 1);
        const add = (value, text, n) => selects[group].append(make('option', { value, text: `${text} (${number(n)})` }));
        if (group === 'state')
            for (const [value, words, text] of [['holes', HOLES, t('only holes')], ['lapsed', STALE, t('only stale')]]) {
                const n = words.reduce((sum, word) => sum + (counts.get(word) || 0), 0);
                if (n) add('*' + value, text, n);
            }
        for (const [value, n] of [...counts].sort(([a], [b]) => a < b ? -1 : 1)) add(value, group === 'state' ? wordOf(value, 'word') : value, n);
        selects[group].parentElement.hidden = !counts.size;
    }
    function accepts(group, row) {
        const { value } = selects[group];
        if (!value) return true;
        if (value === '*holes') return HOLES.includes(row.state);
        if (value === '*lapsed') return STALE.includes(row.state);
        return textsOf(row, group).includes(value);
    }
    function filter() {
        const words = fold($('register_words').value).split(/\s+/).filter(Boolean);
        matching = data.rows.filter((row) => {
            if (!accepts('state', row) || !accepts('owner', row) || !accepts('system', row)) return false;
            if (!words.length) return true;
            row.text ??= fold(row.cells.map((cell, i) => cellText(row, cell, columns[i][1])).join(' '));
            return words.every((word) => row.text.includes(word));
        });
        order();
    }

    /* --- sorting --- */

    /* What sorts like the cell: numbers in a text count as numbers, empty cells come last. */
    function keyOf(row, column) {
        const [name, kind] = columns[column], cell = row.cells[column];
        if (kind === 'number') return cell === '' ? null : Number(cell);
        if (name === 'state') return cell === '' ? null : stateRank(cell);
        const text = cellText(row, cell, kind);
        if (!text) return null;
        return kind === 'date' || kind === 'datetime' ? text : text.toLowerCase().replace(/\d+/g, (digits) => digits.padStart(9, '0'));
    }
    const ranks = new Map();
    function stateRank(word) {
        if (!ranks.size) [...$('states').content.querySelectorAll('.state')].forEach((state, i) => ranks.set(/is-(\S+)/.exec(state.className)[1], i));
        return ranks.get(word) ?? ranks.size;
    }
    function order() {
        if (sorted) {
            const turn = sorted.down ? -1 : 1;
            matching = matching.map((row, i) => ({ row, i, key: keyOf(row, sorted.column) })).sort((a, b) =>
                a.key === b.key ? a.i - b.i : a.key === null ? 1 : b.key === null ? -1 : a.key < b.key ? -turn : turn).map(({ row }) => row);
        }
        draw();
    }
    function markHeads() {
        heads.forEach((head, i) => {
            const direction = sorted?.column === i ? (sorted.down ? 'descending' : 'ascending') : null;
            if (direction) head.setAttribute('aria-sort', direction);
            else head.removeAttribute('aria-sort');
        });
    }
    async function sort(column) {
        await open();
        const title = heads[column].textContent;
        sorted = sorted?.column === column ? { ...sorted, down: !sorted.down } : { column, title, down: false };
        view = 0;
        markHeads();
        filter();
        remember();
    }

    /* --- the address says what is shown --- */

    function remember() {
        const query = new URLSearchParams();
        if ($('register_words').value) query.set('words', $('register_words').value);
        for (const [group, select] of Object.entries(selects)) if (select.value) query.set(group, select.value);
        if (sorted) query.set('sort', (sorted.down ? '-' : '') + columns[sorted.column][0]);
        if (view) query.set('view', view + 1);
        try { history.replaceState(null, '', location.pathname + (query.size ? '?' + query : '')); } catch { /* then the address stays */ }
    }
    function recall() {
        $('register_words').value = ASKED.get('words') || '';
        for (const [group, select] of Object.entries(selects)) {
            select.value = ASKED.get(group) || '';
            if (select.selectedIndex < 0) select.value = '';
        }
        const key = ASKED.get('sort') || '', column = columns.findIndex(([name]) => name === key.replace(/^-/, ''));
        if (column >= 0) sorted = { column, title: heads[column].textContent, down: key[0] === '-' };
        view = Math.max(0, (Number(ASKED.get('view')) || 1) - 1);
    }

    /* --- opening --- */

    let opening;
    function open() {
        opening ??= (async () => {
            [data] = await Promise.all([openRegister(form.dataset.name, Number(form.dataset.rows)), load('strings')]);
            ({ columns } = data);
            Object.keys(selects).forEach(fillSelect);
            $('register_open').hidden = true;
            $('register_filters').hidden = false;
            if (pager) pager.hidden = true;
            table.closest('.scroll').after(buttons);
            table.closest('main').classList.add('register-view');
        })().catch((error) => { status.textContent = form.dataset.failed; throw error; });
        return opening;
    }
    /* Where nothing else is asked for, a table that is all there stays as it is. */
    async function start(whole) {
        await open();
        recall();
        markHeads();
        matching = data.rows;
        if (whole) tell(1);
        else filter();
    }

    heads.forEach((head, column) => head.replaceChildren(make('button', { type: 'button', class: 'sort', onclick: () => sort(column) }, ...head.childNodes)));
    form.hidden = false;
    form.addEventListener('input', () => {
        clearTimeout(timer);
        timer = setTimeout(() => { view = 0; filter(); remember(); }, 60);
    });
    $('register_open').addEventListener('click', async () => { await start(false); $('register_words').focus(); });
    const asked = ['words', 'state', 'owner', 'system', 'sort', 'view'].some((key) => ASKED.has(key));
    if (asked || !pager) start(!asked);
    else $('register_open').hidden = false;
}
if ($('register')) startRegister();

/* --- matrices: rows are all there, and those that are not asked for are hidden --- */

function startMatrix() {
    const form = $('matrix'), table = document.querySelector('table.matrix'), status = form.querySelector('[role="status"]');
    const rows = [...table.querySelectorAll('tr[data-state]')], selects = [...form.querySelectorAll('select')];
    const valuesOf = (row, name) => row.dataset[name].split('|').filter(Boolean);
    for (const select of selects) {
        const values = [...new Set(rows.flatMap((row) => valuesOf(row, select.name)))].sort();
        if (select.name !== 'state') select.append(...values.map((value) => make('option', { value, text: value })));
        select.parentElement.hidden = select.options.length < 2;
    }
    const accepts = (row, { name, value }) => !value || (value === '*holes' ? HOLES.includes(row.dataset.state)
        : value === '*lapsed' ? STALE.includes(row.dataset.state) : valuesOf(row, name).includes(value));
    form.hidden = false;
    form.addEventListener('change', async () => {
        await load('strings').catch(() => null);
        for (const row of rows) row.hidden = !selects.every((select) => accepts(row, select));
        for (const body of table.tBodies) body.hidden = ![...body.rows].some((row) => row.dataset.state !== undefined && !row.hidden);
        status.textContent = t('%1 of %2 rows', number(rows.filter((row) => !row.hidden).length), number(rows.length));
    });
}
if ($('matrix')) startMatrix();

})();
