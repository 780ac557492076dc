// node bench.mjs SITE: milliseconds of search and of the largest register of a built site, in Chromium ($CHROMIUM) from
// file://. Not a test: what it says depends on the machine. Each figure is the median of five, in a fresh tab each.
import fs from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium } from 'playwright-core';

const base = pathToFileURL(fs.realpathSync(process.argv[2])).href + '/';
const browser = await chromium.launch({ executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
async function median(name, run) {
    const times = [];
    for (let i = 0; i < 5; i++) {
        const page = await browser.newPage();
        times.push(await run(page));
        await page.close();
    }
    console.log(`${name.padEnd(50)} ${times.sort((a, b) => a - b)[2].toFixed(0).padStart(6)} ms`);
}

// From the input until the count of results has changed and is drawn.
function ask(page, words) {
    return page.evaluate((text) => new Promise((resolve) => {
        const input = document.getElementById('search_words'), from = performance.now();
        new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))).observe(document.getElementById('search_results'), { childList: true });
        input.value = text;
        input.dispatchEvent(new Event('input'));
    }), words);
}
for (const [first, next] of [['evidence review', 'evidence review month'], ['POL-00042', 'POL-0004'], ['the', 'the s']]) {
    const open = async (page) => { await page.goto(base + 'search.html'); await page.waitForTimeout(300); };
    await median(`search, first answer: ${first}`, async (page) => { await open(page); return ask(page, first); });
    await median(`search, then: ${next}`, async (page) => { await open(page); await ask(page, first); return ask(page, next); });
}

// From the change of a control until the rows are drawn.
function rows(page, change, ...values) {
    return page.evaluate(([code, args]) => new Promise((resolve) => {
        const from = performance.now();
        new MutationObserver(() => requestAnimationFrame(() => setTimeout(() => resolve(performance.now() - from)))).observe(document.querySelector('table.records tbody'), { childList: true });
        new Function('...args', code)(...args);
    }), [change, values]);
}
const open = 'document.getElementById("register_open").click()';
const head = 'document.querySelectorAll("thead button")[args[0]].click()';
const type = 'const e = document.getElementById("register_words"); e.value = args[0]; e.dispatchEvent(new Event("input", { bubbles: true }))';
await median('register, opened', async (page) => { await page.goto(base + 'evidence/index.html'); return rows(page, open); });
await median('register, sorted by title', async (page) => { await page.goto(base + 'evidence/index.html'); await rows(page, open); return rows(page, head, 1); });
await median('register, sorted by controls', async (page) => { await page.goto(base + 'evidence/index.html'); await rows(page, open); return rows(page, head, 4); });
await median('register, sorted the other way', async (page) => { await page.goto(base + 'evidence/index.html'); await rows(page, open); await rows(page, head, 1); return rows(page, head, 1); });
await median('register, filtered by words', async (page) => { await page.goto(base + 'evidence/index.html'); await rows(page, open); return rows(page, type, 'review gate'); });
await median('register, filtered and sorted', async (page) => { await page.goto(base + 'evidence/index.html'); await rows(page, open); await rows(page, head, 1); return rows(page, type, 'review'); });
await browser.close();
