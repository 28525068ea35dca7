// The book on paper, and in a browser that runs no scripts.

/** An A4 page between its margins, in CSS pixels. */
export const PAPER = 700;

export async function checkPaper(book, name) {
    await book.open(name, { width: PAPER, theme: 'coal' }, async page => {
        await page.emulateMedia({ media: 'print', reducedMotion: 'reduce' });
        await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
        const problems = await page.evaluate(() => {
            const found = [];
            const width = document.documentElement.clientWidth;
            const name = element => `${element.tagName.toLowerCase()}.${element.getAttribute('class') || ''} "${element.textContent.trim().slice(0, 40)}"`;
            const kept = 'main figure, main figure svg, main figure table, main .explorable, main .explorable table, main form.quiz legend, main form.quiz label, main article.claim, main section.matrix table';
            for (const element of document.querySelectorAll(kept)) {
                const box = element.getBoundingClientRect();
                if (box.width < 1 || box.height < 1) {
                    found.push(`not to be seen: ${name(element)}`);
                } else if (box.right > width + 1) {
                    found.push(`cut at the right, ${Math.round(box.right - width)} px: ${name(element)}`);
                }
            }
            for (const element of document.querySelectorAll('main button, #mdbook-sidebar, #mdbook-menu-bar, .skip-link')) {
                if (element.getClientRects().length > 0) {
                    found.push(`printed: ${name(element)}`);
                }
            }
            for (const element of document.querySelectorAll('main p, main code, main td, main th, main text')) {
                const [red, green, blue] = (getComputedStyle(element)[element.tagName === 'text' ? 'fill' : 'color'].match(/[\d.]+/g) || []).map(Number);
                const scale = getComputedStyle(element).color.startsWith('color(') ? 255 : 1;
                if ((red + green + blue) * scale > 3 * 160) {
                    found.push(`too light for paper: ${name(element)}`);
                }
            }
            return found.slice(0, 8);
        });
        book.report.none(name, 'prints its figures, tables and questions, and no buttons', problems);
    });
}

export async function checkWithoutScripts(book) {
    for (const name of book.names) {
        const has = {};
        await book.open(name, { scripts: false }, async page => {
            const problems = [];
            const expected = {
                'tables of figures': 'figure.weights table',
                'the table of a step-through': '.explorable > details > summary',
                'a word on the step-through': '.explorable > .without-script',
                'the answers of a question': 'form.quiz .answers > summary',
                'what was measured': 'form.predict details > summary',
                'the matrix': 'section.matrix table',
                'the predictions': '.predict-summary > p',
            };
            for (const [what, selector] of Object.entries(expected)) {
                const all = page.locator(selector);
                has[what] = await all.count();
                for (let n = 0; n < has[what]; n++) {
                    if (!await all.nth(n).isVisible()) {
                        problems.push(`${what}, number ${n + 1}, cannot be seen`);
                    }
                }
            }
            const dead = await page.locator('main button:visible').count();
            if (dead > 0) {
                problems.push(`${dead} buttons that do nothing`);
            }
            const summary = page.locator('main details > summary').first();
            if (await summary.count() > 0) {
                await summary.press('Enter');
                if (!await summary.evaluate(element => element.parentElement.open)) {
                    problems.push('a disclosure does not open');
                }
            }
            book.report.none(name, 'can be read without scripts', problems);
        });
    }
}
