// How the checks of the keyboard go to a place, and say what was wrong there.

/** An expectation that was not met. */
export class Failure extends Error {
    constructor(what, expected, found) {
        super(what);
        this.expected = expected;
        this.found = found;
    }

    static unlessEqual(what, found, expected) {
        if (found !== expected) {
            throw new Failure(what, String(expected), String(found));
        }
    }

    static unlessMatch(what, found, expected) {
        if (!expected.test(found ?? '')) {
            throw new Failure(what, String(expected), String(found).slice(0, 200));
        }
    }

    /** Asks the page about one element. */
    static async unless(locator, what, holds) {
        if (!await locator.evaluate(holds)) {
            const focus = await locator.page().evaluate(() => document.activeElement.outerHTML.slice(0, 150));
            throw new Failure(what, 'yes', `no; the focus is on ${focus}`);
        }
    }
}

/** Runs one check and reports it. */
export async function check(report, page, what, use) {
    try {
        await use();
        report.pass(page, what);
    } catch (error) {
        const expected = error instanceof Failure ? error.expected : 'no exception';
        const found = error instanceof Failure ? `${error.found} (${error.message})`
            : String(error.message).split('\n').slice(0, 4).join(' | ');
        report.fail(page, what, expected, found);
    }
}

/** Puts the place from which Tab goes on right before an element. */
export async function enterBefore(page, locator) {
    await locator.evaluate(element => {
        const place = document.createElement('span');
        place.tabIndex = -1;
        element.before(place);
        place.focus();
        place.remove();
    });
}
