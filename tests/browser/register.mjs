// Registers of a built site, the folder $SITE, in Chromium: pages without scripts, and the view with them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, test } from 'node:test';
import { faults, looks, serve, tab } from './tab.mjs';

const site = fs.realpathSync(process.env.SITE);
const { browser, places, close } = await serve(site);
after(close);
const data = JSON.parse(fs.readFileSync(path.join(site, 'data/dossier.json'), 'utf8')).records;
const n = data.parts.length, pages = Math.ceil(n / 500);
const read = (file) => fs.readFileSync(path.join(site, file), 'utf8');
const indexOf = (page) => `parts/index${page === 1 ? '' : `-${page}`}.html`;
const main = (html) => html.slice(html.indexOf('<main'), html.indexOf('</main>'));
// The links of the first column, in their order.
const keysOf = (html) => [...html.matchAll(/<th scope="row" class="key"><a href="([^"]*)"/g)].map((found) => found[1]);

test('without scripts a long register is pages of 500 rows, all of them once', () => {
    const found = [];
    for (let page = 1; page <= pages; page++) {
        const html = read(indexOf(page)), keys = keysOf(html);
        assert.equal(keys.length, page < pages ? 500 : n % 500 || 500);
        found.push(...keys);
        for (const key of keys) assert.ok(html.includes(`<tr id="row_${key.replace('.html', '')}">`), 'each row has an anchor');
        assert.match(html, new RegExp(`<title>[^<]*page ${page} of ${pages}`));
        const nav = /<nav class="pager"[\s\S]*?<\/nav>/.exec(html)[0];
        const links = [...nav.matchAll(/<a href="([^"]*)"/g)].map((link) => link[1]);
        const wanted = [...(page > 1 ? ['index.html', path.basename(indexOf(page - 1))] : []), ...(page < pages ? [path.basename(indexOf(page + 1)), path.basename(indexOf(pages))] : [])];
        assert.deepEqual(links, wanted);
    }
    assert.ok(pages === 6 && !fs.existsSync(path.join(site, indexOf(pages + 1))));
    assert.equal(new Set(found).size, n);
    assert.match(main(read(indexOf(3))), /data\/registers\/parts\.csv/);
});

async function open(file, look = {}, base = places['file://']) {
    const page = await tab(browser, base, look);
    await page.goto(base + file);
    page.rows = () => page.locator('table.records tbody tr').evaluateAll((all) => all.map((row) => row.cells[0].innerText.trim().split(/\s/)[0]));
    page.told = async (text) => page.waitForFunction((start) => document.getElementById('register_status').textContent.startsWith(start), text);
    return page;
}
test('a short register shows the same with scripts as without', async () => {
    for (const file of ['controls/index.html', 'evidence/index.html', 'soa/index.html', 'policies/index.html', 'override-decisions/index.html', 'ai-systems/index.html']) {
        const page = await open(file);
        await page.waitForFunction(() => /^\d+ rows/.test(document.getElementById('register_status').textContent));
        const cells = () => page.locator('table.records tbody').evaluate((body) => [...body.rows].map((row) => [...row.cells].map((cell) =>
            `${cell.localName} ${cell.className.replace(/ .*/, '')}: ${cell.innerText.replace(/\s+/g, ' ').trim()} ${[...cell.querySelectorAll('a')].map((a) => a.href)}`)).sort());
        const before = await cells();
        await page.locator('thead button').first().click();         // draws the rows anew
        await page.waitForFunction(() => document.querySelector('thead [aria-sort]'));
        await page.locator('thead button').first().click();
        await page.waitForFunction(() => document.querySelector('thead [aria-sort="descending"]'));
        assert.deepEqual(await cells(), before, file);
        assert.deepEqual(page.wrong, []);
        await page.context().close();
    }
});
for (const [name, base] of Object.entries(places))
    test(`a long register is opened, sorted, filtered and paged, from ${name}`, async () => {
        const page = await open('parts/index-2.html', {}, base);
        assert.equal((await page.rows()).length, 500);
        await page.getByRole('button', { name: /^Filter and sort all/ }).click();
        await page.told(`${n.toLocaleString('en')} rows, 1 to 100 shown`);
        const title = page.getByRole('columnheader', { name: 'Title' });
        await title.getByRole('button').click();
        assert.equal(await title.getAttribute('aria-sort'), 'ascending');
        await page.waitForFunction(() => /sorted by Title, ascending/.test(document.getElementById('register_status').textContent));
        await page.fill('#register_words', 'numbered part');
        await page.told('2,600 ');
        const titles = await page.locator('table.records tbody td:nth-child(2)').allInnerTexts();
        assert.deepEqual(titles.slice(0, 12), Array.from({ length: 12 }, (_, i) => `Numbered part ${i}`), 'numbers sort as numbers');
        await title.getByRole('button').click();
        assert.equal(await page.locator('[aria-sort]').count(), 1);
        assert.equal(await page.locator('table.records tbody td:nth-child(2)').first().innerText(), 'Numbered part 2599');
        await page.getByRole('button', { name: 'Last page' }).click();
        assert.equal(await page.locator('table.records tbody td:nth-child(2)').last().innerText(), 'Numbered part 0');
        await page.selectOption('#register_owner', 'Somebody else');
        await page.told('1,734 of ');
        assert.match(page.url(), /words=numbered\+part&owner=Somebody\+else&sort=-title/);
        await page.reload();
        await page.told('1,734 of ');
        assert.equal(await page.inputValue('#register_words'), 'numbered part');
        assert.deepEqual(page.wrong, []);
        await page.context().close();
    });
test('only holes, only stale, and those of a system', async () => {
    const page = await open('controls/index.html');
    const of = (test_) => data.controls.filter(test_).map((control) => control.id).sort();
    await page.waitForFunction(() => document.getElementById('register_state').options.length > 3);
    await page.selectOption('#register_state', '*holes');
    const holes = of((control) => ['gap', 'missing', 'not-implemented', 'contradicted', 'contradicts', 'tampered'].includes(control.state));
    await page.told(`${holes.length} of ${data.controls.length} rows`);
    assert.ok(holes.length);
    assert.deepEqual((await page.rows()).sort(), holes);
    await page.selectOption('#register_state', '*lapsed');
    const stale = of((control) => control.state === 'stale');
    await page.told(`${stale.length} of ${data.controls.length} rows`);
    assert.deepEqual((await page.rows()).sort(), stale);
    await page.selectOption('#register_state', '');
    const chosen = await page.locator('#register_system option').nth(1).getAttribute('value');
    await page.selectOption('#register_system', chosen);
    const system = data['ai-systems'].find((one) => `${one.id} ${one.title}` === chosen);
    const wanted = of((control) => (control.systems ?? []).includes(system.id));
    await page.told(`${wanted.length} of ${data.controls.length} rows`);
    assert.deepEqual((await page.rows()).sort(), wanted);
    await page.context().close();
});
test('a matrix shows only holes, only what is stale, and the rows of an owner or system', async () => {
    const page = await tab(browser, places['file://']);
    const framework = data.frameworks.find((one) => one.alias === 'iso-42001' && one.in_scope), wanted = data.requirements.filter((one) => one.framework === framework.id && one.assessable);
    await page.goto(`${places['file://']}frameworks/${framework.id}/matrix.html`);
    const visible = () => page.locator('table.matrix tr[data-state]:visible').evaluateAll((all) => all.map((row) => row.dataset.state));
    assert.deepEqual((await visible()).sort(), wanted.map((one) => one.state).sort());
    await page.selectOption('#matrix select[name=state]', '*holes');
    const holes = wanted.filter((one) => ['gap', 'contradicted'].includes(one.state)).length;
    await page.waitForFunction((start) => document.querySelector('#matrix [role=status]').textContent.startsWith(start), `${holes} of ${wanted.length} rows`);
    assert.ok(holes > 0 && (await visible()).length === holes);
    await page.selectOption('#matrix select[name=state]', '*lapsed');
    const stale = wanted.filter((one) => one.state === 'stale').length;
    await page.waitForFunction((start) => document.querySelector('#matrix [role=status]').textContent.startsWith(start), `${stale} of ${wanted.length} rows`);
    await page.selectOption('#matrix select[name=state]', '');
    const owner = data.roles.find((role) => data.controls.some((control) => control.owner === role.id && control.satisfies?.some((to) => to.startsWith(framework.id))));
    await page.selectOption('#matrix select[name=owner]', owner.title);
    const owned = wanted.filter((one) => one.cells?.some((cell) => data.controls.find((control) => control.id === cell.control).owner === owner.id)).length;
    await page.waitForFunction((start) => document.querySelector('#matrix [role=status]').textContent.startsWith(start), `${owned} of ${wanted.length} rows`);
    assert.ok(owned > 0 && owned < wanted.length);
    assert.deepEqual([...await faults(page), ...page.wrong], []);
    await page.context().close();
});
test('by keyboard alone', async () => {
    const page = await open('controls/index.html');
    await page.waitForFunction(() => document.getElementById('register_state').options.length > 3);
    await page.focus('#register_words');
    await page.keyboard.type('stop authority');
    await page.told('1 of ');
    for (let i = 0; i < 20 && await page.evaluate(() => !document.activeElement.closest('thead')); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement.closest('th')?.getAttribute('aria-sort') === 'ascending');
    await page.keyboard.press('Space');
    await page.waitForFunction(() => document.activeElement.closest('th')?.getAttribute('aria-sort') === 'descending');
    await page.context().close();
});
test('hostile texts are only texts, in registers and in search', async () => {
    const page = await open('parts/index.html?words=hostile');
    await page.told('1 of ');
    assert.match(await page.innerText('table.records tbody'), /Hostile <img src=x onerror=alert\(1\)> "&amp; <\/script><script>alert\(2\)<\/script>\s+<b>Nobody<\/b>/);
    await page.goto(places['file://'] + 'search.html?q=hostile');
    await page.waitForSelector('#search_results li');
    assert.match(await page.innerText('#search_results'), /Hostile <img src=x onerror=alert\(1\)> "&amp; <\/script>/);
    assert.equal(await page.locator('main img, main script, main b:not(.number)').count(), 0);
    assert.deepEqual(page.wrong, []);
    await page.context().close();
});
test('on paper the table stands without its controls', async () => {
    const page = await open('controls/index.html');
    await page.waitForFunction(() => document.getElementById('register_state').options.length > 3);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.isVisible('#register_filters'), false);
    assert.equal(await page.locator('thead button').first().isVisible(), true, 'the words of the head stay');
    await page.context().close();
});
for (const [name, look] of Object.entries(looks))
    test(`a register is accessible: ${name}`, async () => {
        const page = await open('parts/index.html?sort=-title&words=part', look);
        await page.waitForFunction(() => /sorted by/.test(document.getElementById('register_status').textContent));
        assert.deepEqual([...await faults(page), ...page.wrong], []);
        await page.context().close();
    });
