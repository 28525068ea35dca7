'use strict';

// Reading the number that a reader typed, and saying how far it is from the
// measured one. Used by the prediction boxes and by their summary.
window.workbook.guess = (function guess() {
    const { number } = window.workbook;

    // Returns { value } or { problem }, a sentence for the reader.
    // Reads 13, 13,000, 13 000, 13_000, 1.5, 1e6, and an unit behind it.
    function read(text) {
        const typed = text.trim().replace(/^(about|~|≈)\s*/i, '');
        if (typed === '') {
            return { problem: 'Type a number first. A rough guess will do.' };
        }
        const match = /^([-−+]?)([\d.,_'’\s]*\d[\d.,_'’\s]*?|\.\d+)(e\d{1,2})?\s*([a-z ]*)$/i.exec(typed);
        if (!match) {
            return { problem: 'This is not a number that can be compared. Try digits, as in 12 or 1,000.' };
        }
        const [, sign, digits, power, unit] = match;
        if (/^[kmg](i?b)?$/i.test(unit.trim())) {
            return { problem: 'Please write the number out, as in 1,000.' };
        }
        const plain = digits.replace(/[_'’\s]/g, '');
        const grouped = /^\d{1,3}(,\d{3})+(\.\d+)?$/.test(plain);
        const bare = grouped ? plain.replace(/,/g, '') : plain;
        if (!/^(\d+\.?\d*|\.\d+)$/.test(bare)) {
            return { problem: 'Use a point for the fraction and commas between the thousands, as in 1.5 or 1,000.' };
        }
        const value = Number(bare + (power || ''));
        if ((sign === '-' || sign === '−') && value > 0) {
            return { problem: 'It cannot be less than zero. Try again.' };
        }
        if (!Number.isFinite(value) || value > 1e15) {
            return { problem: 'That is more than fits into any computer. Try a smaller number.' };
        }
        return { value };
    }

    // By which factor the two differ: 1 is exact, 2 is twice or half.
    function factor(value, answer) {
        if (value === answer) {
            return 1;
        }
        return value === 0 || answer === 0 ? Infinity : Math.max(value / answer, answer / value);
    }

    // Measured fractions are rounded when they are shown, so a guess that is
    // written like them counts as exact.
    function isExact(value, answer) {
        return value === answer
            || !Number.isInteger(answer) && number(value) === number(answer)
            || !Number.isInteger(answer) && Math.abs(value - answer) < 0.005 * Math.abs(answer);
    }

    const WORDS = [
        ['exact', 'exactly as measured'],
        ['near', 'within ten percent'],
        ['double', 'within a factor of two'],
        ['tenfold', 'within a factor of ten'],
        ['far', 'more than a factor of ten away'],
    ];

    // { kind, words, factor } of a guess.
    function distance(value, answer) {
        const off = isExact(value, answer) ? 1 : factor(value, answer);
        const near = Math.abs(value - answer) <= 0.1 * Math.abs(answer) * (1 + 1e-9);
        const step = off === 1 ? 0 : near ? 1 : off <= 2 ? 2 : off <= 10 ? 3 : 4;
        const [kind, words] = WORDS[step];
        return { kind, words: off === Infinity ? 'no factor says how far: one of the two is zero' : words, factor: off };
    }

    return { read, distance };
})();
