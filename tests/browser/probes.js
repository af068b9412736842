/* Questions to the page that are too long for a line. */
window.probe = {
  /** Whether anything has been drawn on the graph's canvas. */
  drawn() {
    const canvas = document.querySelector("#canvas canvas");
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    return data.some((value, i) => i % 4 === 3 && value > 0);
  },

  /** The count beside a choice, or null where there is no such choice. */
  count(facet, value) {
    const boxes = [...document.querySelectorAll("#facets input")];
    const box = boxes.find((b) => b.dataset.facet === facet && b.value === value);
    return box ? Number(box.closest("label").querySelector(".count").textContent) : null;
  },

  /** Controls that a screen reader could not name. */
  nameless() {
    const named = (e) => e.textContent.trim() || e.getAttribute("aria-label") || e.hasAttribute("aria-labelledby")
      || [...(e.labels || [])].some((l) => l.textContent.trim()) || e.getAttribute("role") === "status";
    return [...document.querySelectorAll("button, input, a, [role]")].filter((e) => !named(e)).map((e) => e.outerHTML.slice(0, 120));
  },

  /** Text whose contrast is under 4.5 to 1 (WCAG 2.2, 1.4.3). */
  poorContrast() {
    const channel = (x) => (x / 255 <= 0.03928 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4);
    const light = ([r, g, b]) => 0.2126 * channel(r) + 0.7152 * channel(g) + 0.0722 * channel(b);
    const parts = (text) => text.match(/[\d.]+/g).map(Number);
    const ground = (element) => {
      for (let e = element; e; e = e.parentElement) {
        const colour = parts(getComputedStyle(e).backgroundColor);
        if (colour.length < 4 || colour[3] === 1) return colour;
      }
      return [255, 255, 255];
    };
    const writes = (e) => [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    const poor = [];
    for (const e of document.querySelectorAll("body *")) {
      if (!e.checkVisibility() || !writes(e) || e.closest("script, svg")) continue;
      const [a, b] = [light(parts(getComputedStyle(e).color)), light(ground(e))].sort((x, y) => y - x);
      if ((a + 0.05) / (b + 0.05) < 4.5) poor.push(`${e.tagName}.${e.className} ${((a + 0.05) / (b + 0.05)).toFixed(2)}`);
    }
    return poor;
  },

  /** A name for an element that stays the same while the page does. */
  mark(element) {
    const all = [...document.querySelectorAll("button, a[href], input, select, summary, [tabindex]")];
    return all.indexOf(element);
  },

  /** Marks of all controls that can be seen and are not disabled; of radios and tabs only those that Tab stops at. */
  reachable() {
    const all = [...document.querySelectorAll("button, a[href], input, select, summary, [tabindex='0']")];
    return all.filter((e) => e.checkVisibility() && !e.disabled && e.tabIndex >= 0 && !e.closest("dialog:not([open])")
      && !(e.type === "radio" && !e.checked)).map((e) => this.mark(e));
  },

  /** Whether the focused element looks otherwise than it does without focus: an outline, on it or its like. */
  focusSeen() {
    const e = document.activeElement, drawn = (x) => { const s = getComputedStyle(x); return s.outlineStyle !== "none" && parseFloat(s.outlineWidth) > 0; };
    return e === document.body || drawn(e) || (e.nextElementSibling && drawn(e.nextElementSibling));
  },

  /** Types words into the search field. */
  search(words) {
    const field = document.getElementById("search");
    field.value = words;
    field.dispatchEvent(new Event("input"));
  },

  /** The part of the address after #, once it has been written. */
  address: () => new Promise((done) => setTimeout(() => done(location.hash), 350)),

  texts: (selector) => [...document.querySelectorAll(selector)].map((e) => e.textContent),
  rows: () => [...document.querySelectorAll("#table tbody tr")].map((row) => row.dataset.fact),
  handlers: () => document.querySelectorAll("img, iframe, object, [onerror], [onload]").length,
  later: (milliseconds) => new Promise((done) => setTimeout(done, milliseconds)),
};
