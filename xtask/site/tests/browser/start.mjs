// Where the first Tab leads: to the skip link, whichever way the reader came to the page.
// Where the address names a place in the text, it goes on from there.

import { PHONE } from './pages.mjs';
import { check, Failure } from './press.mjs';

const LOW = 400;

/** For `addInitScript`: notes what a script does that moves the point from which Tab
 *  starts, in this browser or in another one. */
export function noteMoves() {
    window.moves = [];
    for (const [owner, names] of [
        [Element.prototype, ['scrollIntoView', 'scrollIntoViewIfNeeded']],
        [HTMLElement.prototype, ['focus', 'blur']],
        [SVGElement.prototype, ['focus', 'blur']],
        [Selection.prototype, ['addRange', 'collapse', 'extend', 'selectAllChildren', 'setBaseAndExtent']],
    ]) {
        for (const name of names.filter(one => one in owner)) {
            const move = owner[name];
            owner[name] = function noted(...words) {
                window.moves.push(`${name} of ${this.outerHTML?.slice(0, 80) ?? 'the selection'}`);
                return move.apply(this, words);
            };
        }
    }
}

/** Presses the first Tab on a page that was just loaded, with `noteMoves` in it. */
async function firstTab(page) {
    await page.waitForLoadState();
    Failure.unlessEqual('no script moves the point from which Tab starts',
        (await page.evaluate(() => window.moves)).join(', '), '');
    await page.keyboard.press('Tab');
}

export async function leadsToSkipLink(page) {
    await firstTab(page);
    await Failure.unless(page.locator('.skip-link'), 'the first Tab leads to the skip link', el => el === document.activeElement);
}

/** Another page, by what leads to it. */
async function turn(page, act) {
    const here = page.url();
    await act();
    await page.waitForURL(url => url.href !== here);
}

/** What a reader does before the first Tab, and in which window. */
const WAYS = {
    'on a phone': [{ width: PHONE }, page => page.reload()],
    'in a low window': [{ height: LOW }, page => page.reload()],
    'with a table of contents that is hidden': [{}, async page => {
        await page.locator('#sidebar-toggle').press('Enter');
        await page.reload();
        Failure.unlessEqual('it stays hidden', await page.locator('#sidebar-toggle').getAttribute('aria-expanded'), 'false');
    }],
    'for who has not asked for less motion': [{}, async page => {
        await page.emulateMedia({ reducedMotion: 'no-preference' });
        await page.reload();
    }],
    'after an arrow key turned the page': [{}, page => turn(page, () => page.keyboard.press('ArrowRight'))],
    'after a link of the table of contents': [{}, page => turn(page, () => page.locator('.chapter a:not(.active)').first().press('Enter'))],
};

export async function checkStart(book) {
    // Not the last page of the book.
    const name = book.names.find(one => one.startsWith('ch')) ?? book.names[0];
    for (const [how, [size, come]] of Object.entries(WAYS)) {
        await book.open(name, size, page => check(book.report, name, `the first Tab leads to the skip link ${how}`, async () => {
            await page.addInitScript(noteMoves);
            await come(page);
            await leadsToSkipLink(page);
        }));
    }
    await book.open(name, {}, page => check(book.report, name, 'the first Tab goes on from the place that the address names',
        () => tryPlace(page)));
    await book.open(name, { height: LOW }, page => check(book.report, name, 'the table of contents shows which page is open',
        () => tryContents(page)));
}

async function tryPlace(page) {
    await page.addInitScript(noteMoves);
    const heading = page.locator('main h2[id]').nth(1);
    const place = `${page.url()}#${await heading.getAttribute('id')}`;
    // To the same page it would only scroll.
    await page.goto('about:blank');
    await page.goto(place);
    await firstTab(page);
    await Failure.unless(heading, 'it is in the heading or behind it', el => el.contains(document.activeElement)
        || (el.compareDocumentPosition(document.activeElement) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0);
}

/** The last page of the book is far down in its table of contents. */
async function tryContents(page) {
    await turn(page, () => page.locator('.chapter a:not(.header-in-summary)').last().evaluate(link => link.click()));
    await page.evaluate(() => sessionStorage.clear());
    await page.reload();
    await Failure.unless(page.locator('.sidebar-scrollbox'), 'the table of contents is scrolled', box => box.scrollTop > 0);
    await Failure.unless(page.locator('.sidebar .active'), 'the link of this page is seen', link => {
        const [inner, outer] = [link, link.closest('.sidebar-scrollbox')].map(one => one.getBoundingClientRect());
        return inner.top >= outer.top && inner.bottom <= outer.bottom;
    });
}
