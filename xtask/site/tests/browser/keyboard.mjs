// Everything that a reader can operate, by keyboard alone.

import { check, enterBefore, Failure } from './press.mjs';
import { tryMatrix, trySteps, tryVec } from './explore.mjs';
import { leadsToSkipLink, noteMoves } from './start.mjs';

export async function checkKeyboard(book, name) {
    await book.open(name, {}, async (page, problems) => {
        const here = page.url();
        const stays = () => {
            if (page.url().split('#')[0] !== here) {
                throw new Failure('the arrow keys do not turn the page', here, page.url());
            }
        };
        const each = async (selector, what, use) => {
            const all = page.locator(selector);
            const count = await all.count();
            for (let n = 0; n < count; n++) {
                const one = all.nth(n);
                const label = await one.getAttribute('data-id') || await one.getAttribute('aria-label') || n + 1;
                await check(book.report, name, `${what} ${label} works by keyboard`, async () => {
                    await use(page, one);
                    stays();
                });
            }
        };
        await each('form.predict', 'prediction', tryPrediction);
        await each('form.quiz', 'question', tryQuestion);
        await check(book.report, name, 'answers are there again after a reload', () => tryKept(page));
        await each('.explorable[data-kind="vec"]', 'step-through', tryVec);
        await each('.explorable:not([data-kind="vec"])', 'step-through', trySteps);
        await each('section.matrix', 'matrix', tryMatrix);
        await each('.predict-summary', 'summary of predictions', trySummary);
        if (await page.locator('.mark-read').count() > 0) {
            await check(book.report, name, '"Mark as read" is kept, and shown in the table of contents',
                () => tryProgress(page));
        }
        await check(book.report, name, 'skip link, table of contents and boxes that scroll work by keyboard', async () => {
            await tryPage(page);
            stays();
        });
        book.report.none(name, 'no error while it is operated', problems);
    });
}

async function tryPrediction(page, form) {
    const input = form.locator('input');
    const verdict = form.locator('.verdict');
    const state = () => form.getAttribute('data-state');
    await enterBefore(page, form);
    await page.keyboard.press('Tab');
    await Failure.unless(input, 'the first Tab leads to the field', el => el === document.activeElement);
    await page.keyboard.type('many');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Enter');
    Failure.unlessEqual('nonsense is not compared', await state(), null);
    Failure.unlessMatch('nonsense is answered', await verdict.textContent(), /number/);
    await page.keyboard.press('Control+A');
    const answer = Number(await form.getAttribute('data-answer'));
    await page.keyboard.type(String(Math.round(answer * 30 + 30)));
    await page.keyboard.press('Enter');
    Failure.unlessEqual('a wrong number is compared', await state(), 'far');
    Failure.unlessMatch('both numbers are shown', await verdict.textContent(), /You: .*Measured: /);
    await Failure.unless(form.locator('details'), 'the explanation opens', el => el.open);
    await page.keyboard.press('Tab');
    await Failure.unless(form.locator('.forget'), 'Tab leads to "Forget my answer"', el => el === document.activeElement);
    await page.keyboard.press('Enter');
    Failure.unlessEqual('the answer is forgotten', await state(), null);
    await Failure.unless(input, 'the field has the focus again', el => el === document.activeElement && !el.readOnly);
    await page.keyboard.type(answer.toLocaleString('en-US', { maximumFractionDigits: 10 }));
    await page.keyboard.press('Enter');
    Failure.unlessEqual('the right number is exact', await state(), 'exact');
}

async function tryQuestion(page, form) {
    const reasons = await form.locator('.answers li').evaluateAll(all => all.map(li => li.dataset.right === 'true'));
    Failure.unlessEqual('one choice is right', reasons.filter(Boolean).length, 1);
    Failure.unlessEqual('as many reasons as choices', reasons.length, await form.locator('input').count());
    Failure.unlessEqual('the answers are hidden', await form.locator('.answers').isVisible(), false);
    const verdict = form.locator('.verdict');
    const button = form.locator('button[type="submit"]');
    const choose = async wanted => {
        await enterBefore(page, form);
        await page.keyboard.press('Tab');
        await page.keyboard.press('Space');
        for (let n = 0; n < reasons.length; n++) {
            if (await form.locator('input').nth(wanted).isChecked()) {
                return;
            }
            await page.keyboard.press('ArrowRight');
        }
        throw new Failure('the arrow keys reach each choice', `choice ${wanted + 1}`, 'not reached');
    };
    await choose(reasons.indexOf(false));
    await page.keyboard.press('Tab');
    await Failure.unless(button, 'Tab leads from the choices to the button', el => el === document.activeElement);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    Failure.unlessMatch('a wrong choice is explained', await verdict.textContent(), /Not this one\. .{8,}Choose again/s);
    await choose(reasons.indexOf(true));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    Failure.unlessMatch('the right choice is explained', await verdict.textContent(), /Right\. .{8,}/s);
}

// All predictions were exact and all questions were answered rightly by now.
async function tryKept(page) {
    await page.reload();
    for (const [selector, expected] of [['form.predict', 'exact'], ['form.quiz', 'right']]) {
        const states = await page.locator(selector).evaluateAll(all => all.map(form => form.dataset.state));
        Failure.unlessEqual(`each ${selector} is as it was left`, states.join(' '), states.map(() => expected).join(' '));
        const silent = await page.locator(`${selector} .verdict`).evaluateAll(all => all.filter(p => p.textContent === '').length);
        Failure.unlessEqual('and says so', silent, 0);
    }
}

async function trySummary(page, box) {
    const link = box.locator('a').first();
    const id = await link.evaluate(el => el.hash.replace('#predict-', ''));
    await page.evaluate(one => localStorage.setItem('rust-memory-workbook/predict',
        JSON.stringify({ [one]: { guess: 123456 } })), id);
    await page.reload();
    Failure.unlessMatch('a prediction is in the table', await box.locator('table').textContent(), /123,456/);
    Failure.unlessMatch('they are counted', await box.locator('p').first().textContent(), /You made 1 of \d+/);
    await enterBefore(page, box.locator('button').first());
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await Failure.unless(box.locator('.sure button').nth(1), 'it asks first', el => el === document.activeElement);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Enter');
    Failure.unlessEqual('all are forgotten',
        await page.evaluate(() => localStorage.getItem('rust-memory-workbook/predict')), '{}');
    Failure.unlessMatch('and it says so', await box.locator('p').first().textContent(), /not predicted anything/);
}

async function tryProgress(page) {
    const words = page.locator('.reading-progress p');
    const button = page.locator('.mark-read button');
    const total = Number((await words.textContent()).match(/of (\d+) read/)?.[1]);
    Failure.unlessEqual('nothing is read at first', await words.textContent(), `0 of ${total} read`);
    await enterBefore(page, button);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    Failure.unlessEqual('one page is read', await words.textContent(), `1 of ${total} read`);
    await page.reload();
    Failure.unlessEqual('it is kept', await words.textContent(), `1 of ${total} read`);
    Failure.unlessEqual('with a tick', await page.locator('.sidebar .tick:not([hidden])').count(), 1);
    Failure.unlessMatch('the button knows', await button.textContent(), /Mark as unread/);
    await button.press('Space');
    Failure.unlessEqual('it can be taken back', await words.textContent(), `0 of ${total} read`);
}

// mdBook's own parts, as they are mended.
async function tryPage(page) {
    await page.addInitScript(noteMoves);
    await page.reload();
    await leadsToSkipLink(page);
    await page.keyboard.press('Enter');
    await Failure.unless(page.locator('#mdbook-content'), 'it leads to the text', el => el === document.activeElement);
    const toggle = page.locator('#sidebar-toggle');
    for (const expected of ['false', 'true']) {
        await toggle.press('Enter');
        Failure.unlessEqual('the table of contents opens and closes', await toggle.getAttribute('aria-expanded'), expected);
    }
    await page.setViewportSize({ width: 375, height: 700 });
    // The page hears of its new width a little later.
    const unreachable = () => [...document.querySelectorAll('main pre > code, main .table-wrapper, main .scroll')]
        .filter(box => box.scrollWidth > box.clientWidth + 1 && !box.closest('[tabindex="0"]'))
        .map(box => box.textContent.slice(0, 60));
    let lost = await page.evaluate(unreachable);
    for (let glances = 0; lost.length > 0 && glances < 50; glances += 1) {
        await page.waitForTimeout(100);
        lost = await page.evaluate(unreachable);
    }
    Failure.unlessEqual('each box that scrolls can be reached', lost.join(' | '), '');
    const scroller = page.locator('main [tabindex="0"]').first();
    if (await scroller.count() > 0) {
        await scroller.evaluate(el => { el.closest('details')?.setAttribute('open', ''); });
        await scroller.focus();
        await page.keyboard.press('ArrowRight');
    }
    await page.setViewportSize({ width: 1280, height: 900 });
}
