'use strict';

// Colours for code, in place of the large library that comes with mdBook: the
// book shows Rust, TOML and consoles only. mdBook calls `hljs` as it would call
// that library, and its stylesheets know the names of the classes.
window.hljs = (function highlight() {
    const words = text => text.trim().split(/\s+/).join('|');
    const RUST = [
        ['comment', /\/\/[^\n]*|\/\*[^]*?\*\//],
        ['string', /b?r(#*)"[^]*?"\1|[bc]?"(?:\\[^]|[^"\\])*"|b?'(?:\\(?:u\{[^}]*\}|[^])|[^'\\\n])'/],
        ['meta', /#!?\[[^\]\n]*\]/],
        ['symbol', /'[a-z_]\w*/],
        ['number', /\b\d(?:[\d_]|\.(?=\d))*(?:e[+-]?\d+)?(?:[iuf](?:8|16|32|64|128|size))?\b|\b0[xbo][\da-f_]+\b/],
        ['title', /(?<=\bfn\s+)\w+/],
        ['built_in', /\b[a-z_]\w*!(?=[\s([{])/],
        ['keyword', new RegExp(`\\b(?:${words(`as async await box break const continue crate dyn else enum extern
            fn for if impl in let loop match mod move mut pub ref return self Self static struct super trait type
            unsafe use where while`)})\\b`)],
        ['literal', /\b(?:true|false|None|Some|Ok|Err)\b/],
        ['type', new RegExp(`\\b(?:[A-Z]\\w*|${words(`bool char str i8 i16 i32 i64 i128 isize u8 u16 u32 u64 u128
            usize f32 f64`)})\\b`)],
    ];
    const TOML = [
        ['comment', /#[^\n]*/],
        ['string', /"""[^]*?"""|"(?:\\.|[^"\\\n])*"|'[^'\n]*'/],
        ['section', /^\s*\[\[?[^\]\n]+\]\]?/],
        ['attr', /^\s*[\w.-]+(?=\s*=)/],
        ['literal', /\b(?:true|false)\b/],
        ['number', /\b\d[\d_.]*\b/],
    ];
    const CONSOLE = [
        ['meta', /^\$(?= )/],
        ['comment', /^#[^\n]*|(?<=\s)# [^\n]*/],
    ];
    const RULES = { rust: RUST, toml: TOML, console: CONSOLE, sh: CONSOLE, bash: CONSOLE, shell: CONSOLE };

    // One expression for all rules of a language, each in a group with a name.
    const compiled = new Map();
    function expression(rules) {
        if (!compiled.has(rules)) {
            const parts = rules.map(([name, rule]) =>
                // A raw string counts its own hashes by a numbered group.
                `(?<${name}>${rule.source.replace('(#*)', '(?<hashes>#*)').replace('\\1', '\\k<hashes>')})`);
            compiled.set(rules, new RegExp(parts.join('|'), 'gm'));
        }
        return compiled.get(rules);
    }

    function colour(text, rules) {
        const fragment = document.createDocumentFragment();
        let done = 0;
        for (const match of text.matchAll(expression(rules))) {
            const [name] = Object.entries(match.groups).find(([key, value]) => key !== 'hashes' && value !== undefined);
            const span = document.createElement('span');
            span.className = `hljs-${name}`;
            span.textContent = match[0];
            fragment.append(text.slice(done, match.index), span);
            done = match.index + match[0].length;
        }
        fragment.append(text.slice(done));
        return fragment;
    }

    // Hidden lines are elements in the code already, so each text is coloured
    // where it stands.
    function highlightBlock(code) {
        const language = /\blanguage-(\w+)/.exec(code.className)?.[1];
        const rules = RULES[language];
        if (!rules) {
            return;
        }
        const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
        const texts = [];
        while (walker.nextNode()) {
            texts.push(walker.currentNode);
        }
        texts.forEach(text => text.replaceWith(colour(text.data, rules)));
    }

    return { configure() {}, highlightBlock };
})();
