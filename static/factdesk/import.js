// The preview: a candidate goes into its field at once, and leaving with unsaved changes is asked about.
"use strict";

(() => {
  const form = document.getElementById("preview-form");
  if (!form) return;
  let dirty = false;
  form.addEventListener("input", (event) => {
    dirty = true;
    const offers = event.target.closest(".preview-row")?.querySelector(".offers");
    if (offers) mark(offers, [...offers.querySelectorAll("button[data-fills]")].find(stands));
  });
  form.addEventListener("submit", () => (dirty = false));
  window.addEventListener("beforeunload", (event) => dirty && event.preventDefault());

  const namesOf = (button) => button.dataset.fills.trim().split(" ");

  // Whether what a candidate would write stands in the form already.
  function stands(button) {
    return namesOf(button).every((name) => form.elements.namedItem(name)?.value === button.getAttribute(`data-${name}`));
  }

  // The bar and the word beside it always speak of the same candidate.
  function mark(offers, chosen) {
    for (const one of offers.children) {
      const isChosen = Boolean(chosen) && one.contains(chosen);
      one.classList.toggle("chosen", isChosen);
      one.querySelector(".is-chosen").hidden = !isChosen;
    }
  }

  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[data-fills]");
    if (!button) return;
    const names = namesOf(button);
    const fields = names.map((name) => form.elements.namedItem(name));
    if (fields.includes(null)) return; // the server knows where it goes
    event.preventDefault();
    names.forEach((name, n) => (fields[n].value = button.getAttribute(`data-${name}`)));
    const none = form.elements.namedItem("published_not_stated");
    if (names.includes("published") && none) none.checked = false;
    dirty = true;
    mark(button.closest(".offers"), button);
    fields[0].focus();
  });

  const discard = form.querySelector("button[value=discard]");
  discard.addEventListener("click", (event) => {
    if (!window.confirm("Discard this document? Nothing of it will be stored.")) event.preventDefault();
  });
})();
