'use strict';

// The decision matrix: questions above the table, and the rows that fit. A row
// fits if, for each question that was answered, it sets no condition or names
// the answer.
(function matrix() {
    const { h, copyOf, dataOf } = window.workbook;
    const MOST_CARDS = 3;

    document.querySelectorAll('section.matrix').forEach((section, n) => {
        const data = dataOf(section);
        if (data) {
            build(section, data, `matrix-${n}`);
        }
    });

    function build(section, data, id) {
        const rows = [...section.querySelectorAll('tbody tr')].map(row => ({ row, when: conditions(row) }));
        const titles = [...section.querySelectorAll('thead th, thead td')].map(cell => cell.textContent.trim());
        const table = section.querySelector('.scroll');

        const form = h('form', { class: 'questions' },
            data.questions.map(question => h('fieldset', {},
                h('legend', {}, question.ask),
                [...question.choices, { id: '', text: 'does not matter' }].map(choice => {
                    const radio = `${id}-${question.id}-${choice.id || 'any'}`;
                    return h('div', { class: 'choice' },
                        h('input', { type: 'radio', id: radio, name: `${id}-${question.id}`, value: choice.id,
                            checked: choice.id === '' }),
                        h('label', { for: radio }, choice.text));
                }))));
        const status = h('p', { class: 'says', role: 'status' });
        const reset = h('button', { type: 'reset', class: 'quiet' }, 'Start over');
        const answer = h('div', { class: 'answer' });
        form.append(h('div', { class: 'row' }, reset));
        table.before(form, status, answer);
        form.addEventListener('submit', event => event.preventDefault());
        form.addEventListener('change', show);
        form.addEventListener('reset', () => setTimeout(show));

        function answers() {
            return data.questions
                .map(question => [question.id, form.elements[`${id}-${question.id}`].value])
                .filter(([, value]) => value !== '');
        }

        function show() {
            const given = answers();
            const fitting = rows.filter(({ when }) =>
                given.every(([question, value]) => !when[question] || when[question].includes(value)));
            rows.forEach(one => { one.row.hidden = !fitting.includes(one); });
            table.hidden = fitting.length === 0;
            status.textContent = given.length === 0 ? `${rows.length} rows. Answer what you know.`
                : fitting.length === 0 ? 'No row fits. Set one of your answers to “does not matter”: the last one that you '
                    + 'gave is a good start. Often two types together do what no single one does.'
                    : `${fitting.length} of ${rows.length} rows ${fitting.length === 1 ? 'fits' : 'fit'}.`;
            answer.replaceChildren(...given.length === 0 ? [] : best(fitting, given).map(card));
        }

        // The rows that name most of the answers, if these are few.
        function best(fitting, given) {
            const named = ({ when }) => given.filter(([question]) => when[question]).length;
            const most = Math.max(0, ...fitting.map(named));
            const chosen = fitting.filter(one => named(one) === most);
            return chosen.length <= MOST_CARDS ? chosen : [];
        }

        function card({ row }) {
            const [first, ...others] = [...row.cells];
            return h('div', { class: 'card' },
                h('p', { class: 'card-title' }, copyOf(first)),
                h('dl', {}, others.map((cell, n) =>
                    h('div', {}, h('dt', {}, titles[n + 1] || ''), h('dd', {}, copyOf(cell))))));
        }

        // A browser may bring back what was chosen before.
        form.reset();
        show();
    }

    function conditions(row) {
        try {
            return JSON.parse(row.dataset.when || '{}');
        } catch {
            return {};
        }
    }
})();
