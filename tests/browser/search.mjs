// The search of a built site, the folder $SITE, in Chromium ($CHROMIUM): from file:// and from a server on the loopback.
// Its counts are compared with a scan of what the site says (scan.mjs), which knows nothing of the index.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { after, test } from 'node:test';
import { fold, holds, scan } from './scan.mjs';
import { faults, looks, serve, tab as newTab } from './tab.mjs';

const site = fs.realpathSync(process.env.SITE);
const sections = scan(site);
const own = 'Pages of this site';                   // pages about no record, which the scan leaves out

const { browser, places, close } = await serve(site);
after(close);
async function tab(base = places['file://'], options = {}) {
    const page = await newTab(browser, base, options);
    page.ask = async (query) => {
        await page.goto(`${base}search.html?${new URLSearchParams(query)}`);
        await page.waitForFunction(() => document.getElementById('search_count').textContent);
        return Number((await page.textContent('#search_count')).replace(/\D/g, ''));
    };
    return page;
}
async function kinds(page) {
    const rows = await page.locator('#search_facets fieldset').first().locator('label').evaluateAll((all) => all.map((label) => label.innerText.split('\n').map((s) => s.trim()).filter(Boolean)));
    return Object.fromEntries(rows.map((row) => [row[0], Number(row.at(-1).replace(/\D/g, ''))]));
}
function scanned(query) {
    const asked = fold(query).split(/\s+/), found = {};
    for (const section of sections)
        if (asked.every((word) => holds(section.words, word))) found[section.type] = (found[section.type] ?? 0) + 1;
    return found;
}

// Words of all kinds: every 400th of the site, those of the page of many scripts, ids, beginnings, and several at once.
const vocabulary = [...new Set(sections.flatMap((section) => [...section.words]))].sort();
const letters = [...sections.find((section) => section.url === 'pages/PAGE-LETTERS.html').words];
const asked = [...new Set([...vocabulary.filter((_, i) => i % 400 === 7), ...letters, 'CTL-014', 'ctl-01', '014', 'POL-AI-001', 'iso-42001-2023', 'A.9.2', 'a.9',
    's', 'over', 'stop', 'stop drill', 'drill october copilot', 'evidence of the', 'Größe', 'STRASSE', 'größe strasse', 'angstrom', 'ΌΝΟΜΑ', 'москва', 'istanbul',
    'splitted', 'cellonecelltwo', 'cellone celltwo', 'footnote', 'quoted tag', 'co-operation', 'under_score', 'code.name'])];
for (const [name, base] of Object.entries(places)) {
    test(`counts are those of a plain scan, from ${name}`, async () => {
        const page = await tab(base), wrong = [];
        assert.ok(sections.length > 1500 && asked.length > 60);
        for (const query of name === 'file://' ? asked : asked.slice(0, 10)) {
            const n = await page.ask({ q: query }), found = n ? await kinds(page) : {}, wanted = scanned(query);
            const { [own]: others, ...records } = found;
            for (const kind of new Set([...Object.keys(records), ...Object.keys(wanted)]))
                if (records[kind] !== wanted[kind]) wrong.push(`${query}: ${kind}: found ${records[kind] ?? 0}, the scan ${wanted[kind] ?? 0}`);
            if (n !== Object.values(found).reduce((a, b) => a + b, 0)) wrong.push(`${query}: the count is ${n}`);
        }
        assert.equal([...wrong, ...page.wrong].slice(0, 20).join('\n'), '');
        assert.ok(scanned('stop drill').Evidence > 1 && scanned('s').Policies > 100);
        await page.context().close();
    });
}

test('results are sections, and lead to their anchors', async () => {
    const page = await tab();
    const n = await page.ask({ q: 'oversight', type: 'policy' });
    while (await page.isVisible('#search_more')) await page.click('#search_more');
    await page.waitForFunction((wanted) => document.querySelectorAll('#search_results li').length === wanted, n);
    const found = await page.locator('#search_results h2 a').evaluateAll((all) => all.map((a) => a.href));
    const wanted = sections.filter((section) => section.type === 'Policies' && holds(section.words, 'oversight'))
        .map((section) => new URL(section.url, places['file://']).href);
    assert.deepEqual(found.map(decodeURI).sort(), wanted.map(decodeURI).sort());
    assert.ok(found.some((url) => url.includes('#')));
    await page.context().close();
});
test('an id comes first, a whole word before its beginnings', async () => {
    const page = await tab();
    await page.ask({ q: 'CTL-014' });
    assert.match(await page.locator('#search_results a').first().textContent(), /^CTL-014 /);
    await page.ask({ q: 'a.9.2' });
    assert.match(await page.locator('#search_results a').first().textContent(), /A\.9\.2/);
    await page.ask({ q: 'risk', type: 'control' });
    assert.match(await page.locator('#search_results a').first().textContent(), /\brisk\b/i);
    await page.context().close();
});
test('facets narrow down and say what they would leave', async () => {
    const page = await tab();
    const all = await page.ask({ q: 'drill' });
    const evidence = (await kinds(page)).Evidence;
    assert.ok(evidence > 2 && evidence < all);
    await page.getByLabel('Evidence', { exact: false }).first().check();
    await page.waitForFunction((n) => document.getElementById('search_count').textContent.startsWith(`${n} `), evidence);
    assert.match(page.url(), /type=evidence/);
    assert.ok((await kinds(page)).Policies > 2, 'the other kinds can still be chosen');
    const states = page.locator('#search_facets fieldset').last();
    const supports = states.locator('label', { hasText: 'supports' });
    const n = Number(/\d+/.exec(await supports.innerText())[0]);
    await supports.locator('input').check();
    await page.waitForFunction((wanted) => document.getElementById('search_count').textContent.startsWith(`${wanted} `), n);
    assert.equal(await page.locator('#search_results .is-supports').count(), n);
    assert.equal(await page.ask({ q: 'drill', type: 'evidence', state: 'supports' }), n, 'the address says the same');
    assert.ok(await page.ask({ q: 'drill', framework: 'eu-ai-act-2026' }) < all);
    await page.context().close();
});
test('where nothing is found, near words are offered, and how often each word is there', async () => {
    const page = await tab();
    assert.equal(await page.ask({ q: 'ovresight drill' }), 0);
    await page.waitForSelector('#search_near a');
    assert.match(await page.textContent('#search_near'), /oversight drill/);
    assert.match(await page.textContent('#search_near'), /drill\s*\d+ sections/);
    await page.getByRole('link', { name: 'oversight drill' }).click();
    await page.waitForFunction(() => /^[1-9]/.test(document.getElementById('search_count').textContent));
    assert.equal(await page.ask({ q: 'CTL-0144' }), 0);
    await page.waitForSelector('#search_near a');
    assert.match(await page.textContent('#search_near'), /ctl-014/);
    await page.context().close();
});
test('by keyboard alone, from any page, and back', async () => {
    const page = await tab();
    await page.goto(places['file://'] + 'controls/index.html');
    await page.keyboard.press('/');
    await page.waitForURL(/search\.html/);
    await page.waitForFunction(() => document.activeElement.id === 'search_words');
    await page.keyboard.type('stop drill october copilot');
    await page.waitForFunction(() => /^\d+ section/.test(document.getElementById('search_count').textContent) && document.querySelector('#search_results a'));
    await page.waitForURL(/q=stop\+drill\+october\+copilot/);
    await page.keyboard.press('ArrowDown');
    assert.equal(await page.evaluate(() => document.activeElement.closest('li') === document.querySelector('#search_results li')), true);
    await page.keyboard.press('ArrowUp');
    assert.equal(await page.evaluate(() => document.activeElement.id), 'search_words');
    await page.keyboard.press('Enter');
    const target = await page.evaluate(() => document.activeElement.href);
    await page.keyboard.press('Enter');
    await page.waitForURL(target);
    await page.goBack();
    await page.waitForFunction(() => document.getElementById('search_words').value === 'stop drill october copilot');
    await page.context().close();
});
test('the keys are shown, and single keys can be switched off', async () => {
    const page = await tab();
    await page.goto(places['file://'] + 'index.html');
    await page.keyboard.press('?');
    const dialog = page.getByRole('dialog', { name: 'Keys' });
    await dialog.waitFor();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('Shift+?');
    await dialog.waitFor();
    await page.getByRole('checkbox').uncheck();
    await page.getByRole('button', { name: 'Close' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.keyboard.press('/');
    await page.waitForTimeout(200);
    assert.equal(await dialog.count(), 0);
    assert.match(page.url(), /index\.html$/);
    await page.reload();
    await page.keyboard.press('/');
    await page.waitForTimeout(200);
    assert.match(page.url(), /index\.html$/, 'also after the page was opened anew');
    await page.context().close();
});
test('without scripts a message stands in its place', async () => {
    const page = await tab(places['file://'], { javaScriptEnabled: false });
    await page.goto(places['file://'] + 'search.html?q=drill');
    assert.match(await page.innerText('main'), /Search needs scripts/);
    assert.equal(await page.isVisible('#search'), false);
    await page.context().close();
});
test('a hostile question is only text', async () => {
    const page = await tab();
    await page.ask({ q: '<img src=x onerror=alert(1)> "\'`' });
    assert.equal(await page.locator('main img').count(), 0);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
});
for (const [name, options] of Object.entries(looks))
    test(`results are accessible: ${name}`, async () => {
        const page = await tab(places['file://'], options);
        for (const q of ['drill', 'ovresight drill']) {
            await page.ask({ q });
            assert.deepEqual([...await faults(page), ...page.wrong], []);
        }
        await page.context().close();
    });
