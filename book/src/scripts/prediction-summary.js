'use strict';

// All predictions of the book in one table: the reader's number, the measured
// one, and how good the reader's sense of it was.
(function predictionSummary() {
    const { h, dataOf, number, counted, store, whenStored, guess } = window.workbook;

    for (const box of document.querySelectorAll('.predict-summary')) {
        const all = dataOf(box);
        if (!all) {
            continue;
        }
        const status = h('p', { class: 'visually-hidden', role: 'status' });
        const content = h('div', {});
        box.replaceChildren(content, status);

        function show() {
            const kept = store.get('predict');
            const rows = all.map(one => {
                const value = kept[one.id]?.guess;
                const given = typeof value === 'number';
                return { ...one, value, given, ...(given ? guess.distance(value, one.answer) : {}) };
            });
            const given = rows.filter(row => row.given);
            content.replaceChildren(sentence(rows, given), table(rows));
            if (given.length > 0) {
                content.append(forgetAll());
            }
        }

        // A reset that must be confirmed, without a dialog of the browser.
        function forgetAll() {
            const ask = h('button', { type: 'button', class: 'quiet' }, 'Forget all answers');
            const yes = h('button', { type: 'button' }, 'Yes, forget them');
            const no = h('button', { type: 'button', class: 'quiet' }, 'Keep them');
            const sure = h('span', { class: 'sure', hidden: true },
                h('span', {}, 'All of your predictions will be gone. '), yes, ' ', no);
            function asked(isAsked) {
                ask.hidden = isAsked;
                sure.hidden = !isAsked;
                (isAsked ? no : ask).focus();
            }
            ask.addEventListener('click', () => asked(true));
            no.addEventListener('click', () => asked(false));
            yes.addEventListener('click', () => {
                store.set('predict', {});
                show();
                status.textContent = 'All predictions are forgotten.';
                content.querySelector('a')?.focus();
            });
            return h('p', { class: 'row' }, ask, sure);
        }

        show();
        whenStored('predict', show);
        window.addEventListener('pageshow', event => event.persisted && show());
    }

    function sentence(rows, given) {
        if (given.length === 0) {
            return h('p', {}, `You have not predicted anything yet. There are ${rows.length} predictions in the book.`);
        }
        const exact = given.filter(row => row.kind === 'exact').length;
        const close = given.filter(row => row.factor <= 2).length;
        const factors = given.map(row => row.factor).sort((a, b) => a - b);
        const middle = factors[Math.floor((factors.length - 1) / 2)];
        const typical = middle === 1 ? 'Half of them or more are exact.'
            : middle > 1000 ? 'The middle one is off by more than a factor of 1,000.'
                : `The middle one is off by a factor of ${middle < 10 ? middle.toFixed(1) : number(Math.round(middle))}.`;
        return h('p', {},
            `You made ${given.length} of ${rows.length} predictions: `,
            h('strong', {}, `${exact} exact, ${close} within a factor of two`), `. ${typical}`);
    }

    function table(rows) {
        const bodies = [];
        let chapter = null;
        for (const row of rows) {
            if (row.chapter !== chapter) {
                chapter = row.chapter;
                bodies.push(h('tbody', {},
                    h('tr', { class: 'chapter-row' }, h('th', { colspan: 4, scope: 'rowgroup' }, nameOf(chapter)))));
            }
            bodies.at(-1).append(line(row));
        }
        return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Your predictions' },
            h('table', {},
                h('thead', {}, h('tr', {}, ...['Prediction', 'You', 'Measured', 'How far']
                    .map(text => h('th', { scope: 'col' }, text)))),
                bodies));
    }

    function line(row) {
        const ask = h('td', {}, h('a', { href: `${row.page}#predict-${row.id}` }, row.ask));
        if (!row.given) {
            return h('tr', {}, ask, h('td', { colspan: 3 }, 'not predicted yet'));
        }
        return h('tr', { 'data-state': row.kind }, ask,
            h('td', { class: 'number' }, number(row.value)),
            h('td', { class: 'number' }, counted(row.answer, row.unit)),
            h('td', {}, row.words));
    }

    function nameOf(chapter) {
        if (chapter === 'ch00') {
            return 'Introduction';
        }
        if (chapter === 'next') {
            return 'Where to go next';
        }
        const match = /^ch0*(\d+)$/.exec(chapter);
        return match ? `Chapter ${match[1]}` : chapter.charAt(0).toUpperCase() + chapter.slice(1);
    }
})();
