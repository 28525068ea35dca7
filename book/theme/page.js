'use strict';

// What mdBook's own page gets wrong for people who use a keyboard or a screen
// reader, mended after the fact.
(function page() {
    const byId = id => document.getElementById(id);

    function set(element, attributes) {
        for (const [name, value] of Object.entries(attributes)) {
            element?.setAttribute(name, value);
        }
    }

    // Landmarks, and one first heading per page: the chapter's.
    set(byId('mdbook-menu-bar'), { role: 'banner' });
    set(byId('mdbook-search-wrapper'), { role: 'search' });
    set(document.querySelector('.menu-title'), { role: 'none' });
    set(byId('mdbook-content'), { tabindex: '-1' });

    // The search field has a placeholder but no name, and it refers to a
    // description that does not exist.
    set(byId('mdbook-searchbar'), {
        'aria-label': 'Search this book',
        'aria-describedby': 'mdbook-searchresults-header',
    });
    set(byId('mdbook-searchresults-header'), { role: 'status' });
    // A label is for things that have a role, and hides what these say.
    const results = byId('mdbook-searchresults');
    if (results) {
        new MutationObserver(() => results.querySelectorAll('.teaser[aria-label]')
            .forEach(teaser => teaser.removeAttribute('aria-label'))).observe(results, { childList: true });
    }

    // The switch of the table of contents is a label of an invisible checkbox,
    // which no keyboard reaches. A button takes its place and clicks it.
    const label = byId('mdbook-sidebar-toggle');
    if (label) {
        const button = document.createElement('button');
        button.append(...label.cloneNode(true).childNodes);
        set(button, {
            type: 'button',
            id: 'sidebar-toggle',
            class: 'icon-button',
            title: 'Table of contents',
            'aria-label': 'Table of contents',
            'aria-controls': 'mdbook-sidebar',
        });
        const follow = () => set(button, { 'aria-expanded': label.getAttribute('aria-expanded') });
        follow();
        new MutationObserver(follow).observe(label, { attributeFilter: ['aria-expanded'] });
        button.addEventListener('click', () => label.click());
        label.hidden = true;
        label.after(button);
    }

    // A box that scrolls sideways must be reachable. Which one does depends on
    // the width of the window.
    const boxes = document.querySelectorAll('main pre > code, main .table-wrapper');
    function reachable() {
        for (const box of boxes) {
            if (box.scrollWidth > box.clientWidth + 1) {
                const name = box.matches('code') ? 'Code, scrolls sideways' : 'Table, scrolls sideways';
                set(box, { tabindex: '0', role: 'group', 'aria-label': name });
            } else if (box.getAttribute('role') === 'group') {
                ['tabindex', 'role', 'aria-label'].forEach(name => box.removeAttribute(name));
            }
        }
    }
    reachable();
    window.addEventListener('resize', reachable);
    document.fonts?.ready.then(reachable);
    // What was in a closed box had no width until now.
    document.addEventListener('toggle', reachable, true);

    // mdBook turns the page on the left and right arrow keys, wherever the
    // focus is. Only links and the page itself leave these keys to it.
    byId('mdbook-content')?.addEventListener('keydown', event => {
        const arrow = event.key === 'ArrowLeft' || event.key === 'ArrowRight';
        if (arrow && event.target !== event.currentTarget && !event.target.closest('a')) {
            event.stopPropagation();
        }
    });
    for (const id of ['mdbook-menu-bar', 'mdbook-search-wrapper']) {
        byId(id)?.addEventListener('keydown', event => {
            if (event.key === 'ArrowLeft' || event.key === 'ArrowRight') {
                event.stopPropagation();
            }
        });
    }

    // On paper nothing can be opened.
    let opened = [];
    window.addEventListener('beforeprint', () => {
        opened = [...document.querySelectorAll('figure details:not([open]), .explorable details:not([open])')];
        opened.forEach(details => { details.open = true; });
    });
    window.addEventListener('afterprint', () => {
        opened.forEach(details => { details.open = false; });
    });
})();
