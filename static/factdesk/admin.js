// Gives the admin's name fields and table cells the names that screen readers ask for.

function labelOf(field) {
  const label = field.labels && field.labels[0];
  if (label) return label;
  const cell = field.closest(".tabular td");
  return cell && cell.closest("table").tHead.rows[0].cells[cell.cellIndex];
}

function idOf(element, field) {
  element.id = element.id || `name-of-${field.id}`;
  return element.id;
}

function nameFields() {
  for (const select of document.querySelectorAll("select.select2-hidden-accessible")) {
    const label = labelOf(select);
    const box = select.nextElementSibling;
    if (!label || !box) continue;
    for (const part of box.querySelectorAll("[role=combobox], [role=searchbox], [role=textbox], input")) {
      const shown = part.querySelector(".select2-selection__rendered");
      part.setAttribute("aria-labelledby", [idOf(label, select), shown && shown.id].filter(Boolean).join(" "));
    }
  }
  for (const field of document.querySelectorAll(".tabular td :is(input, select, textarea):not([type=hidden])")) {
    const label = labelOf(field);
    if (label && label.tagName === "TH" && !field.hasAttribute("aria-labelledby")) {
      field.setAttribute("aria-label", label.textContent.trim());
    }
  }
}

// jQuery calls back in the order asked: after the name fields are made.
if (window.django && window.django.jQuery) window.django.jQuery(nameFields);
else nameFields();
document.addEventListener("formset:added", () => setTimeout(nameFields));

// A step button posts a form of its own: ask before it leaves unsaved edits behind.
const edited = document.querySelector("#content-main form[id$=_form]");
if (edited) {
  let dirty = false;
  edited.addEventListener("input", () => (dirty = true));
  edited.addEventListener("submit", () => (dirty = false));
  for (const other of document.querySelectorAll("#content form")) {
    if (other === edited) continue;
    other.addEventListener("submit", (event) => {
      if (dirty && !window.confirm("What you changed on this page is not saved. Go on without it?")) event.preventDefault();
    });
  }
}
