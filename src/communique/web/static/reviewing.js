// One key for each decision (which can be switched off), and words marked by selecting them.
"use strict";

const SWITCH = "communique-keys";
const box = document.getElementById("keys");
const wanted = () => { try { return localStorage.getItem(SWITCH) !== "off"; } catch { return true; } };

if (box) {
  box.checked = wanted();
  box.closest(".keys").hidden = false;
  box.addEventListener("change", () => { try { localStorage.setItem(SWITCH, box.checked ? "on" : "off"); } catch { /* not kept */ } });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || !wanted()) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) return;
  const button = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
});

function open_form() {
  const form = document.getElementById("correct");
  if (!form) return;
  form.open = true;
  form.querySelector("input, select, textarea").focus();
}
if (location.hash === "#correct") open_form();
document.querySelector('a[href="#correct"]')?.addEventListener("click", (event) => { event.preventDefault(); open_form(); });

// Offsets count characters, not the halves in which scripts count those beyond the first plane.
const count = (text) => Array.from(text).length;

function place(node, offset) {
  const piece = (node.nodeType === Node.TEXT_NODE ? node.parentElement : node).closest?.("[data-start]");
  if (!piece) return null;
  const before = document.createRange();
  before.setStart(piece, 0);
  before.setEnd(node, offset);
  return Number(piece.dataset.start) + count(before.toString());
}

const text = document.getElementById("text");
const spans = document.getElementById("spans");
if (text && spans) {
  document.addEventListener("selectionchange", () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const found = [];
    for (let n = 0; n < selection.rangeCount; n++) {
      const range = selection.getRangeAt(n);
      if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return;
      let start = null, end = null;
      for (const piece of text.querySelectorAll("[data-start]")) {
        if (!range.intersectsNode(piece)) continue;
        const first = Number(piece.dataset.start), last = first + count(piece.textContent);
        const from = piece.contains(range.startContainer) ? place(range.startContainer, range.startOffset) : first;
        const to = piece.contains(range.endContainer) ? place(range.endContainer, range.endOffset) : last;
        if (to <= from) continue;
        start = start === null ? from : Math.min(start, from);
        end = end === null ? to : Math.max(end, to);
      }
      if (start !== null && end > start) found.push(`${start}-${end}`);
    }
    if (!found.length) return;
    spans.value = found.join(", ");
    document.getElementById("chosen").textContent = selection.toString().trim();
  });
}
