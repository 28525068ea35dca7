'use strict';

// Cloning and dropping an Rc: the handles, the block that they share, and the
// two counts in it.
(function exploreRc() {
    const { h, dataOf, number, stepper } = window.workbook;

    for (const section of document.querySelectorAll('.explorable[data-kind="rc"]')) {
        const data = dataOf(section);
        if (data) {
            build(section, data);
        }
    }

    function build(section, data) {
        const handles = h('ul', { class: 'handles', 'aria-label': 'Handles' });
        const strong = h('dd', {});
        const weak = h('dd', {});
        const value = h('p', { class: 'value' });
        const shared = h('div', { class: 'shared' },
            h('p', { class: 'shared-name' }, 'shared block'),
            h('dl', { class: 'counts' },
                h('div', {}, h('dt', {}, 'strong'), strong),
                h('div', {}, h('dt', {}, 'weak'), weak)),
            value);
        const scene = h('div', { class: 'scene rc' }, handles, shared);
        const facts = h('dl', { class: 'facts' });
        const draw_arrows = stepper.arrows(scene);
        const most = Math.max(...data.steps.map(step => step.handles.length + (step.weak_handles || []).length));
        handles.style.setProperty('--rows', String(Math.max(1, most)));

        function draw(step, at) {
            const weakHandles = step.weak_handles || [];
            const items = [
                ...step.handles.map(name => h('li', {}, h('code', {}, name))),
                ...weakHandles.map(name => h('li', { class: 'weak' }, h('code', {}, name), ' weak')),
            ];
            handles.replaceChildren(...items);
            const gone = step.strong === 0 && step.weak === 0;
            const existed = data.steps.slice(0, at).some(one => one.strong > 0);
            shared.dataset.state = gone ? 'freed' : step.strong === 0 ? 'dropped' : 'alive';
            const before = data.steps[at - 1] || step;
            for (const [element, count, was] of [[strong, step.strong, before.strong], [weak, step.weak, before.weak]]) {
                element.textContent = gone ? '–' : number(count);
                element.classList.toggle('changed', count !== was);
            }
            value.textContent = gone ? existed ? 'block given back' : 'not there yet' : step.strong === 0 ? 'value dropped' : 'the value';
            draw_arrows(gone ? [] : items.map((item, n) => ({ from: item, to: shared, weak: n >= step.handles.length })));
            facts.replaceChildren(...stepper.facts([
                ['allocations so far', number(step.allocations)],
                ['live blocks', number(step.live_blocks)],
                ['live bytes', number(step.live_bytes)],
            ]));
        }

        const stage = stepper.through(section, { picture: scene, draw });
        stage.use(data.steps);
        stage.stage.append(facts);
    }
})();
