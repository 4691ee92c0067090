// Drags a planned follow-up to a later day: fills the hidden form that the Move field also uses.
"use strict";
(() => {
  let held = null;
  const day = (el) => el.closest && el.closest("[data-day]");
  const clear = () => document.querySelectorAll(".date.over").forEach((el) => el.classList.remove("over"));
  document.addEventListener("dragstart", (e) => {
    held = e.target.closest && e.target.closest("[data-key-of]");
    if (!held) return;
    e.dataTransfer.effectAllowed = "move";
    e.dataTransfer.setData("text/plain", held.dataset.keyOf);
    held.classList.add("held");
  });
  document.addEventListener("dragover", (e) => {
    const over = held && day(e.target);
    clear();
    if (!over) return;
    e.preventDefault();
    over.classList.add("over");
  });
  document.addEventListener("dragend", () => { if (held) held.classList.remove("held"); held = null; clear(); });
  document.addEventListener("drop", (e) => {
    const over = held && day(e.target);
    if (!over) return;
    e.preventDefault();
    const form = document.getElementById("move");
    form.elements.key.value = held.dataset.keyOf;
    form.elements.to.value = over.dataset.day;
    form.requestSubmit();
  });
})();
