// The browser, and how it is started for checks.

import { existsSync } from 'node:fs';
import { chromium } from 'playwright-core';

/** Without windows, Chromium starts and draws in much less time. */
const PLACES = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
];

/** A browser: the one that CHROMIUM names, or the first that is there. */
export function launch() {
    return chromium.launch({
        executablePath: process.env.CHROMIUM || PLACES.find(existsSync) || PLACES[0],
        args: FLAGS,
    });
}
