// One key each for what the buttons do; everything works without this file, with the buttons.
"use strict";

(() => {
  const form = document.querySelector("#correct form");
  const details = document.getElementById("correct");
  const context = document.getElementById("context");
  let sent = false;

  // A form is sent once, however fast a key is pressed; the server counts it once in any case.
  document.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  // A page that comes back from the browser's memory can be sent again.
  window.addEventListener("pageshow", () => { sent = false; });

  const typing = (element) => element.closest("input, select, textarea, [contenteditable]");

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && details && details.open) {
      details.open = false;
      document.getElementById("main").focus();
      return;
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
    const found = document.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
    if (!found) return;
    event.preventDefault();
    if (found === details) {
      details.open = true;
      details.querySelector("[data-first]").focus();
    } else {
      found.click();
    }
  });

  // Offsets are code points of the article; a string of JavaScript counts half of some characters.
  const points = (words) => Array.from(words).length;

  const place = (paragraph, node, offset) => {
    const before = document.createRange();
    before.selectNodeContents(paragraph);
    before.setEnd(node, offset);
    return Number(paragraph.dataset.start) + points(before.toString());
  };

  const take = () => {
    const selection = document.getSelection();
    if (!selection || selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    if (!context.contains(range.startContainer) || !context.contains(range.endContainer)) return;
    const element = (node) => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement);
    const first = element(range.startContainer).closest("[data-start]");
    const last = element(range.endContainer).closest("[data-start]");
    // The words of one paragraph: between two there is more in the text than the page shows.
    if (!first || first !== last) return;
    const whole = range.toString();
    const words = whole.trim();
    if (!words) return;
    const start = place(first, range.startContainer, range.startOffset) + points(whole) - points(whole.trimStart());
    form.elements.words.value = words;
    form.elements.start.value = String(start);
    details.open = true;
  };

  if (context && form) {
    context.addEventListener("mouseup", take);
    context.addEventListener("touchend", take);
    // Whoever types the words leaves it to the server to find them.
    form.elements.words.addEventListener("input", () => { form.elements.start.value = ""; });
  }
})();
