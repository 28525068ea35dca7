// Only in the served book: reloads a page when the book was built again, says why
// a build failed, and shows what the last check of an exercise said.
"use strict";
(() => {
    const showState = (states) => {
        for (const card of document.querySelectorAll("aside.exercise[data-exercise]")) {
            const state = states[card.dataset.exercise];
            const line = card.querySelector(".state");
            if (!line || !state) {
                continue;
            }
            line.textContent = state.says;
            line.dataset.verdict = state.verdict;
            line.hidden = false;
        }
    };
    const loadState = () =>
        fetch("/workbook/state.json")
            .then((answer) => answer.json())
            .then(showState)
            // The server has ended; the page stays as it is.
            .catch(() => {});

    const showProblem = (text) => {
        let box = document.getElementById("build-problem");
        if (!box) {
            box = document.createElement("pre");
            box.id = "build-problem";
            box.setAttribute("role", "alert");
            document.querySelector("main").prepend(box);
        }
        box.textContent = "The book could not be built again.\n" + text;
    };

    const events = new EventSource("/workbook/events");
    events.addEventListener("built", () => location.reload());
    events.addEventListener("failed", (event) => showProblem(event.data));
    events.addEventListener("checked", loadState);
    // An open stream would keep the page from the browser's back-and-forward cache.
    window.addEventListener("pagehide", () => events.close());
    loadState();
})();
