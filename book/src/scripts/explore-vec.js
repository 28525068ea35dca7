'use strict';

// A Vec that grows, from recorded growth: which block it has, which ones came
// before, what was asked for in all, and what is not used.
(function exploreVec() {
    const { h, dataOf, number, stepper } = window.workbook;
    let made = 0;

    for (const section of document.querySelectorAll('.explorable[data-kind="vec"]')) {
        const data = dataOf(section);
        if (data) {
            build(section, data, `explore-vec-${made++}`);
        }
    }

    function build(section, data, id) {
        let pushes = 0;
        const options = list => list.map((text, n) => h('option', { value: n }, text));
        const element = h('select', { id: `${id}-element`, onchange: newElement },
            options(data.elements.map(one => `${one.name}, ${number(one.bytes)} ${one.bytes === 1 ? 'byte' : 'bytes'}`)));
        const start = h('select', { id: `${id}-start`, onchange: () => push(0) });
        const slider = h('input', { type: 'range', id: `${id}-slider`, min: 0, max: data.pushes, value: 0,
            oninput: () => push(Number(slider.value), 'later') });
        const typed = h('input', { type: 'number', id: `${id}-pushes`, min: 0, max: data.pushes, value: 0,
            'aria-label': 'Pushes, as a number', onchange: () => push(Number(typed.value)) });
        const buttons = stepper.controls({
            nextName: 'Next growth',
            back: () => push(stops().filter(stop => stop < pushes).at(-1) ?? 0),
            next: () => push(stops().find(stop => stop > pushes) ?? data.pushes),
            over: () => push(0),
        });
        const blocks = h('div', { class: 'blocks', role: 'img' });
        const facts = h('dl', { class: 'facts' });
        const says = h('p', { class: 'says', role: 'status' });

        const field = (label, control, ...more) =>
            h('div', { class: 'field' }, h('label', { for: control.id }, label), control, ...more);
        section.prepend(h('div', { class: 'stage' },
            stepper.title(section),
            h('div', { class: 'fields' },
                field('Element', element),
                field('Starting capacity', start),
                h('div', { class: 'field wide' }, h('label', { for: slider.id }, 'Pushes'),
                    h('div', { class: 'row' }, slider, typed))),
            buttons.row, says, blocks, facts));

        const chosen = () => data.elements[Number(element.value)];
        const setting = () => chosen().starts[Number(start.value)];
        // After how many pushes there is a new block.
        const stops = () => setting().growth.map(([length]) => length + 1).filter(stop => stop <= data.pushes);

        function newElement() {
            const kept = Number(start.value) || 0;
            start.replaceChildren(...options(chosen().starts.map(one =>
                one.capacity === 0 ? 'Vec::new()' : `with_capacity(${one.capacity})`)));
            start.value = String(Math.min(kept, chosen().starts.length - 1));
            push(0);
        }

        let waiting;
        function push(count, when) {
            pushes = Number.isFinite(count) ? Math.max(0, Math.min(Math.round(count), data.pushes)) : 0;
            slider.value = String(pushes);
            typed.value = String(pushes);
            slider.setAttribute('aria-valuetext', `${number(pushes)} pushes`);
            const now = state(setting(), chosen().bytes, pushes);
            draw(now);
            buttons.enable(pushes > 0, pushes < data.pushes);
            clearTimeout(waiting);
            // While the slider moves, nobody wants to hear each step.
            waiting = setTimeout(() => { says.textContent = sentence(now); }, when === 'later' ? 500 : 0);
        }

        function draw(now) {
            const full = state(setting(), chosen().bytes, data.pushes);
            const widest = Math.max(1, ...full.blocks);
            blocks.style.setProperty('--rows', String(Math.max(1, full.blocks.length)));
            blocks.setAttribute('aria-label', sentence(now));
            blocks.replaceChildren(...now.blocks.map((bytes, n) => {
                const isLast = n === now.blocks.length - 1;
                const share = isLast ? 100 * now.used / bytes : 0;
                const bar = h('span', { class: isLast ? 'bar' : 'bar replaced' },
                    isLast ? h('span', { class: 'used' }) : null);
                bar.style.width = `max(3px, ${100 * bytes / widest}%)`;
                if (isLast) {
                    bar.firstChild.style.width = `${share}%`;
                }
                return h('div', { class: 'block' },
                    h('span', { class: 'block-name' }, `${number(bytes)} B${isLast ? '' : ', replaced'}`),
                    h('span', { class: 'track' }, bar));
            }));
            facts.replaceChildren(...stepper.facts([
                ['length', number(now.length)],
                ['capacity', number(now.capacity)],
                ['allocations so far', number(now.allocations)],
                ['bytes asked for in all', number(now.asked)],
                ['bytes moved, at most', number(now.moved)],
                ['bytes not used now', number(now.unused)],
                ['bytes while it grew last, at most', number(now.peak)],
            ]));
        }
        newElement();
    }

    // All that follows from the recorded growth after `length` pushes. Whether
    // a block was moved or made longer where it is, only the allocator knows:
    // `moved` and `peak` are what it can be at most.
    function state({ capacity: first, growth }, size, length) {
        const grown = growth.filter(([before]) => before < length);
        const capacities = [...first > 0 ? [first] : [], ...grown.map(([, capacity]) => capacity)];
        const capacity = capacities.at(-1) ?? 0;
        const last = grown.at(-1);
        return {
            length,
            capacity,
            size,
            grewNow: last !== undefined && last[0] === length - 1,
            before: capacities.at(-2) ?? 0,
            blocks: capacities.map(one => one * size),
            used: length * size,
            allocations: capacities.length,
            asked: capacities.reduce((sum, one) => sum + one * size, 0),
            moved: grown.reduce((sum, [before]) => sum + before * size, 0),
            unused: (capacity - length) * size,
            peak: (capacity + (last ? capacities.at(-2) ?? 0 : 0)) * size,
        };
    }

    function sentence(now) {
        const so = `${number(now.allocations)} ${now.allocations === 1 ? 'allocation' : 'allocations'} so far.`;
        if (now.capacity === 0) {
            return 'Nothing was pushed: no block, no allocation.';
        }
        if (now.length === 0) {
            return `Nothing was pushed, and there is a block for ${number(now.capacity)} elements. ${so}`;
        }
        if (!now.grewNow) {
            return `${number(now.length)} pushed, room for ${number(now.capacity)}. ${so}`;
        }
        return now.before === 0
            ? `Push ${number(now.length)} makes the first block, for ${number(now.capacity)} elements. ${so}`
            : `Push ${number(now.length)} finds no room: from ${number(now.before)} to ${number(now.capacity)} elements. ${so}`;
    }
})();
