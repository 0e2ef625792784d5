// What can't be done without a script: showing which words and which records belong together.
"use strict";

// Brings a record into view in its own column, without moving the page.
function bring(record) {
  const column = record.closest(".records");
  if (!column || column.scrollHeight <= column.clientHeight) return;
  const gap = record.getBoundingClientRect().top - column.getBoundingClientRect().top;
  if (gap < 0 || gap > column.clientHeight - record.offsetHeight) {
    column.scrollTop += gap - column.clientHeight / 3;
  }
}

function light(keys, on, source) {
  for (const key of keys) {
    const record = document.getElementById("in-" + key);
    record?.classList.toggle("lit", on);
    if (on && record && source !== record && key === keys[0]) bring(record);
    for (const mark of document.querySelectorAll(`[data-records~="${CSS.escape(key)}"]`)) {
      mark.classList.toggle("lit", on);
    }
  }
}

function follow(element, keys) {
  for (const [name, on] of [["mouseenter", true], ["focusin", true], ["mouseleave", false], ["focusout", false]]) {
    element.addEventListener(name, () => light(keys, on, element));
  }
}

for (const mark of document.querySelectorAll("[data-records]")) {
  follow(mark, mark.dataset.records.split(" "));
}
for (const record of document.querySelectorAll("[data-record]")) {
  follow(record, [record.dataset.record]);
}
