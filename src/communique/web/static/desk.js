// What can't be done without a script: showing which words and which records belong together.
"use strict";

function light(keys, on) {
  for (const key of keys) {
    document.getElementById("in-" + key)?.classList.toggle("lit", on);
    for (const mark of document.querySelectorAll(`[data-records~="${CSS.escape(key)}"]`)) {
      mark.classList.toggle("lit", on);
    }
  }
}

function follow(element, keys) {
  for (const [name, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    element.addEventListener(name, () => light(keys, on));
  }
}

for (const mark of document.querySelectorAll("[data-records]")) {
  follow(mark, mark.dataset.records.split(" "));
}
for (const record of document.querySelectorAll("[data-record]")) {
  follow(record, [record.dataset.record]);
}
