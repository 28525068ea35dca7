'use strict';

// Most pages have no step-through picture and no matrix, so the scripts for them
// are loaded where they are used. They run in the order of this list.
(function load() {
    const SCRIPTS = [
        ['stepper', '.explorable'],
        ['explore-vec', '.explorable[data-kind="vec"]'],
        ['explore-rc', '.explorable[data-kind="rc"]'],
        ['explore-cow', '.explorable[data-kind="cow"]'],
        ['matrix', 'section.matrix'],
        ['prediction-summary', '.predict-summary'],
    ];
    const root = typeof path_to_root === 'string' ? path_to_root : '';
    for (const [name, selector] of SCRIPTS) {
        if (document.querySelector(selector)) {
            const script = document.createElement('script');
            script.src = `${root}scripts/${name}.js`;
            script.async = false;
            document.body.append(script);
        }
    }
})();
