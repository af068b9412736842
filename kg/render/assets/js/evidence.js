"use strict";
/* The panel: the words that say so, who says so, and how the date was read. */
KG.part("evidence", () => {
  const { data, state, h, many } = KG;
  const { byId, claims, outside } = KG.history;
  const panel = document.getElementById("panel");
  let opener = null, listed = null, walk = [];

  const row = (term, ...value) => [h("dt", {}, term), h("dd", {}, ...value)];

  function actorButton(i, role) {
    const button = h("button", { type: "button", class: "actor", on: { click: () => select(`a:${data.actors[i].id}`) } },
      h("bdi", {}, KG.cut(KG.name(i), 120)));
    return role ? h("span", { class: "role" }, h("span", { class: "role-name" }, role), button) : button;
  }

  /** Article → outlet → whoever passes it on → who says it. */
  function chain(fact) {
    const said = fact.kind === "statement" && fact.actors.length ? [fact.actors[0][0]] : [];
    const voices = [...fact.holders, ...said.filter((i) => i !== fact.holders[fact.holders.length - 1])];
    return h("ol", { class: "chain", "aria-label": "Who says so" },
      h("li", {}, h("bdi", {}, KG.cut(KG.source(fact), 80))), voices.map((i) => h("li", {}, actorButton(i))));
  }

  /** How the days were read out of the words. */
  function reading(fact) {
    const { published } = data.articles[fact.article];
    const from = fact.anchor === "published" ? `publication${published ? `, ${KG.day(published)}` : ""}` : fact.anchor && `“${KG.cut(fact.anchor, 80)}”`;
    const steps = [
      fact.words && ["Words", h("q", {}, h("bdi", {}, KG.cut(fact.words, 200)))],
      fact.rule && ["Rule", fact.rule.replace(/[-_]/g, " ")],
      from && ["Counted from", h("bdi", {}, from)],
      (fact.from || fact.to) && ["Days", KG.when(fact)],
      fact.edtf && ["EDTF", h("code", {}, fact.edtf)],
    ].filter(Boolean);
    if (!steps.length) return h("p", { class: "note" }, "The article gives no date for this.");
    return h("dl", { class: "small reading", "aria-label": "How the date was read" }, steps.flatMap(([term, value]) => row(term, value)));
  }

  function card(fact, shown, first = false) {
    const article = data.articles[fact.article];
    const title = KG.cut(article.title || article.file, 200);
    const doubts = [fact.certainty !== "certain" && fact.certainty, fact.polarity === "negative" && "negated",
      outside.has(fact) ? "beyond this page’s filter" : !shown && "outside the filters"].filter(Boolean);
    return h("article", { class: "card", "data-fact": fact.id },
      (!first || doubts.length > 0) && h("p", { class: "card-status" }, KG.sign(fact), KG.status(fact.status).label,
        doubts.map((d) => h("span", { class: "doubt" }, KG.cut(d, 60)))),
      chain(fact), KG.words.marked(fact),
      h("p", { class: "source" }, KG.cite.link(article.url, title) || h("cite", {}, title),
        h("span", {}, [article.outlet && KG.cut(article.outlet, 80), article.published ? KG.day(article.published) : "undated"].filter(Boolean).join(" · "))),
      h("details", { class: "fold", open: true }, h("summary", {}, "How the date was read"), reading(fact)),
      h("dl", { class: "small" }, row("In the text", h("bdi", {}, KG.cut(article.file, 120)), `, characters ${KG.cite.places(fact)}`),
        fact.corrected.length ? row("Corrected", fact.corrected.map((c) => h("div", {}, KG.cut(c, 300)))) : null),
      KG.cite.copier("Copy citation", () => KG.cite.citation(fact)));
  }

  function heading(fact) {
    return [
      h("p", { class: "kicker" }, KG.sign(fact), `${KG.type(fact.type).label} · ${KG.status(fact.status).label}`,
        KG.history.disputed(fact) && h("span", { class: "flag" }, "Disputed")),
      h("h2", {}, KG.cut(fact.text, 400)),
    ];
  }

  function more(rest, shown) {
    if (!rest.length) return null;
    return h("details", { class: "fold others", open: rest.length < 4 }, h("summary", {}, `${many(rest.length, "more claim")} about this event`),
      rest.slice(0, 50).map((f) => card(f, shown.has(f))));
  }

  function eventPanel(fact, shown) {
    const rest = (claims.get(fact.of) || []).filter((f) => f !== fact);
    const statuses = new Set([fact, ...rest].map((f) => f.status));
    return [
      heading(fact),
      h("dl", {}, row("When", KG.when(fact)), fact.place && row("Where", KG.cut(fact.place, 200)),
        fact.actors.length ? row("Who", fact.actors.map(([a, role]) => actorButton(a, role))) : null,
        row("Sources", many(fact.sources, "independent article"))),
      KG.history.disagreements(fact), card(fact, shown.has(fact), true),
      KG.history.changes(fact), KG.history.steps(fact),
      statuses.size > 1 ? h("p", { class: "note" }, "The claims give this event different statuses. All are kept.") : null,
      KG.history.sources(fact), more(rest, shown),
    ];
  }

  /** A line between an event and an actor: the claims that name the actor in it. */
  function linkPanel(fact, index, shown) {
    const told = (claims.get(fact.of) || []).filter((f) => f.actors.some(([a]) => a === index) || f.holders.includes(index));
    if (!told.length) return null;
    const roles = new Set(told.flatMap((f) => [...f.actors.filter(([a]) => a === index).map(([, role]) => role), ...(f.holders.includes(index) ? ["claims it"] : [])]));
    return [
      h("p", { class: "kicker" }, `Link · ${[...roles].map((r) => KG.cut(r, 40)).join(", ")}`),
      h("h2", {}, h("bdi", {}, KG.cut(KG.name(index), 200))),
      h("p", { class: "note" }, `${many(told.length, "claim")} put this name into:`),
      h("p", { class: "whole" }, h("button", { type: "button", class: "actor", on: { click: () => select(`f:${told[0].id}`) } }, KG.cut(told[0].text, 300))),
      told.slice(0, 50).map((f) => card(f, shown.has(f))),
    ];
  }

  const start = (f) => f.from || f.to || "9";
  const byDate = (a, b) => (start(a) < start(b) ? -1 : start(a) > start(b) ? 1 : 0);
  function list(facts) {
    return h("ul", { class: "facts" }, [...facts].sort(byDate).slice(0, 200).map((f) => h("li", {}, h("button", { type: "button", on: { click: () => select(`f:${f.id}`) } },
      KG.sign(f), h("span", {}, h("span", { class: "day" }, KG.when(f)), KG.cut(f.text, 140))))));
  }

  function actorPanel(index, shown) {
    const facts = data.facts.filter((f) => f.who.includes(index));
    const visible = facts.filter((f) => shown.has(f));
    const { id, kind, aliases } = data.actors[index];
    return [
      h("p", { class: "kicker" }, KG.cut(kind || "actor", 80)),
      h("h2", {}, h("bdi", {}, KG.cut(KG.name(index), 400))),
      aliases.length ? h("p", { class: "note" }, "Also ", h("bdi", {}, KG.cut(aliases.join(", "), 300))) : null,
      h("p", { class: "note" }, `${visible.length} of ${many(facts.length, "fact")} with this name are inside the filters.`),
      h("button", { type: "button", class: "quiet", on: { click: () => KG.filters.toggle("actor", id) } }, state.actor.has(id) ? "Remove this filter" : "Show only this actor"),
      list(visible), visible.length > 200 ? h("p", { class: "note" }, `${visible.length - 200} more: see the table.`) : null,
    ];
  }

  const listPanel = () => [h("p", { class: "kicker" }, many(listed.facts.length, "event")), h("h2", {}, listed.title), list(listed.facts),
    listed.facts.length > 200 ? h("p", { class: "note" }, `${listed.facts.length - 200} more: see the table.`) : null];

  /** Selects `f:<fact>` or `a:<actor>`; with `edge`, `<actor>|<role>`, the link of the fact's event to that actor.
      `null` closes the panel. */
  function select(sel, edge = null) {
    if (!panel.contains(document.activeElement)) opener = document.activeElement;
    listed = null;
    KG.update({ sel, edge }, "select");
    if (sel) panel.focus({ preventScroll: true });
    else if (opener && opener.isConnected) opener.focus({ preventScroll: true });
  }

  /** Facts that stand too close together to be told apart. */
  function showList(title, facts) {
    select(null);
    listed = { title, facts };
    KG.update({}, "select");
    panel.focus({ preventScroll: true });
  }

  function selectedEvent() {
    const event = state.sel?.startsWith("f:") ? byId.get(state.sel.slice(2))?.event : null;
    return event === undefined || event === null || event < 0 ? null : event;
  }

  const actorAt = (id) => data.actors.findIndex((a) => a.id === id);

  function inside(shown) {
    const { sel } = state;
    if (!sel) return listed && listPanel();
    const fact = sel.startsWith("f:") && byId.get(sel.slice(2));
    const other = fact && state.edge ? actorAt(state.edge.slice(0, state.edge.lastIndexOf("|"))) : -1;
    if (fact) return (other >= 0 && linkPanel(fact, other, shown)) || eventPanel(fact, shown);
    const index = sel.startsWith("a:") ? actorAt(sel.slice(2)) : -1;
    return index >= 0 ? actorPanel(index, shown) : null;
  }

  /** The event before or after in time, of those that are shown. */
  function neighbour(step) {
    const now = walk.findIndex((f) => f.of === byId.get(state.sel.slice(2))?.of);
    return walk[now < 0 ? 0 : now + step] ?? null;
  }

  function bar() {
    const button = (label, sign, step) => {
      const to = state.sel?.startsWith("f:") ? neighbour(step) : null;
      return h("button", { type: "button", class: "icon", "aria-label": label, disabled: !to, on: { click: () => { select(`f:${to.id}`); document.querySelector(`#panel [aria-label="${label}"]`)?.focus(); } } }, sign);
    };
    return h("div", { class: "panel-bar" }, button("Event before", "‹", -1), button("Next event", "›", 1),
      h("button", { type: "button", class: "icon close", "aria-label": "Close evidence", on: { click: () => select(null) } }, "×"));
  }

  function draw(shownList) {
    const content = state.sel || listed ? inside(new Set(shownList)) : null;
    panel.hidden = !content;
    document.getElementById("body").classList.toggle("with-panel", Boolean(content));
    if (!content) return panel.replaceChildren();
    const seen = new Set();
    walk = [...shownList].sort(byDate).filter((f) => !seen.has(f.of) && seen.add(f.of));
    panel.replaceChildren(bar(), ...content.flat().filter(Boolean));
    panel.scrollTop = 0;
    return undefined;
  }

  panel.tabIndex = -1;
  return { draw, select, selectedEvent, showList };
});
