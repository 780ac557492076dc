// A site to look at in Chromium ($CHROMIUM): from file://, and from a server on the loopback.
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import axe from 'axe-core';
import { chromium } from 'playwright-core';

export async function serve(site) {
    const server = http.createServer((request, response) => {
        const file = path.join(site, decodeURIComponent(new URL(request.url, 'http://x').pathname));
        if (!file.startsWith(site + '/') || !fs.existsSync(file)) return response.writeHead(404).end();
        const type = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' }[path.extname(file)];
        return response.writeHead(200, type ? { 'content-type': type } : {}).end(fs.readFileSync(file));
    });
    await new Promise((resolve) => { server.listen(0, '127.0.0.1', resolve); });
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'] });
    return {
        browser,
        places: { 'file://': pathToFileURL(site).href + '/', 'a server': `http://127.0.0.1:${server.address().port}/` },
        close: () => Promise.all([browser.close(), new Promise((resolve) => { server.close(resolve); })]),
    };
}

// A tab; what goes wrong in it, or asks for something outside of `base`, is in its list `wrong`.
export async function tab(browser, base, options = {}) {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    page.wrong = [];
    await context.route('**/*', (route) => {
        if (route.request().url().startsWith(base) || route.request().url().startsWith('data:')) return route.continue();
        page.wrong.push(`asks for ${route.request().url()}`);
        return route.abort();
    });
    page.on('console', (message) => { if (['error', 'warning'].includes(message.type())) page.wrong.push(message.text()); });
    page.on('pageerror', (error) => page.wrong.push(error.message));
    return page;
}

// What axe finds, and whether the page is wider than its window.
export async function faults(page) {
    await page.evaluate(axe.source);
    const result = await page.evaluate(() => window.axe.run(document, { preload: false, runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
    return [...result.violations.flatMap((v) => v.nodes.slice(0, 3).map((node) => `${v.id}: ${node.target.join(' ')}`)), ...(wide ? ['scrolls sideways'] : [])];
}
export const looks = { light: { colorScheme: 'light' }, dark: { colorScheme: 'dark' }, phone: { viewport: { width: 320, height: 640 } }, 'forced colours': { forcedColors: 'active' } };
