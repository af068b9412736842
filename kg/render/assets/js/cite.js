"use strict";
/* Where a claim stands: link, offsets, a citation to copy. */
KG.part("cite", () => {
  const { data, h } = KG;

  /** Tells a screen reader what happened out of its sight. */
  function say(text) {
    const live = document.getElementById("live");
    live.textContent = "";
    setTimeout(() => (live.textContent = text), 30);
  }

  /** Only http and https, checked here again: a page may have been edited. */
  function address(url) {
    try {
      const parsed = new URL(url);
      return parsed.protocol === "http:" || parsed.protocol === "https:" ? parsed.href : null;
    } catch {
      return null;
    }
  }

  function link(url, ...text) {
    const href = url && address(url);
    return href ? h("a", { href, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" }, ...text) : null;
  }

  const places = (fact) => fact.spans.map(([a, b]) => `${a}–${b}`).join(", ");

  function citation(fact) {
    const article = data.articles[fact.article];
    const who = fact.holders.length ? `according to ${[...fact.holders].reverse().map((i) => KG.name(i)).join(", as told by ")}` : "";
    const parts = [`“${fact.quote}”${who && `, ${who}`}`,
      [article.outlet, article.title && `“${article.title}”`, KG.day(article.published)].filter(Boolean).join(", "),
      `${article.file}, characters ${places(fact)}`, article.url, `claim ${fact.id}`];
    return `${parts.filter(Boolean).join(". ")}.`;
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = h("textarea", { class: "hidden" });
      area.value = text;
      (document.querySelector("dialog[open]") || document.body).append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
  }

  /** A button that copies what `text()` gives, and says so. */
  function copier(label, text, done = "Copied") {
    const button = h("button", { type: "button", class: "quiet copy", on: { click: async () => {
      await copy(text());
      button.textContent = done;
      say(done);
      setTimeout(() => (button.textContent = label), 1600);
    } } }, label);
    return button;
  }

  return { say, address, link, places, citation, copier };
});
