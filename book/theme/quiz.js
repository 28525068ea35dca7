'use strict';

// A question with choices. Whichever the reader checks, its reason is shown; a
// wrong answer may be followed by another.
(function quiz() {
    const { h, copyOf, store } = window.workbook;

    for (const form of document.querySelectorAll('form.quiz')) {
        const verdict = form.querySelector('.verdict');
        const reasons = [...form.querySelectorAll('.answers li')];
        const radios = [...form.querySelectorAll('input[type="radio"]')];
        const id = form.dataset.id;

        function say(kind, word, ...rest) {
            form.dataset.state = kind;
            verdict.replaceChildren(h('strong', {}, word), ' ', ...rest);
        }

        function show(chosen) {
            const reason = reasons[Number(chosen.value)];
            const right = reason.dataset.right === 'true';
            radios.forEach(radio => radio.closest('.choice').removeAttribute('data-checked'));
            chosen.closest('.choice').dataset.checked = right ? 'right' : 'wrong';
            say(right ? 'right' : 'wrong', right ? '✓ Right.' : '✗ Not this one.', copyOf(reason),
                ...(right ? [] : [h('p', { class: 'again' }, 'Choose again.')]));
            return right;
        }

        form.addEventListener('submit', event => {
            event.preventDefault();
            const chosen = radios.find(radio => radio.checked);
            if (!chosen) {
                say('none', 'Choose an answer first.');
                return;
            }
            const right = show(chosen);
            store.update('quiz', answers => {
                const before = answers[id] || { tries: 0 };
                if (!before.right) {
                    answers[id] = { tries: before.tries + 1, right };
                }
            });
        });

        if (store.get('quiz')[id]?.right) {
            const right = radios.find(radio => reasons[Number(radio.value)]?.dataset.right === 'true');
            if (right) {
                right.checked = true;
                show(right);
            }
        }
    }
})();
