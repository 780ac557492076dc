// Looks at a built site, the folder $SITE: as files, and in Chromium ($CHROMIUM) from file://, without a network.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, test } from 'node:test';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { HtmlValidate } from 'html-validate';
import { chromium } from 'playwright-core';

const site = fs.realpathSync(process.env.SITE);
const files = fs.readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(site, path.join(entry.parentPath ?? entry.path, entry.name)))
    .sort();
const pages = files.filter((file) => file.endsWith('.html') && !file.startsWith('files/'));
const text = Object.fromEntries(pages.map((page) => [page, fs.readFileSync(path.join(site, page), 'utf8')]));

// One page of each kind, the largest: types without a template of their own are of one kind, whatever their folder.
function kindOf(page) {
    const [folder, ...rest] = page.split('/');
    if (!rest.length) return page;
    if (folder === 'frameworks') return rest.length === 1 ? page : ['index.html', 'matrix.html', 'soa.html'].includes(rest[1]) ? `frameworks ${rest[1]}` : 'requirement';
    const own = ['ai-systems', 'controls', 'evidence', 'pages', 'policies', 'risks', 'soa'].includes(folder);
    return `${own ? folder : 'any type'} ${/^index(-\d+)?\.html$/.test(rest[0]) ? 'index' : 'record'}`;
}
function kinds() {
    const chosen = new Map();
    for (const page of pages) {
        const kind = kindOf(page);
        if (!chosen.has(kind) || text[page].length > text[chosen.get(kind)].length) chosen.set(kind, page);
    }
    return [...chosen.values()].sort();
}
const examples = kinds();

function decode(value) {
    return value.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
function attributes(page, names) {
    const found = [];
    for (const [, tag, rest] of text[page].matchAll(/<([a-z][a-z0-9-]*)((?:\s+[^\s=>"']+(?:="[^"]*")?)*)\s*\/?>/g))
        for (const [, name, value] of rest.matchAll(/\s([^\s=>"']+)="([^"]*)"/g))
            if (names.includes(name)) found.push({ tag, name, value: decode(value) });
    return found;
}
const ids = Object.fromEntries(pages.map((page) => [page, new Set(attributes(page, ['id']).map((a) => a.value))]));

// Where a relative address leads: a path below the site, or null when it leaves it.
function resolve(page, address) {
    const target = new URL(address, 'x://site/' + page.split('/').map(encodeURIComponent).join('/'));
    return { file: decodeURIComponent(target.pathname.slice(1)), anchor: decodeURIComponent(target.hash.slice(1)) };
}
function problems(page, seen) {
    const bad = [];
    for (const { tag, name, value } of attributes(page, ['href', 'src', 'action', 'data', 'poster', 'srcset', 'ping', 'formaction'])) {
        if (/^(https?|mailto):/.test(value)) {
            if (tag !== 'a' || name !== 'href') bad.push(`${page}: <${tag} ${name}> loads ${value}`);
            continue;
        }
        if (/^[a-z][a-z0-9+.-]*:|^\/|^\\|\\/i.test(value) && !/^data:image\//.test(value)) {
            bad.push(`${page}: ${name}="${value}" is not relative`);
            continue;
        }
        if (value.startsWith('data:')) continue;
        const { file, anchor } = resolve(page, value);
        if (!fs.existsSync(path.join(site, file)) || !fs.statSync(path.join(site, file)).isFile()) bad.push(`${page}: ${value} leads nowhere`);
        else if (anchor && ids[file] && !ids[file].has(anchor)) bad.push(`${page}: ${value} has no such anchor`);
        if (tag === 'a' && ids[file]) seen.add(file);
    }
    return bad;
}
function none(list) {
    assert.equal(list.length, 0, [`${list.length} problems`, ...list.slice(0, 25)].join('\n'));
}

const reached = new Set(['index.html']);
test('every link and anchor of every page resolves, inside the site', () => {
    assert.ok(pages.length > 50);
    none(pages.flatMap((page) => problems(page, reached)));
});
test('every page is linked from another one', () => none(pages.filter((page) => !reached.has(page))));
test('ids are unique in each page', () => {
    none(pages.filter((page) => attributes(page, ['id']).length !== ids[page].size));
});
test('every page has a language, a title, one h1 and a strict policy for content', () => {
    none(pages.flatMap((page) => {
        const html = text[page], wrong = [];
        if (!/^<!doctype html>/i.test(html)) wrong.push('doctype');
        if (!/<html[^>]* lang="[a-z]/.test(html)) wrong.push('lang');
        if (!/<title>[^<]+<\/title>/.test(html)) wrong.push('title');
        if ((html.match(/<h1[\s>]/g) ?? []).length !== 1) wrong.push('h1');
        if (!/http-equiv="content-security-policy" content="[^"]*default-src (&#39;|')none/i.test(html)) wrong.push('content security policy');
        if (/<script(?![^>]*\ssrc=)[^>]*>/.test(html) || /\son[a-z]+="/.test(html)) wrong.push('inline script');
        return wrong.map((what) => `${page}: ${what}`);
    }));
});
test('titles are unique', () => {
    const titles = new Map();
    for (const page of pages) {
        const title = /<title>([^<]+)<\/title>/.exec(text[page])?.[1];
        titles.set(title, [...(titles.get(title) ?? []), page]);
    }
    none([...titles].filter(([, list]) => list.length > 1).map(([title, list]) => `${title}: ${list.join(' ')}`));
});

const validator = new HtmlValidate({
    extends: ['html-validate:standard', 'html-validate:a11y'],
    rules: {
        'long-title': 'off',                        // titles name the record and the portal
        'no-implicit-button-type': 'error',
        'void-style': 'off', 'attr-quotes': 'off', 'prefer-native-element': 'off',  // matters of taste
    },
});
for (const page of examples)
    test(`valid HTML: ${page}`, async () => {
        const report = await validator.validateString(text[page], page);
        none(report.results.flatMap((result) => result.messages.map((m) => `${m.line}:${m.column} ${m.ruleId}: ${m.message}`)));
    });

const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
after(() => browser.close());

// Opens a page in a context that lets nothing but files of the site through, and gives what went wrong.
async function open(page, options, look) {
    const wrong = [];
    const context = await browser.newContext(options);
    await context.route('**/*', (route) => {
        const url = new URL(route.request().url());
        const inside = url.protocol === 'file:' && decodeURIComponent(url.pathname).startsWith(site + '/');
        if (inside || url.protocol === 'data:') return route.continue();
        wrong.push(`asks for ${url}`);
        return route.abort();
    });
    const tab = await context.newPage();
    tab.on('console', (message) => { if (['error', 'warning'].includes(message.type())) wrong.push(`console: ${message.text()}`); });
    tab.on('pageerror', (error) => wrong.push(`script: ${error.message}`));
    tab.on('requestfailed', (request) => wrong.push(`failed: ${request.url()}`));
    await tab.goto(pathToFileURL(path.join(site, page)).href, { waitUntil: 'load' });
    if (look) wrong.push(...await look(tab));
    await context.close();
    return wrong;
}

// Nobody clicks or scrolls on paper.
const offOnPaper = { 'target-size': { enabled: false }, 'scrollable-region-focusable': { enabled: false } };
async function accessibility(tab, rules = {}) {
    await tab.evaluate(axe.source);
    const result = await tab.evaluate((chosen) => window.axe.run(document, {
        preload: false,
        rules: chosen,
        runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    }), rules);
    return result.violations.flatMap((violation) => violation.nodes.slice(0, 3).map((node) =>
        `${violation.id}: ${node.target.join(' ')} ${node.html.slice(0, 120)} ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`));
}
async function width(tab) {
    const wide = await tab.evaluate(() => {
        const limit = document.documentElement.clientWidth;
        if (document.documentElement.scrollWidth <= limit) return [];
        return [...document.body.querySelectorAll('*')].filter((e) => e.getBoundingClientRect().right > limit + 1)
            .slice(0, 5).map((e) => `${e.tagName.toLowerCase()}.${e.className} reaches ${Math.round(e.getBoundingClientRect().right)} px`);
    });
    return wide.length ? [`scrolls sideways at 320 px: ${wide.join('; ')}`] : [];
}
async function heading(tab) {
    const size = await tab.locator('h1').evaluateAll((all) => all.map((e) => e.getBoundingClientRect().height > 0)).catch(() => [true]);
    return size.length === 1 && size[0] ? [] : ['the heading is not visible'];
}

// Pages are opened a few at a time; a test waits for its own.
const waiting = [];
let open_now = 0;
function start(task) {
    return new Promise((resolve) => {
        const run = async () => {
            open_now++;
            resolve(await task().catch((error) => [error.message]));
            open_now--;
            waiting.shift()?.();
        };
        if (open_now < os.availableParallelism()) run();
        else waiting.push(run);
    });
}
function look(name, page, options, fn) {
    const result = start(() => open(page, options, fn));
    test(`${name}: ${page}`, async () => none(await result));
}

for (const page of examples) {
    look('opens without scripts', page, { javaScriptEnabled: false });
    look('opens with scripts', page, {}, heading);
    look('accessible in light', page, { colorScheme: 'light' }, accessibility);
    look('accessible in dark', page, { colorScheme: 'dark' }, accessibility);
    look('accessible in print', page, {}, async (tab) => {
        await tab.emulateMedia({ media: 'print', colorScheme: 'light' });
        return accessibility(tab, offOnPaper);
    });
    look('fits a phone', page, { viewport: { width: 320, height: 640 }, deviceScaleFactor: 2 }, width);
}
