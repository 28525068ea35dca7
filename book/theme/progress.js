'use strict';

// "Mark as read" at the end of each page, and how far the reader is, in the
// table of contents. Kept in the browser.
(function progress() {
    const { h, store, whenStored, onPrintPage } = window.workbook;
    const sidebar = document.getElementById('mdbook-sidebar');
    // The pages of the exercises stand one level deeper and are not counted.
    const links = [...document.querySelectorAll('#mdbook-sidebar .chapter > .chapter-item > .chapter-link-wrapper > a[href]')];
    if (!sidebar || links.length === 0) {
        return;
    }

    const root = new URL(typeof path_to_root === 'string' && path_to_root !== '' ? path_to_root : '.', location.href);
    const pageOf = link => link.href.split(/[?#]/)[0].slice(root.href.length);
    const pages = links.map(pageOf);
    const here = links.find(link => link.classList.contains('active'));

    // The line at the foot of the table of contents.
    const bar = h('div', { class: 'progress-bar', 'aria-hidden': 'true' }, h('span', {}));
    const words = h('p', {});
    sidebar.append(h('div', { class: 'reading-progress' }, words, bar));

    // Ticks beside the chapters. The word is for those who do not see the tick.
    const ticks = links.map(link => {
        const tick = h('span', { class: 'tick', hidden: true },
            h('span', { 'aria-hidden': 'true' }, '✓'),
            h('span', { class: 'visually-hidden' }, ' (read)'));
        link.append(tick);
        return tick;
    });

    let button = null;
    let status = null;
    if (here && !onPrintPage) {
        button = h('button', { type: 'button', onclick: toggle });
        status = h('span', { class: 'visually-hidden', role: 'status' });
        document.querySelector('#mdbook-content main')
            ?.append(h('div', { class: 'mark-read' }, button, status));
    }

    function toggle() {
        const page = pageOf(here);
        const kept = store.update('read', read => {
            if (read[page]) {
                delete read[page];
            } else {
                read[page] = true;
            }
        });
        show();
        status.textContent = kept ? words.textContent : 'This browser does not keep it.';
        if (!kept) {
            status.classList.remove('visually-hidden');
        }
    }

    function show() {
        const read = store.get('read');
        const done = pages.filter(page => read[page]).length;
        words.textContent = `${done} of ${pages.length} read`;
        bar.firstChild.style.width = `${100 * done / pages.length}%`;
        ticks.forEach((tick, n) => { tick.hidden = !read[pages[n]]; });
        if (button) {
            const isRead = Boolean(read[pageOf(here)]);
            button.textContent = isRead ? '✓ Read. Mark as unread' : 'Mark as read';
            button.classList.toggle('done', isRead);
        }
    }

    show();
    whenStored('read', show);
    // The page may come back from the browser's memory as it was.
    window.addEventListener('pageshow', show);
})();
