// Keys for the pages (j k Enter e d s x u / ?), and nothing else: every key presses a control that is on the page.
"use strict";
(() => {
  document.documentElement.classList.add("live");
  document.addEventListener("click", (e) => {
    const copy = e.target.closest("[data-copy]");
    if (!copy) return;
    const from = document.querySelector(copy.dataset.copy);
    navigator.clipboard.writeText("value" in from ? from.value : from.textContent).then(() => { copy.textContent = "Copied"; });
  });
  document.addEventListener("htmx:error", (e) => {
    if (!e.detail.ctx) return;
    const said = document.createElement("p"), box = document.createElement("div");
    said.textContent = "Afterword does not answer, so this may not be kept. Is it still running? In a terminal, afterword serve starts it.";
    box.className = "notice trouble";
    box.append(said);
    document.getElementById("notice")?.replaceChildren(box);
  });
  const typing = (el) => el.isContentEditable || /^(input|textarea|select)$/i.test(el.tagName) && el.type !== "checkbox" && el.type !== "radio";
  const shown = (el) => el && el.offsetParent !== null;
  const press = (key) => {
    const found = [...document.querySelectorAll(`[data-key="${key}"]`)].find(shown);
    if (!found) return false;
    if (found.tagName === "DETAILS") { found.open = true; (found.querySelector("input,textarea") || found.querySelector("button,summary"))?.focus(); return true; }
    if (typing(found)) { found.focus(); return true; }
    found.click();
    return true;
  };
  const step = (by) => {
    const items = [...document.querySelectorAll("[data-item]")].filter(shown);
    if (!items.length) return false;
    const at = items.findIndex((el) => el.querySelector("[aria-current]") || el.contains(document.activeElement));
    const next = items[at < 0 ? (by > 0 ? 0 : items.length - 1) : Math.min(Math.max(at + by, 0), items.length - 1)];
    (next.matches("a") ? next : next.querySelector("a")).click();
    return true;
  };
  document.addEventListener("keydown", (e) => {
    if (e.ctrlKey || e.metaKey || e.altKey || e.isComposing) return;
    if (e.key === "Escape" && typing(e.target)) { e.target.blur(); return; }
    if (typing(e.target) || document.querySelector("dialog[open]")) return;
    let done = false;
    if (e.key === "j") done = step(1);
    else if (e.key === "k") done = step(-1);
    else if (e.key === "?") { document.getElementById("keys")?.showModal(); done = true; }
    else if (e.key === "/") { done = press("/"); if (!done && document.querySelector('a[href="/search"]')) { location.href = "/search"; done = true; } }
    else if (/^[a-z]$/.test(e.key)) done = press(e.key);
    if (done) e.preventDefault();
  });
})();
