'use strict';

// What the step-through pictures share: the buttons, their keys, the lines of
// code with the current one marked, and the sentence that is read aloud.
window.workbook.stepper = (function stepper() {
    const { h } = window.workbook;

    // A row of buttons with one place in the tab order each. The arrow keys work
    // while one of them has the focus. `back`, `next`, `over` are called.
    function controls({ back, next, over, nextName = 'Next' }) {
        const buttons = {
            back: h('button', { type: 'button', class: 'quiet', onclick: guarded(back) }, 'Back'),
            next: h('button', { type: 'button', onclick: guarded(next) }, nextName),
            over: h('button', { type: 'button', class: 'quiet', onclick: guarded(over) }, 'Start over'),
        };
        // `disabled` would take the focus away, so a button that can do nothing
        // stays where it is and says so.
        function guarded(action) {
            return event => {
                if (event.currentTarget.getAttribute('aria-disabled') !== 'true') {
                    action();
                }
            };
        }
        const row = h('div', { class: 'row steps' }, buttons.back, buttons.next, buttons.over);
        row.addEventListener('keydown', event => {
            if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) {
                return;
            }
            const button = { ArrowLeft: buttons.back, ArrowRight: buttons.next, Home: buttons.over }[event.key];
            if (button) {
                event.preventDefault();
                button.click();
            }
        });
        function enable(canGoBack, canGoOn) {
            buttons.back.setAttribute('aria-disabled', String(!canGoBack));
            buttons.over.setAttribute('aria-disabled', String(!canGoBack));
            buttons.next.setAttribute('aria-disabled', String(!canGoOn));
        }
        return { row, enable };
    }

    // The whole of a picture that has lines of code: `draw(step)` shows one.
    // `use(steps)` starts with other steps.
    function through(section, { before = [], picture, draw }) {
        let steps = [];
        let at = 0;
        const count = h('span', { class: 'step-count' });
        const lines = h('ol', { class: 'lines' });
        const says = h('p', { class: 'says', role: 'status' });
        const buttons = controls({
            back: () => go(at - 1),
            next: () => go(at + 1),
            over: () => go(0),
        });
        buttons.row.append(count);
        const stage = h('div', { class: 'stage' }, title(section), before, buttons.row,
            h('div', { class: 'beside' }, lines, picture), says);
        section.prepend(stage);

        function go(to) {
            at = Math.max(0, Math.min(to, steps.length - 1));
            count.textContent = `Step ${at + 1} of ${steps.length}`;
            [...lines.children].forEach((line, n) => {
                line.classList.toggle('done', n < at);
                if (n === at) {
                    line.setAttribute('aria-current', 'step');
                } else {
                    line.removeAttribute('aria-current');
                }
            });
            buttons.enable(at > 0, at < steps.length - 1);
            draw(steps[at], at);
            says.textContent = steps[at].says;
        }

        function use(fresh) {
            steps = fresh;
            lines.replaceChildren(...steps.map(step => h('li', {}, h('code', {}, step.code))));
            go(0);
        }
        return { use, stage };
    }

    // A list of facts: `facts([['allocations', '3'], …])`.
    function facts(pairs) {
        return pairs.map(([name, value]) =>
            h('div', {}, h('dt', {}, name), h('dd', {}, value)));
    }

    // The name of the section, to be seen too.
    function title(section) {
        return h('p', { class: 'stage-title', 'aria-hidden': 'true' }, section.getAttribute('aria-label') || '');
    }

    // Draws arrows over `box`, from one element in it to another, and again
    // whenever the box changes its size.
    function arrows(box) {
        const NS = 'http://www.w3.org/2000/svg';
        const svg = document.createElementNS(NS, 'svg');
        svg.setAttribute('class', 'arrows');
        svg.setAttribute('aria-hidden', 'true');
        box.append(svg);
        let pairs = [];

        function path(d, className) {
            const line = document.createElementNS(NS, 'path');
            line.setAttribute('d', d);
            line.setAttribute('class', className);
            return line;
        }

        function paint() {
            const frame = box.getBoundingClientRect();
            svg.replaceChildren();
            for (const { from, to, weak } of pairs) {
                const a = from.getBoundingClientRect();
                const b = to.getBoundingClientRect();
                if (a.width === 0 || b.width === 0) {
                    continue;
                }
                const down = b.top >= a.bottom;
                const x1 = down ? a.left + a.width / 2 - frame.left : a.right - frame.left;
                const y1 = (down ? a.bottom : a.top + a.height / 2) - frame.top;
                const x2 = down ? b.left + b.width / 2 - frame.left : b.left - frame.left;
                const y2 = down ? b.top - frame.top
                    : Math.min(Math.max(y1, b.top - frame.top + 10), b.bottom - frame.top - 10);
                const bend = down ? `C ${x1} ${(y1 + y2) / 2} ${x2} ${(y1 + y2) / 2} ${x2} ${y2}`
                    : `C ${(x1 + x2) / 2} ${y1} ${(x1 + x2) / 2} ${y2} ${x2} ${y2}`;
                const head = down ? `M ${x2 - 4} ${y2 - 8} L ${x2} ${y2 - 1} L ${x2 + 4} ${y2 - 8}`
                    : `M ${x2 - 8} ${y2 - 4} L ${x2 - 1} ${y2} L ${x2 - 8} ${y2 + 4}`;
                svg.append(path(`M ${x1} ${y1} ${bend}`, weak ? 'arrow weak' : 'arrow'), path(head, 'arrow'));
            }
        }

        new ResizeObserver(paint).observe(box);
        return fresh => {
            pairs = fresh;
            paint();
        };
    }

    return { controls, through, facts, title, arrows };
})();
