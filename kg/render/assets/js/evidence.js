"use strict";
/* The panel: the words that say so, who says so, and how the date was read. */
KG.part("evidence", () => {
  const { data, state, h } = KG;
  const panel = document.getElementById("panel");
  const byId = new Map(data.facts.map((f) => [f.id, f]));
  const claims = new Map();
  for (const fact of data.facts) {
    if (!claims.has(fact.event)) claims.set(fact.event, []);
    claims.get(fact.event).push(fact);
  }
  let opener = null;

  /** Only http and https, checked here again: a page may have been edited. */
  function link(url, text) {
    try {
      const parsed = new URL(url);
      if (parsed.protocol !== "http:" && parsed.protocol !== "https:") return null;
      return h("a", { href: parsed.href, target: "_blank", rel: "noopener noreferrer", referrerpolicy: "no-referrer" }, text);
    } catch {
      return null;
    }
  }

  /** The sentence with the quote marked. Offsets count code points, so the text is split into them. */
  function sentence(fact) {
    const points = Array.from(fact.context);
    const start = fact.at[0];
    const pieces = [];
    let done = 0;
    for (const [a, b] of [...fact.spans].sort((x, y) => x[0] - y[0])) {
      const from = Math.min(points.length, Math.max(done, a - start));
      const to = Math.min(points.length, Math.max(from, b - start));
      if (to === from) continue;
      pieces.push(points.slice(done, from).join(""), h("mark", {}, points.slice(from, to).join("")));
      done = to;
    }
    pieces.push(points.slice(done).join(""));
    return h("blockquote", { class: "sentence", dir: "auto" }, pieces);
  }

  function chain(fact) {
    const first = KG.source(fact);
    const links = [h("li", {}, h("bdi", {}, KG.cut(first, 80)))];
    for (const holder of fact.holders) {
      links.push(h("li", {}, actorButton(holder)));
    }
    return h("ol", { class: "chain", "aria-label": "Who says so" }, links);
  }

  function actorButton(i, role) {
    const button = h("button", { type: "button", class: "actor", on: { click: () => select(`a:${data.actors[i].id}`) } },
      h("bdi", {}, KG.cut(KG.name(i), 120)));
    return role ? h("span", { class: "role" }, h("span", { class: "role-name" }, role), button) : button;
  }

  function row(term, ...value) {
    return [h("dt", {}, term), h("dd", {}, ...value)];
  }

  const RULE = (text) => text.replace(/[-_]/g, " ");
  function reading(fact) {
    if (!fact.words && !fact.rule && !fact.from && !fact.to) return null;
    const steps = [];
    if (fact.words) steps.push(h("q", {}, fact.words));
    if (fact.rule) steps.push(` read as ${RULE(fact.rule)}`);
    if (fact.anchor) {
      const published = data.articles[fact.article].published;
      const base = fact.anchor === "published" ? `publication${published ? `, ${KG.day(published)}` : ""}` : fact.anchor;
      steps.push(`, counted from ${base}`);
    }
    if (fact.edtf) steps.push(" ", h("code", {}, fact.edtf));
    return steps.length ? row("Date read", ...steps) : null;
  }

  function citation(fact) {
    const article = data.articles[fact.article];
    const where = fact.spans.map(([a, b]) => `${a}–${b}`).join(", ");
    const parts = [`“${fact.quote}”`, [article.outlet, article.title && `“${article.title}”`, KG.day(article.published)].filter(Boolean).join(", "),
      `${article.file}, characters ${where}`, article.url];
    return parts.filter(Boolean).join(". ");
  }

  async function copy(text, button) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      const area = h("textarea", { class: "hidden" });
      area.value = text;
      document.body.append(area);
      area.select();
      document.execCommand("copy");
      area.remove();
    }
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = "Copy citation"), 1600);
  }

  function card(fact, shown) {
    const article = data.articles[fact.article];
    const title = article.title || article.file;
    const button = h("button", { type: "button", class: "quiet copy", on: { click: () => copy(citation(fact), button) } }, "Copy citation");
    const doubts = [fact.certainty !== "certain" && fact.certainty, fact.polarity === "negative" && "negated"].filter(Boolean);
    return h("article", { class: "card", "data-fact": fact.id },
      h("p", { class: "card-status" }, KG.sign(fact), KG.status(fact.status).label,
        doubts.length ? h("span", { class: "doubt" }, doubts.join(", ")) : null,
        !shown && h("span", { class: "doubt" }, "outside the filters")),
      chain(fact), sentence(fact),
      h("p", { class: "source" }, (article.url && link(article.url, KG.cut(title, 200))) || h("cite", {}, KG.cut(title, 200)),
        h("span", {}, [article.outlet, article.published ? KG.day(article.published) : "undated"].filter(Boolean).join(" · "))),
      h("dl", { class: "small" }, row("When", KG.when(fact)), reading(fact),
        row("Where in text", `${article.file}, characters ${fact.spans.map(([a, b]) => `${a}–${b}`).join(", ")}`)),
      button);
  }

  function eventPanel(fact, shown) {
    const all = claims.get(fact.event);
    const rest = all.filter((f) => f !== fact);
    const conflict = new Set(all.map((f) => f.status)).size > 1;
    return [
      h("p", { class: "kicker" }, KG.sign(fact), `${KG.type(fact.type).label} · ${KG.status(fact.status).label}`),
      h("h2", {}, KG.cut(fact.text, 400)),
      h("dl", {}, row("When", KG.when(fact)), fact.place && row("Where", KG.cut(fact.place, 200)),
        fact.actors.length ? row("Who", fact.actors.map(([a, role]) => actorButton(a, role))) : null,
        row("Sources", `${fact.sources} article${fact.sources === 1 ? "" : "s"}`)),
      card(fact, shown.has(fact)),
      rest.length ? h("h3", {}, `${rest.length} more claim${rest.length === 1 ? "" : "s"} about this event`) : null,
      conflict ? h("p", { class: "note" }, "The claims give this event different statuses. All are kept.") : null,
      rest.slice(0, 50).map((f) => card(f, shown.has(f))),
    ];
  }

  function actorPanel(index, shown) {
    const facts = data.facts.filter((f) => f.who.includes(index));
    const visible = facts.filter((f) => shown.has(f));
    const key = data.actors[index].id;
    const only = h("button", { type: "button", class: "quiet", on: { click: () => KG.filters.toggle("actor", key) } },
      state.actor.has(key) ? "Remove this filter" : "Show only this actor");
    return [
      h("p", { class: "kicker" }, data.actors[index].kind || "actor"),
      h("h2", {}, h("bdi", {}, KG.cut(KG.name(index), 400))),
      data.actors[index].aliases.length ? h("p", { class: "note" }, "Also ", h("bdi", {}, KG.cut(data.actors[index].aliases.join(", "), 300))) : null,
      h("p", { class: "note" }, `${visible.length} of ${facts.length} facts with this name are inside the filters.`), only,
      h("ul", { class: "facts" }, [...visible].sort((a, b) => (a.from || "9").localeCompare(b.from || "9")).slice(0, 200).map((f) =>
        h("li", {}, h("button", { type: "button", on: { click: () => select(`f:${f.id}`) } },
          KG.sign(f), h("span", {}, h("span", { class: "day" }, KG.when(f)), KG.cut(f.text, 140)))))),
    ];
  }

  /** Selects `f:<fact>` or `a:<actor>`; `null` closes the panel. */
  function select(sel) {
    if (sel && !panel.contains(document.activeElement)) opener = document.activeElement;
    KG.update({ sel }, "select");
    if (sel) panel.focus({ preventScroll: true });
    else if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }

  function selectedEvent() {
    return state.sel && state.sel.startsWith("f:") ? byId.get(state.sel.slice(2))?.event ?? null : null;
  }

  function draw(shownList) {
    const shown = new Set(shownList);
    let inside = null;
    if (state.sel?.startsWith("f:")) {
      const fact = byId.get(state.sel.slice(2));
      if (fact) inside = eventPanel(fact, shown);
    } else if (state.sel?.startsWith("a:")) {
      const index = data.actors.findIndex((a) => a.id === state.sel.slice(2));
      if (index >= 0) inside = actorPanel(index, shown);
    }
    panel.hidden = !inside;
    document.getElementById("body").classList.toggle("with-panel", Boolean(inside));
    if (!inside) return panel.replaceChildren();
    const close = h("button", { type: "button", class: "close", "aria-label": "Close evidence", on: { click: () => select(null) } }, "×");
    panel.replaceChildren(close, ...inside.flat().filter(Boolean));
    panel.scrollTop = 0;
    return undefined;
  }

  panel.tabIndex = -1;
  return { draw, select, selectedEvent };
});
