// The reports on a class in a browser: `node reports.mjs RESULTS_DIR`. One line per
// check; the exit code is 1 if one fails.
//
// Names and messages in them are hostile. Nothing of it may run, be fetched, or break
// the page.

import { readdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import { launch } from './chromium.mjs';
import { Book, Report, openDetails } from './book.mjs';
import { COLOURS, PHONE, tooWide, violations } from './pages.mjs';
import { PAPER } from './paper.mjs';

/** Of the pages of students, so many are looked at closely. */
const CLOSELY = 4;

async function checkHarmless(book) {
    await book.open('index.html', {}, async (page, problems) => {
        for (const name of book.names) {
            await page.goto(book.url(name), { waitUntil: 'load' });
            const alive = await page.evaluate(() => {
                const tags = 'script, img, iframe, object, embed, link, base, form, svg a, [onerror], [onload], [onclick]';
                const found = [...document.querySelectorAll(tags)].map(element => element.outerHTML.slice(0, 80));
                const links = [...document.links].map(link => link.protocol).filter(protocol => protocol !== 'file:');
                return [...found, ...links];
            });
            book.report.none(name, 'has no element that could run or fetch something', alive);
            book.report.none(name, 'loads without an error, a request or a dialog', problems.splice(0));
        }
    });
}

async function checkClosely(book, name) {
    await book.open(name, {}, async page => {
        await openDetails(page);
        book.report.none(name, 'accessible in light colours', await violations(page));
        await page.emulateMedia({ colorScheme: 'dark' });
        book.report.none(name, 'accessible in dark colours', await violations(page, COLOURS));
        await page.emulateMedia({ colorScheme: 'light', media: 'print' });
        await page.setViewportSize({ width: PAPER, height: 900 });
        book.report.none(name, 'fits on paper', await cutOnPaper(page));
    });
    await book.open(name, { width: PHONE }, async page => {
        await openDetails(page);
        book.report.none(name, `fits on a phone, ${PHONE} px wide`, await tooWide(page));
    });
}

/** What no printer would show: nobody can scroll on paper. */
function cutOnPaper(page) {
    return page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const found = [];
        for (const element of document.querySelectorAll('table, pre, figure, svg')) {
            const box = element.getBoundingClientRect();
            if (box.width > 0 && box.right > width + 1) {
                found.push(`${element.tagName.toLowerCase()} reaches to ${Math.round(box.right)} of ${width} px: ${element.textContent.trim().slice(0, 40)}`);
            }
        }
        return found.slice(0, 6);
    });
}

async function checkLinks(book, name) {
    const missing = [];
    const pages = new Set(book.names);
    await book.open(name, {}, async page => {
        const links = await page.evaluate(() => [...document.links].map(link => link.href));
        for (const link of links) {
            const [path, anchor] = link.split('#');
            const at = decodeURIComponent(path.slice(book.root.length));
            if (!path.startsWith(book.root) || !pages.has(at)) {
                missing.push(`no page: ${link}`);
            } else if (at === name && anchor && !await page.locator(`[id="${anchor}"]`).count()) {
                missing.push(`no place: ${link}`);
            }
        }
    });
    book.report.none(name, 'links only to pages that are there', missing);
}

async function main() {
    if (!process.argv[2]) {
        console.error('usage: node reports.mjs RESULTS_DIR');
        return 2;
    }
    const folder = resolve(process.argv[2]);
    const students = (await readdir(`${folder}/students`)).sort().map(name => `students/${name}`);
    const browser = await launch();
    const report = new Report();
    const book = new Book(browser, folder, ['index.html', ...students], report);
    try {
        if (students.length === 0) {
            report.fail(folder, 'has pages of students', 'one or more', 'none');
        }
        const step = Math.max(1, Math.floor(students.length / CLOSELY));
        for (const name of ['index.html', ...students.filter((_, at) => at % step === 0)]) {
            await checkClosely(book, name);
            await checkLinks(book, name);
        }
        await checkHarmless(book);
    } finally {
        await browser.close();
    }
    console.log(`${report.passed} checks of reports passed, ${report.failed} failed, ${book.names.length} pages`);
    return report.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
