// What can be checked in the files: links, and how much a page weighs.

import { existsSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
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

/** HTML, CSS and JavaScript that a page loads at once, without fonts. */
export async function checkSizes(book) {
    let largest = ['', 0];
    for (const name of book.names) {
        const html = await readFile(join(book.folder, name), 'utf8');
        const used = [...html.matchAll(/<(?:link rel="stylesheet"[^>]* href|script src)="([^"]+)"/g)]
            .map(match => match[1])
            .filter(path => !path.startsWith('fonts/'));
        let size = Buffer.byteLength(html);
        for (const path of new Set(used)) {
            size += (await stat(join(book.folder, path))).size;
        }
        if (size > largest[1]) {
            largest = [name, size];
        }
    }
    const [name, size] = largest;
    const check = `the largest page has ${Math.round(size / 1000)} kB with its styles and scripts`;
    if (size > LARGEST) {
        book.report.fail(name, check, `at most ${LARGEST / 1000} kB`, `${size} bytes`);
    } else {
        book.report.pass(name, check);
    }
}
