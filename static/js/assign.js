/* The assignment grid: what belongs to the chosen kind of deadline is shown, the rest hidden; the arrow
   keys go to the same field of the row above or below. Without scripts every field stands open. */
(() => {
  "use strict";

  const showKind = (select) => {
    const cell = select.closest("[data-kind-scope]");
    if (!cell) return;
    cell.querySelectorAll("[data-for-kind]").forEach((part) => {
      part.hidden = !part.dataset.forKind.split("|").includes(select.value);
    });
  };

  const start = () => document.querySelectorAll("select[data-kind]").forEach(showKind);

  document.addEventListener("change", (event) => {
    if (event.target.matches("select[data-kind]")) showKind(event.target);
    if (event.target.matches("[data-select-group]")) {
      const boxes = event.target.closest("tbody").querySelectorAll("input[name=pick]");
      boxes.forEach((box) => { box.checked = event.target.checked; });
      boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    }
  });

  document.addEventListener("keydown", (event) => {
    const field = event.target;
    if (!["ArrowUp", "ArrowDown"].includes(event.key) || event.altKey || event.ctrlKey || event.metaKey) return;
    if (!field.matches(".edit-grid [data-column]")) return;
    const same = [...document.querySelectorAll(`.edit-grid [data-column="${field.dataset.column}"]`)].filter((one) => one.getClientRects().length);
    const next = same[same.indexOf(field) + (event.key === "ArrowDown" ? 1 : -1)];
    if (!next) return;
    event.preventDefault();
    next.focus();
    if (next.select && next.type !== "checkbox") next.select();
  });

  document.addEventListener("DOMContentLoaded", start);
})();
