// The step-through pictures and the matrix, by keyboard alone.

import { enterBefore, Failure } from './press.mjs';

/** From before the section, Tab until `wanted` has the focus. */
async function tabTo(page, section, wanted, most = 12) {
    await enterBefore(page, section);
    for (let n = 0; n < most; n++) {
        await page.keyboard.press('Tab');
        if (await wanted.evaluate(element => element === document.activeElement)) {
            return;
        }
    }
    throw new Failure('Tab leads there', await wanted.evaluate(el => el.outerHTML.slice(0, 80)), 'not reached');
}

const disabled = button => button.getAttribute('aria-disabled').then(value => value === 'true');

export async function trySteps(page, section) {
    const [back, next, over] = [0, 1, 2].map(n => section.locator('.steps button').nth(n));
    const choices = section.locator('.fields select');
    const texts = await choices.count() > 0 ? await choices.locator('option').count() : 1;
    for (let text = 0; text < texts; text++) {
        if (texts > 1) {
            await tabTo(page, section, choices);
            await page.keyboard.press('Home');
            for (let n = 0; n < text; n++) {
                await page.keyboard.press('ArrowDown');
            }
            Failure.unlessEqual('the text is chosen', await choices.inputValue(), String(text));
        }
        const steps = await section.locator('.lines li').count();
        await tabTo(page, section, next);
        for (let n = 1; n <= steps; n++) {
            Failure.unlessEqual('the step is counted', await section.locator('.step-count').textContent(), `Step ${n} of ${steps}`);
            Failure.unlessMatch('the step is explained', await section.locator('.says').textContent(), /\S{2,}/);
            Failure.unlessEqual('its line is marked',
                await section.locator('.lines li').nth(n - 1).getAttribute('aria-current'), 'step');
            await page.keyboard.press(n % 2 === 0 ? 'ArrowRight' : 'Enter');
        }
        Failure.unlessEqual('after the last step, there is no next one', await disabled(next), true);
        await Failure.unless(next, 'the focus stays', el => el === document.activeElement);
        await page.keyboard.press('ArrowLeft');
        Failure.unlessMatch('the left arrow goes back', await section.locator('.step-count').textContent(),
            new RegExp(`^Step ${Math.max(1, steps - 1)} of`));
        await tabTo(page, section, over);
        await page.keyboard.press('Space');
        Failure.unlessMatch('"Start over" starts over', await section.locator('.step-count').textContent(), /^Step 1 of/);
        Failure.unlessEqual('before the first step, there is none', await disabled(back), true);
    }
}

export async function tryVec(page, section) {
    const data = JSON.parse(await section.locator('script').textContent());
    const [back, next, over] = [0, 1, 2].map(n => section.locator('.steps button').nth(n));
    const [element, start] = [0, 1].map(n => section.locator('select').nth(n));
    const pushes = section.locator('input[type="number"]');
    const slider = section.locator('input[type="range"]');
    const fact = name => section.locator('.facts > div').filter({ hasText: name }).locator('dd').textContent();
    const number = text => Number(text.replace(/,/g, ''));

    for (let e = 0; e < data.elements.length; e++) {
        await tabTo(page, section, element);
        await page.keyboard.press('Home');
        for (let n = 0; n < e; n++) {
            await page.keyboard.press('ArrowDown');
        }
        Failure.unlessEqual('the element is chosen', await element.inputValue(), String(e));
        const { bytes, starts } = data.elements[e];
        for (const s of new Set([0, e % starts.length])) {
            await tabTo(page, section, start);
            await page.keyboard.press('Home');
            for (let n = 0; n < s; n++) {
                await page.keyboard.press('ArrowDown');
            }
            const { capacity, growth } = starts[s];
            const first = capacity > 0 ? 1 : 0;
            Failure.unlessEqual('a starting capacity is one allocation', number(await fact('allocations so far')), first);
            await tabTo(page, section, next);
            const grown = growth.filter(([length]) => length < data.pushes);
            for (let n = 0; n < Math.min(3, grown.length); n++) {
                await page.keyboard.press(n % 2 === 0 ? 'Enter' : 'ArrowRight');
                const [length, fresh] = grown[n];
                Failure.unlessEqual('the push that grows', number(await fact('length')), length + 1);
                Failure.unlessEqual('the new capacity', number(await fact('capacity')), fresh);
                Failure.unlessEqual('the allocations', number(await fact('allocations so far')), first + n + 1);
                Failure.unlessEqual('the bytes that are not used', number(await fact('bytes not used now')),
                    (fresh - length - 1) * bytes);
            }
            await tabTo(page, section, slider);
            await page.keyboard.press('End');
            Failure.unlessEqual('the slider reaches the end', await pushes.inputValue(), String(data.pushes));
            Failure.unlessEqual('all growth', number(await fact('allocations so far')), first + grown.length);
            Failure.unlessEqual('after the end, there is no next growth', await disabled(next), true);
            await page.keyboard.press('ArrowLeft');
            Failure.unlessEqual('the slider goes back by one', await pushes.inputValue(), String(data.pushes - 1));
        }
    }
    await tabTo(page, section, pushes);
    await page.keyboard.press('Control+A');
    await page.keyboard.type('-7');
    await page.keyboard.press('Enter');
    Failure.unlessEqual('a number that cannot be is mended', await pushes.inputValue(), '0');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('9');
    await page.keyboard.press('Enter');
    Failure.unlessEqual('a number can be typed', number(await fact('length')), 9);
    await tabTo(page, section, back);
    await page.keyboard.press('Space');
    await tabTo(page, section, over);
    await page.keyboard.press('Space');
    Failure.unlessEqual('"Start over" starts over', number(await fact('length')), 0);
    await section.locator('.says').filter({ hasText: /\w/ }).waitFor();
}

export async function tryMatrix(page, section) {
    const data = JSON.parse(await section.locator('script').textContent());
    const rows = await section.locator('tbody tr').evaluateAll(all => all.map(row => JSON.parse(row.dataset.when || '{}')));
    const visible = () => section.locator('tbody tr:not([hidden])').count();
    const status = section.locator('.says');
    Failure.unlessEqual('all rows are shown', await visible(), rows.length);
    const given = {};
    for (const [n, question] of data.questions.entries()) {
        const group = section.locator('fieldset').nth(n);
        await enterBefore(page, group);
        await page.keyboard.press('Tab');
        await Failure.unless(group, 'Tab leads to the question', el => el.contains(document.activeElement));
        // From "does not matter", the last, the arrow goes round to the first.
        await page.keyboard.press('ArrowRight');
        given[question.id] = question.choices[0].id;
        Failure.unlessEqual('the first choice is chosen', await group.locator('input').first().isChecked(), true);
        const fit = rows.filter(when => Object.entries(given).every(([id, choice]) => !when[id] || when[id].includes(choice))).length;
        Failure.unlessEqual('the rows that fit are shown', fit === 0 ? 0 : await visible(), fit);
        Failure.unlessMatch('and counted', await status.textContent(), fit === 0 ? /No row fits/ : new RegExp(`^${fit} of ${rows.length} rows`));
    }
    const reset = section.locator('button[type="reset"]');
    await enterBefore(page, reset);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('section.matrix tbody tr[hidden]').length === 0);
    Failure.unlessEqual('"Start over" shows all rows', await visible(), rows.length);
    Failure.unlessEqual('without an answer there is no card', await section.locator('.card').count(), 0);

    // Each combination of answers leads to rows or to advice.
    const combinations = await section.evaluate(async box => {
        const groups = [...box.querySelectorAll('fieldset')].map(group => [...group.querySelectorAll('input')]);
        const bad = [];
        let all = 1;
        groups.forEach(group => { all *= group.length; });
        for (let n = 0; n < Math.min(all, 3000); n++) {
            let rest = n;
            for (const group of groups) {
                group[rest % group.length].checked = true;
                rest = Math.floor(rest / group.length);
            }
            groups[0][0].dispatchEvent(new Event('change', { bubbles: true }));
            const shown = box.querySelectorAll('tbody tr:not([hidden])').length;
            const says = box.querySelector('.says').textContent;
            if (shown === 0 ? !says.startsWith('No row fits') : !says.startsWith(String(shown))) {
                bad.push(`${n}: ${shown} rows, "${says}"`);
            }
        }
        return bad;
    });
    Failure.unlessEqual('each combination of answers is answered', combinations.join('; '), '');
}
