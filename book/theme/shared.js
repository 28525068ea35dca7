'use strict';

// What the other scripts share: making elements, writing numbers, and keeping
// the reader's answers in the browser. Classic scripts, so that the book also
// works from file://.
window.workbook = (function shared() {
    const PREFIX = 'rust-memory-workbook/';

    // `h('p', { class: 'note' }, 'text', node)` makes an element. Attributes
    // that are null or false are left out; `on…` adds a listener.
    function h(tag, attributes, ...children) {
        const element = document.createElement(tag);
        for (const [name, value] of Object.entries(attributes || {})) {
            if (name.startsWith('on')) {
                element.addEventListener(name.slice(2), value);
            } else if (value === true) {
                element.setAttribute(name, '');
            } else if (value !== null && value !== undefined && value !== false) {
                element.setAttribute(name, String(value));
            }
        }
        element.append(...children.flat().filter(child => child !== null));
        return element;
    }

    // A copy of what is in `source`, without ids, which must stay unique.
    function copyOf(source) {
        const copy = source.cloneNode(true);
        copy.querySelectorAll('[id]').forEach(element => element.removeAttribute('id'));
        const fragment = document.createDocumentFragment();
        fragment.append(...copy.childNodes);
        return fragment;
    }

    // The JSON that the page hands to a script. Null if it cannot be read.
    function dataOf(section) {
        const script = section.querySelector('script[type="application/json"]');
        try {
            return JSON.parse(script.textContent);
        } catch {
            return null;
        }
    }

    // 131056 -> "131,056", 1.5 -> "1.5", 12.75 -> "12.75"
    function number(value) {
        return value.toLocaleString('en-US', { maximumFractionDigits: 2 });
    }

    // "13 allocations", "1 allocation", "13" where there is no unit.
    function counted(value, unit) {
        if (!unit) {
            return number(value);
        }
        return number(value) + ' ' + (value === 1 ? unit.replace(/^(\w+)s\b/, '$1') : unit);
    }

    // Storage may be full, forbidden, or not there. Then nothing is kept, and
    // everything else goes on working.
    const store = {
        get(name) {
            try {
                const value = JSON.parse(localStorage.getItem(PREFIX + name));
                return value !== null && typeof value === 'object' ? value : {};
            } catch {
                return {};
            }
        },
        set(name, value) {
            try {
                localStorage.setItem(PREFIX + name, JSON.stringify(value));
                return true;
            } catch {
                return false;
            }
        },
        // Reads the map `name`, lets `change` edit it, and writes it.
        update(name, change) {
            const value = store.get(name);
            change(value);
            return store.set(name, value);
        },
    };

    // Calls `fresh` when another tab changed the map `name`.
    function whenStored(name, fresh) {
        window.addEventListener('storage', event => {
            if (event.key === null || event.key === PREFIX + name) {
                fresh();
            }
        });
    }

    const onPrintPage = /\/print\.html$/.test(location.pathname);

    return { h, copyOf, dataOf, number, counted, store, whenStored, onPrintPage };
})();
