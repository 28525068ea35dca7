// The browser, and how it is started for checks.

export { chromium } from 'playwright-core';

export const FLAGS = [
    '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
    '--disable-background-networking', '--disable-component-update', '--disable-sync',
];
