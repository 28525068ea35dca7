// What can be checked in the files: links, and how much a page weighs.

import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

const LARGEST = 300_000;

/** Every link within the book leads to a page and, with `#…`, to a place in it. */
export function checkLinks(book) {
    const broken = [];
    let count = 0;
    for (const [name, { links }] of book.seen) {
        for (const link of new Set(links)) {
            if (/^(https?|mailto):/.test(link)) {
                continue;
            }
            count += 1;
            const [address, fragment] = link.split('#');
            const path = address.split('?')[0];
            if (!path.startsWith(book.root) || !existsSync(fileURLToPath(path))) {
                broken.push(`${name}: ${link} leads to no file of the book`);
                continue;
            }
            const target = book.seen.get(path.slice(book.root.length));
            if (fragment && target && !target.ids.includes(decodeURIComponent(fragment))) {
                broken.push(`${name}: ${link}: no element has this id`);
            }
        }
    }
    book.report.none('the book', `${count} links lead somewhere`, broken);
}

/** HTML, CSS and JavaScript that a page loads, without fonts and search index. */
export async function checkSizes(book) {
    const sizes = [];
    for (const [name, { files }] of book.seen) {
        let size = 0;
        for (const file of new Set(files)) {
            if (file.startsWith(book.root) && !/\/fonts\/|\/searchindex/.test(file)) {
                size += (await stat(fileURLToPath(file))).size;
            }
        }
        sizes.push([name, size]);
    }
    const tooLarge = sizes.filter(([, size]) => size > LARGEST)
        .map(([name, size]) => `${name} has ${size} bytes, ${LARGEST} are allowed`);
    const [name, size] = sizes.reduce((a, b) => b[1] > a[1] ? b : a, ['', 0]);
    const check = `no page is too large; ${name} has ${Math.round(size / 1000)} kB with its styles and scripts`;
    book.report.none('the book', check, tooLarge);
}
