// Pictures of the pages, for people to look at.

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

const SIZES = { desktop: 1280, phone: 375 };
/** Higher pieces are shrunk by most viewers until nobody can read them. */
const PIECE = 1800;

export async function screenshots(book, folder) {
    await mkdir(folder, { recursive: true });
    for (const name of book.names) {
        for (const [size, width] of Object.entries(SIZES)) {
            for (const theme of ['light', 'coal']) {
                await book.open(name, { theme, width }, async page => {
                    await page.evaluate(() => document.getElementById('mdbook-menu-bar').style.setProperty('position', 'static'));
                    const height = await page.evaluate(() => document.documentElement.scrollHeight);
                    for (let top = 0, n = 1; top < height; top += PIECE, n++) {
                        await page.screenshot({
                            path: join(folder, `${name.replace('.html', '')}-${size}-${theme}-${n}.png`),
                            fullPage: true,
                            clip: { x: 0, y: top, width, height: Math.min(PIECE, height - top) },
                        });
                    }
                });
            }
        }
    }
    console.log(`pictures are in ${folder}`);
}

/** The chapter on capacity with a Vec that has grown a few times. */
export async function pictureForReadme(book, file) {
    const name = book.names.find(one => one.startsWith('ch04')) ?? book.names[0];
    await book.open(name, { width: 1280, height: 800 }, async page => {
        const explorable = page.locator('.explorable[data-kind="vec"]').first();
        const figure = page.locator('figure.picture, figure.weights').first();
        if (await explorable.count() > 0) {
            for (let n = 0; n < 7; n++) {
                await explorable.locator('.steps button').nth(1).click();
            }
            await page.evaluate(() => document.activeElement.blur());
            await page.waitForTimeout(100);
        }
        const target = await explorable.count() > 0 ? explorable : figure;
        await target.evaluate(element => {
            const room = (innerHeight - element.getBoundingClientRect().height) / 2;
            scrollBy(0, element.getBoundingClientRect().top - Math.max(70, room));
        });
        await page.mouse.move(0, 0);
        await page.waitForTimeout(200);
        await page.screenshot({ path: file });
    });
    console.log(file);
}
