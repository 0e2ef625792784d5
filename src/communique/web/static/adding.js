// Dropping files onto the form for them, and watching a run without loading its page again.
"use strict";

for (const zone of document.querySelectorAll("[data-drop]")) {
  const input = document.getElementById(zone.dataset.drop);
  const named = document.getElementById(zone.dataset.drop + "-named");
  for (const name of ["dragenter", "dragover"]) {
    zone.addEventListener(name, (event) => { event.preventDefault(); zone.classList.add("over"); });
  }
  zone.addEventListener("dragleave", () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("over");
    if (event.dataTransfer.files.length) {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    }
  });
  input.addEventListener("change", () => {
    named.replaceChildren(...Array.from(input.files, (file) => {
      const item = document.createElement("li");
      item.textContent = `${file.name}, ${Math.max(1, Math.round(file.size / 1024))} kB`;
      return item;
    }));
  });
}
// A file dropped beside the zone must not take the place of the page.
for (const name of ["dragover", "drop"]) {
  document.addEventListener(name, (event) => event.preventDefault());
}

async function watch() {
  const shown = document.getElementById("run");
  if (!shown || !("going" in shown.dataset)) return;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" } });
    if (answer.ok) {
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const now = page.getElementById("run");
      if (now) {
        shown.replaceChildren(...now.childNodes);
        if (!("going" in now.dataset)) delete shown.dataset.going;
      }
    }
  } catch { /* the server may be restarting: ask again */ }
  setTimeout(watch, 1000);
}
setTimeout(watch, 700);
