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

  // With the Alt key held, the selection is a second passage of the same citation.
  const take = (event) => {
    const selection = document.getSelection();
    if (!selection.rangeCount || selection.isCollapsed) return;
    const range = selection.getRangeAt(0);
    const start = offsetOf(range.startContainer, range.startOffset);
    const end = offsetOf(range.endContainer, range.endOffset);
    if (start === null || end === null || end <= start) return;
    if (event.altKey && field("words").value) {
      field("second_words").value = selection.toString().trim();
      return;
    }
    field("words").value = selection.toString().trim();
    field("start").value = start;
    field("end").value = end;
    if (!text.value || text.dataset.drafted === text.value) {
      text.value = sentenceAround(range);
      text.dataset.drafted = text.value;
      look();
    }
    form.classList.add("has-words");
    document.body.classList.add("has-selection");
  };

  article.addEventListener("mouseup", (event) => setTimeout(take, 0, event));
  article.addEventListener("touchend", (event) => setTimeout(take, 0, event));
  document.addEventListener("keyup", (event) => {
    if (event.shiftKey || event.key === "Shift") take(event);
  });

  // Words typed by hand are searched for by the server: the old offsets no longer belong to them.
  field("words").addEventListener("input", () => {
    field("start").value = "";
    field("end").value = "";
  });

  // Claims that the desk has already are offered under the new one's text: one press cites one of them instead.
  const text = field("text");
  const offers = document.createElement("ul");
  offers.className = "desk-offers";
  offers.setAttribute("aria-label", "Claims that the desk has already");
  text.after(offers);

  const offer = ({ id, text: words }) => {
    const item = document.createElement("li");
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = `Cite claim ${id} instead: ${words}`;
    button.addEventListener("click", () => {
      field("claim").value = id;
      text.value = "";
      offers.replaceChildren();
      field("claim").focus();
    });
    item.append(button);
    return item;
  };

  let waiting;
  const look = () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const words = text.value.match(/[\p{L}\p{N}-]{5,}/gu) || [];
      if (!words.length) return offers.replaceChildren();
      const longest = words.sort((one, other) => other.length - one.length).slice(0, 2).join(" ");
      const answer = await fetch(`${form.dataset.claimsUrl}?q=${encodeURIComponent(longest)}`);
      if (answer.ok) offers.replaceChildren(...(await answer.json()).claims.slice(0, 5).map(offer));
    }, 300);
  };
  text.addEventListener("input", look);

  // Who types a speaker means a speaker.
  field("speaker").addEventListener("input", () => {
    if (field("speaker").value && field("speaker_kind").value === "outlet_itself") field("speaker_kind").value = "actor";
  });

  // After an error the chosen words are shown where they stand.
  if (field("start").value && form.querySelector(".errorlist")) form.classList.add("has-words");
})();
