'use strict';

// A number to predict. The first answer counts and stays in the browser.
(function predict() {
    const { h, counted, store, guess } = window.workbook;

    for (const form of document.querySelectorAll('form.predict')) {
        const { id, unit } = form.dataset;
        const answer = Number(form.dataset.answer);
        const input = form.querySelector('input');
        const submit = form.querySelector('button[type="submit"]');
        const verdict = form.querySelector('.verdict');
        const details = form.querySelector('details');
        const forget = h('button', { type: 'button', class: 'quiet forget', hidden: true, onclick: forgetIt },
            'Forget my answer');
        submit.after(forget);

        function show(value) {
            const { kind, words } = guess.distance(value, answer);
            form.dataset.state = kind;
            verdict.replaceChildren(
                h('span', {}, 'You: ', h('strong', {}, counted(value, unit))),
                h('span', {}, 'Measured: ', h('strong', {}, counted(answer, unit))),
                h('span', { class: 'distance' }, words.charAt(0).toUpperCase() + words.slice(1) + '.'));
            lock(true);
        }

        function lock(locked) {
            input.readOnly = locked;
            const hadFocus = document.activeElement;
            submit.hidden = locked;
            forget.hidden = !locked;
            if (hadFocus === submit && locked) {
                forget.focus();
            }
        }

        function forgetIt() {
            store.update('predict', answers => { delete answers[id]; });
            lock(false);
            input.value = '';
            delete form.dataset.state;
            verdict.textContent = 'Forgotten. Predict again.';
            details.open = false;
            input.focus();
        }

        form.addEventListener('submit', event => {
            event.preventDefault();
            if (input.readOnly) {
                return;
            }
            const { value, problem } = guess.read(input.value);
            input.toggleAttribute('aria-invalid', false);
            if (problem) {
                input.setAttribute('aria-invalid', 'true');
                verdict.textContent = problem;
                input.focus();
                return;
            }
            store.update('predict', answers => { answers[id] ??= { guess: value }; });
            show(value);
            details.open = true;
        });

        const kept = store.get('predict')[id];
        if (typeof kept?.guess === 'number') {
            input.value = counted(kept.guess, '');
            show(kept.guess);
        }
    }
})();
