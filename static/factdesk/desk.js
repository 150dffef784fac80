// The reading desk: words selected in the article go into the form, with their offsets in code points.
"use strict";

(() => {
  const article = document.getElementById("article-text");
  const form = document.getElementById("citing-form");
  if (!article || !form) return;
  const field = (name) => form.elements.namedItem(name);
  const codePoints = (text) => Array.from(text).length;

  // Offset of a point of the document within the version's text; null where it lies in no block.
  const offsetOf = (node, offset) => {
    const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
    const block = element && element.closest("[data-start]");
    if (!block || !article.contains(block)) return null;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(node, offset);
    return Number(block.dataset.start) + codePoints(before.toString());
  };

  // The sentence around the selection, as a first draft of the claim.
  const sentenceAround = (range) => {
    const block = range.startContainer.parentElement.closest("[data-start]");
    const text = block.textContent;
    const before = document.createRange();
    before.selectNodeContents(block);
    before.setEnd(range.startContainer, range.startOffset);
    const at = before.toString().length;
    const from = Math.max(...[". ", "! ", "? ", "۔ ", "؟ "].map((mark) => text.lastIndexOf(mark, at - 1) + 2), 0);
    const rest = text.slice(at);
    const stop = rest.search(/[.!?۔؟]["”’)]?(\s|$)/u);
    const end = stop === -1 ? text.length : at + stop + 1;
    return text.slice(from === 1 ? 0 : from, end).trim();
  };

  const take = () => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    field("words").value = selection.toString().trim();
    field("start").value = start;
    field("end").value = end;
    const text = field("text");
    if (!text.value || text.dataset.drafted === text.value) {
      text.value = sentenceAround(range);
      text.dataset.drafted = text.value;
    }
    form.classList.add("has-words");
  };

  article.addEventListener("mouseup", () => setTimeout(take, 0));
  article.addEventListener("touchend", () => setTimeout(take, 0));
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") take();
  });

  // Words typed by hand are searched for by the server: the old offsets no longer belong to them.
  field("words").addEventListener("input", () => {
    field("start").value = "";
    field("end").value = "";
  });

  // Existing claims are offered while their words are typed into the new claim's field.
  const number = field("claim");
  number.setAttribute("list", "known-claims");
  let waiting;
  field("text").addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = field("text").value.split(/\s+/).filter((word) => word.length > 4).slice(0, 3).join(" ");
      const answer = await fetch(`${form.dataset.claimsUrl}?q=${encodeURIComponent(words)}`);
      if (!answer.ok) return;
      const { claims } = await answer.json();
      const options = claims.map(({ id, text }) => {
        const option = document.createElement("option");
        option.value = id;
        option.label = text;
        return option;
      });
      document.getElementById("known-claims").replaceChildren(...options);
    }, 300);
  });
})();
