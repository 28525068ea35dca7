// The book in a browser: `node run.mjs BOOK_DIR`. One line per check; the exit
// code is 1 if one fails.
//
//   --screenshots DIR      pictures of the pages, in pieces that can be read
//   --pages WORD           only pages whose name contains this word
//   --readme-picture FILE  the picture for the README, and nothing else

import { readdir } from 'node:fs/promises';
import { cpus } from 'node:os';
import { resolve } from 'node:path';
import { Book, Report } from './book.mjs';
import { launch } from './chromium.mjs';
import { checkPage, checkThemes } from './pages.mjs';
import { checkLinks, checkSizes } from './files.mjs';
import { checkKeyboard } from './keyboard.mjs';
import { checkMarks } from './marks.mjs';
import { checkPaper, checkWithoutScripts } from './paper.mjs';
import { pictureForReadme, screenshots } from './pictures.mjs';
import { checkStart } from './start.mjs';

// mdBook's own pages: the whole book on one page, and helpers.
const NOT_PAGES = ['print.html', '404.html', 'toc.html'];

function options(words) {
    const found = {};
    for (let at = 0; at < words.length; at++) {
        if (words[at].startsWith('--')) {
            found[words[at].slice(2)] = words[++at];
        } else {
            found.folder = words[at];
        }
    }
    return found;
}

// Works through `tasks` with a few at a time.
async function inTurn(tasks, workers) {
    const waiting = [...tasks];
    await Promise.all(Array.from({ length: workers }, async () => {
        for (let task = waiting.shift(); task; task = waiting.shift()) {
            await task();
        }
    }));
}

async function main() {
    const wanted = options(process.argv.slice(2));
    if (!wanted.folder) {
        console.error('usage: node run.mjs BOOK_DIR [--pages WORD] [--screenshots DIR] [--readme-picture FILE]');
        return 2;
    }
    const started = Date.now();
    const folder = resolve(wanted.folder);
    const names = (await readdir(folder))
        .filter(name => name.endsWith('.html') && !NOT_PAGES.includes(name))
        .filter(name => !wanted.pages || name.includes(wanted.pages))
        .sort();
    // The index is the first page once more.
    const once = names.filter(name => name !== 'index.html');
    const browser = await launch();
    const report = new Report();
    const book = new Book(browser, folder, names, report);
    try {
        if (wanted['readme-picture']) {
            await pictureForReadme(book, wanted['readme-picture']);
            return 0;
        }
        if (names.length === 0) {
            report.fail(folder, 'has pages', 'one or more *.html', 'none');
        }
        await inTurn([
            ...names.map(name => () => checkPage(book, name)),
            ...once.map(name => () => checkKeyboard(book, name)),
            ...once.map(name => () => checkPaper(book, name)),
            ...once.map(name => () => checkMarks(book, name)),
            () => checkStart(book),
            () => checkThemes(book),
            () => checkWithoutScripts(book),
        ], Math.max(2, Math.min(4, cpus().length)));
        checkLinks(book);
        await checkSizes(book);
        if (wanted.screenshots) {
            await screenshots(book, wanted.screenshots);
        }
    } finally {
        await browser.close();
    }
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    console.log(`${report.passed} checks passed, ${report.failed} failed, ${names.length} pages, ${seconds} s`);
    return report.failed > 0 ? 1 : 0;
}

process.exitCode = await main();
