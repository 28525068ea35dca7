// What the checks share: opening a page, and saying what came of it.

import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** Prints one line per check and counts them. */
export class Report {
    passed = 0;
    failed = 0;

    pass(page, check) {
        this.passed += 1;
        console.log(`ok    ${page}: ${check}`);
    }

    fail(page, check, expected, found) {
        this.failed += 1;
        console.log(`FAIL  ${page}: ${check}\n        expected: ${expected}\n        found:    ${found}`);
    }

    /** Passes if `problems` is empty, and prints all of them otherwise. */
    none(page, check, problems) {
        if (problems.length === 0) {
            this.pass(page, check);
        } else {
            this.fail(page, check, 'nothing to complain about', problems.join('\n                  '));
        }
    }
}

/** A built book in a browser. */
export class Book {
    constructor(browser, folder, names, report) {
        this.browser = browser;
        this.folder = folder;
        this.names = names;
        this.report = report;
        this.root = pathToFileURL(folder).href + '/';
        /** name of a page -> { ids, links, files }, filled by the checks of pages. */
        this.seen = new Map();
    }

    url(name) {
        return pathToFileURL(join(this.folder, name)).href;
    }

    /** Runs `use(page, problems)` in a context of its own: nothing is stored yet.
     *  `problems` collects errors of the page and requests that leave the book. */
    async open(name, options, use) {
        const { theme = 'light', width = 1280, height = 900, scripts = true } = options;
        const context = await this.browser.newContext({
            viewport: { width, height },
            javaScriptEnabled: scripts,
            reducedMotion: 'reduce',
        });
        const problems = [];
        const page = await context.newPage();
        page.setDefaultTimeout(10_000);
        page.on('console', message => {
            if (['error', 'warning'].includes(message.type())) {
                problems.push(`console: ${message.text()}`);
            }
        });
        page.on('dialog', dialog => {
            problems.push(`opens a dialog: ${dialog.message()}`);
            return dialog.dismiss();
        });
        page.on('pageerror', error => problems.push(`error: ${error.message}`));
        page.on('requestfailed', request => {
            // A page that is left while it still loads gives up what was under way.
            if (request.failure()?.errorText !== 'net::ERR_ABORTED') {
                problems.push(`not loaded: ${request.url()} (${request.failure()?.errorText})`);
            }
        });
        page.on('request', request => {
            if (!request.url().startsWith(this.root) && !request.url().startsWith('data:')) {
                problems.push(`leaves the book: ${request.url()}`);
            }
        });
        try {
            await page.goto(this.url(name), { waitUntil: 'load' });
            if (theme !== 'light') {
                await setTheme(page, theme);
            }
            await use(page, problems);
        } catch (error) {
            this.report.fail(name, 'could be checked', 'no exception', String(error.message).split('\n').slice(0, 4).join(' | '));
        } finally {
            await context.close();
        }
    }
}

/** As a reader would do it, through mdBook's own menu. */
export async function setTheme(page, theme) {
    await page.evaluate(name => document.getElementById(`mdbook-theme-${name}`).click(), theme);
    await page.waitForFunction(name => document.documentElement.classList.contains(name), theme);
}

/** Opens everything that can be opened. */
export async function openDetails(page) {
    await page.evaluate(() => document.querySelectorAll('main details').forEach(one => { one.open = true; }));
}
