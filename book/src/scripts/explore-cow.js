'use strict';

// A Cow that meets texts: it points at the text it was given, until it must
// change something.
(function exploreCow() {
    const { h, dataOf, number, stepper } = window.workbook;
    let made = 0;

    for (const section of document.querySelectorAll('.explorable[data-kind="cow"]')) {
        const data = dataOf(section);
        if (data) {
            build(section, data, `explore-cow-${made++}`);
        }
    }

    function build(section, data, id) {
        const choose = h('select', { id, onchange: () => use(Number(choose.value)) },
            data.texts.map((text, n) => h('option', { value: n }, text.label)));
        const source = h('code', {});
        const sourceBox = h('div', { class: 'box source' }, h('p', {}, 'the text it was given'), source);
        const variant = h('strong', {});
        const cow = h('div', { class: 'box variant' }, h('p', {}, 'the Cow'), variant);
        const own = h('code', {});
        const ownBox = h('div', { class: 'box own' }, h('p', {}, 'a block of its own'), own);
        const scene = h('div', { class: 'scene cow' }, cow, sourceBox, ownBox);
        const facts = h('dl', { class: 'facts' });
        const draw_arrows = stepper.arrows(scene);

        function draw(step) {
            const owned = step.variant === 'Owned';
            variant.textContent = step.variant;
            ownBox.dataset.state = owned ? 'alive' : 'none';
            own.textContent = owned ? step.text : 'none';
            draw_arrows([{ from: cow, to: owned ? ownBox : sourceBox }]);
            facts.replaceChildren(...stepper.facts([
                ['variant', step.variant],
                ['allocations so far', number(step.allocations)],
                ['bytes asked for in all', number(step.bytes)],
                ['reads as', h('code', {}, step.text)],
            ]));
        }

        const stage = stepper.through(section, {
            before: [h('div', { class: 'fields' },
                h('div', { class: 'field' }, h('label', { for: id }, 'Text'), choose))],
            picture: scene,
            draw,
        });
        stage.stage.append(facts);

        function use(n) {
            source.textContent = data.texts[n].text;
            stage.use(data.texts[n].steps);
        }
        use(0);
    }
})();
