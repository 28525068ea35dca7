// What every page must do: load without an error, be accessible in a light and a
// dark theme, and fit on a phone.

import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { openDetails, setTheme } from './book.mjs';

const axeSource = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
export const PHONE = 375;

/** All that depends on the colours, and so on the theme. */
export const COLOURS = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };

/** The violations that axe-core finds, one line each. */
export async function violations(page, rules = { type: 'tag', values: TAGS }) {
    if (!await page.evaluate(() => 'axe' in window)) {
        await page.evaluate(axeSource);
    }
    const found = await page.evaluate(async runOnly => {
        const { violations } = await window.axe.run(document, {
            runOnly,
            resultTypes: ['violations'],
            preload: false,
        });
        return violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 4).map(node =>
            `${id} (${help}) at ${node.target.join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ').slice(0, 300)}`));
    }, rules);
    return found;
}

/** What is wider than the page. */
export function tooWide(page) {
    return page.evaluate(() => {
        const width = document.documentElement.clientWidth;
        const found = [];
        if (document.scrollingElement.scrollWidth > width) {
            found.push(`the page is ${document.scrollingElement.scrollWidth} px wide`);
        }
        const boxes = '.scroll, pre, .table-wrapper, svg';
        for (const element of document.querySelectorAll('main, main *')) {
            const right = element.getBoundingClientRect().right;
            if (right > width + 0.5 && !element.parentElement.closest(boxes) && !element.closest('.visually-hidden')) {
                found.push(`${element.tagName.toLowerCase()}.${element.getAttribute('class') || ''} reaches to ${Math.round(right)} px: ${element.textContent.slice(0, 60)}`);
            }
        }
        return found.slice(0, 6);
    });
}

export async function checkPage(book, name) {
    await book.open(name, {}, async (page, problems) => {
        book.seen.set(name, await page.evaluate(() => ({
            ids: [...document.querySelectorAll('[id]')].map(element => element.id),
            links: [...document.querySelectorAll('a[href]')].map(link => link.href),
            files: [location.href, ...[...document.scripts].map(script => script.src),
                ...[...document.querySelectorAll('link[rel="stylesheet"]')].map(link => link.href)],
        })));
        await openDetails(page);
        book.report.none(name, 'accessible in the light theme', await violations(page));
        await setTheme(page, 'coal');
        book.report.none(name, 'accessible in the coal theme', await violations(page, COLOURS));
        await page.setViewportSize({ width: PHONE, height: 700 });
        await page.reload();
        await openDetails(page);
        book.report.none(name, `fits on a phone, ${PHONE} px wide`, await tooWide(page));
        book.report.none(name, 'loads without an error and without a request that leaves the book', problems);
    });
}

/** The other themes, and mdBook's own parts that are closed at first, on the
 *  page that has the most of ours. */
export async function checkThemes(book) {
    const name = await largestPage(book);
    await book.open(name, {}, async page => {
        await openDetails(page);
        for (const theme of ['rust', 'navy', 'ayu']) {
            await setTheme(page, theme);
            book.report.none(name, `accessible in the ${theme} theme`, await violations(page, COLOURS));
        }
        for (const theme of ['light', 'coal']) {
            await setTheme(page, theme);
            await page.keyboard.press('s');
            await page.keyboard.type('capacity');
            await page.locator('#mdbook-searchresults li').first().waitFor();
            book.report.none(name, `the search is accessible in the ${theme} theme`, await violations(page));
            await page.keyboard.press('Escape');
            await page.locator('#mdbook-theme-toggle').press('Enter');
            book.report.none(name, `the menu of themes is accessible in the ${theme} theme`, await violations(page));
            await page.keyboard.press('Escape');
        }
    });
}

/** The page with the most of our own elements. */
export async function largestPage(book) {
    let best = [book.names[0], -1];
    for (const name of book.names) {
        const text = await readFile(`${book.folder}/${name}`, 'utf8');
        const count = text.match(/class="(explorable|picture|weights|quiz|predict|matrix|claim|output)\b/g)?.length ?? 0;
        if (count > best[1]) {
            best = [name, count];
        }
    }
    return best[0];
}
