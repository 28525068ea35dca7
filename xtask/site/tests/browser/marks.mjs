// What a reader marked and answered in an earlier edition is still there in this one.
// `marks-N.json` are the browser's entries as editions wrote them: all pages read, all
// questions answered rightly, all numbers predicted.

import { readdir, readFile } from 'node:fs/promises';
import { check, Failure } from './press.mjs';

/** The entries of each edition that wrote others than the one before, by file. */
async function editions() {
    const here = new URL('.', import.meta.url);
    const names = (await readdir(here)).filter(name => /^marks-\d+\.json$/.test(name)).sort();
    return Promise.all(names.map(async name => [name, JSON.parse(await readFile(new URL(name, here), 'utf8'))]));
}

/** Looks at a page with the entries of each edition in the browser. */
export async function checkMarks(book, name) {
    for (const [edition, entries] of await editions()) {
        await book.open(name, {}, async page => {
            await page.evaluate(all => Object.entries(all).forEach(([key, value]) => localStorage.setItem(key, value)), entries);
            await page.reload();
            await check(book.report, name, `what ${edition} has is still there`, () => areThere(page, entries));
        });
    }
}

async function areThere(page, entries) {
    const kept = name => JSON.parse(entries[`rust-memory-workbook/${name}`]);
    const bar = page.locator('.reading-progress p');
    if (await bar.count() > 0) {
        Failure.unlessMatch('all pages are read', await bar.textContent(), /^(\d+) of \1 read$/);
    }
    const forms = selector => page.locator(selector).evaluateAll(all => all.map(form => ({
        id: form.dataset.id,
        state: form.dataset.state,
        typed: form.querySelector('input').value.replaceAll(',', ''),
    })));
    // What came later was not answered then.
    for (const { id, state } of (await forms('form.quiz')).filter(({ id }) => id in kept('quiz'))) {
        Failure.unlessEqual(`the question ${id} is answered`, state, 'right');
    }
    for (const { id, typed } of (await forms('form.predict')).filter(({ id }) => id in kept('predict'))) {
        Failure.unlessEqual(`the number ${id} is predicted`, Number(typed), kept('predict')[id].guess);
    }
}
