"use strict";
/* Which facts are shown: the switch, the search, the facets with their counts (they are the legend too). */
KG.filters = (() => {
  const { data, state, h, glyph, FACETS } = KG;
  const TITLES = { type: "Type", status: "Status", actor: "Actor", source: "Source", certainty: "Certainty" };
  const ORDER = { status: Object.keys(KG.STATUS), certainty: ["certain", "probable", "possible", "underspecified"] };
  const FIRST = 8;
  const open = new Set();
  const collapsed = new Set(matchMedia("(max-height: 950px)").matches ? ["certainty"] : []);

  const actorKey = (i) => data.actors[i].id;
  const actorNames = new Map(data.actors.map((a) => [a.id, a.name]));
  for (const fact of data.facts) {
    fact.who = [...new Set([...fact.actors.map(([a]) => a), ...fact.holders])];
    const article = data.articles[fact.article];
    const words = [fact.text, fact.quote, KG.type(fact.type).label, fact.type, KG.status(fact.status).label, fact.place || "",
      article.title || "", article.outlet || "", fact.words || "", fact.from || "", ...fact.who.flatMap((i) => [data.actors[i].name, ...data.actors[i].aliases])];
    fact.hay = KG.fold(words.join("\n"));
    fact.keys = {
      type: [fact.type], status: [fact.status], certainty: [fact.certainty], source: [KG.source(fact)],
      actor: fact.who.map(actorKey),
    };
  }
  KG.allFirst = !data.facts.some((f) => f.asserted && KG.type(f.type).shown);

  /** For each fact the number of facets that keep it out, and which one if it is a single one. */
  function sieve() {
    const terms = KG.fold(state.q).split(/\s+/).filter(Boolean);
    const shown = [];
    const counts = Object.fromEntries(FACETS.map((f) => [f, new Map()]));
    for (const fact of data.facts) {
      if (!state.all && !fact.asserted) continue;
      if (!terms.every((t) => fact.hay.includes(t))) continue;
      const against = FACETS.filter((f) => !passes(fact, f));
      if (against.length === 0) shown.push(fact);
      for (const facet of against.length === 0 ? FACETS : against.length === 1 ? against : []) {
        for (const key of fact.keys[facet]) counts[facet].set(key, (counts[facet].get(key) || 0) + 1);
      }
    }
    return { shown, counts };
  }

  function passes(fact, facet) {
    if (state[facet].size) return fact.keys[facet].some((key) => state[facet].has(key));
    return facet !== "type" || KG.type(fact.type).shown;
  }

  /** The shown claims of each event, the one that stands for it first (as in kg.render.network). */
  function group(shown) {
    const events = new Map();
    for (const fact of shown) {
      if (!events.has(fact.event)) events.set(fact.event, []);
      events.get(fact.event).push(fact);
    }
    const date = (f) => data.articles[f.article].published || "";
    const before = (a, b) => a.holders.length > 0 !== b.holders.length > 0
      ? (a.holders.length > 0) - (b.holders.length > 0)
      : date(a) !== date(b) ? (date(a) < date(b) ? 1 : -1) : a.id < b.id ? -1 : 1;
    for (const claims of events.values()) claims.sort(before);
    return events;
  }

  function label(facet, key) {
    if (facet === "type") return KG.type(key).label;
    if (facet === "status") return KG.status(key).label;
    if (facet === "actor") return actorNames.get(key) || key;
    return facet === "certainty" ? key.charAt(0).toUpperCase() + key.slice(1) : key;
  }

  function sign(facet, key) {
    if (facet === "status") return glyph(key, null);
    if (facet !== "type") return null;
    const kind = data.facts.find((f) => f.type === key);
    return glyph(kind && kind.kind === "statement" ? "said" : "occurred", KG.type(key).colour);
  }

  function sorted(facet, counts) {
    const keys = [...new Set([...counts.keys(), ...state[facet]])];
    const rank = ORDER[facet];
    return keys.sort((a, b) => rank ? rank.indexOf(a) - rank.indexOf(b)
      : (counts.get(b) || 0) - (counts.get(a) || 0) || label(facet, a).localeCompare(label(facet, b), "en"));
  }

  function choice(facet, key, count) {
    const box = h("input", { type: "checkbox", value: key, "data-facet": facet, on: { change: () => toggle(facet, key) } });
    box.checked = state[facet].has(key);
    return h("label", { class: "choice", title: null }, box, sign(facet, key),
      h("span", { class: "name" }, h("bdi", {}, KG.cut(label(facet, key), 120))), h("span", { class: "count" }, String(count)));
  }

  function toggle(facet, key) {
    const chosen = new Set(state[facet]);
    if (!chosen.delete(key)) chosen.add(key);
    KG.update({ [facet]: chosen }, "filter");
  }

  function facetBox(facet, counts) {
    const keys = sorted(facet, counts);
    if (!keys.length) return null;
    const most = ORDER[facet] || open.has(facet) ? 200 : FIRST + (keys.length - FIRST === 1 ? 1 : 0);
    const more = keys.length - most;
    const box = h("details", { class: "facet", "data-name": facet, open: !collapsed.has(facet) || state[facet].size > 0 },
      h("summary", {}, TITLES[facet]),
      h("div", { class: "choices" }, keys.slice(0, most).map((k) => choice(facet, k, counts.get(k) || 0))),
      more > 0 && !open.has(facet) && h("button", { type: "button", class: "quiet more", on: { click: () => { open.add(facet); KG.update({}, "filter"); } } }, `Show ${more} more`),
      more > 0 && open.has(facet) && h("p", { class: "note" }, `${more} more: use the search.`));
    box.addEventListener("toggle", () => (box.open ? collapsed.delete(facet) : collapsed.add(facet)));
    return box;
  }

  function draw(counts) {
    const host = document.getElementById("facets");
    const active = document.activeElement;
    const held = host.contains(active) && active.dataset.facet ? [active.dataset.facet, active.value] : null;
    host.replaceChildren(...FACETS.map((f) => facetBox(f, counts[f])).filter(Boolean));
    if (held) [...host.querySelectorAll("input")].find((i) => i.dataset.facet === held[0] && i.value === held[1])?.focus();
    for (const radio of document.querySelectorAll("#switch input")) radio.checked = (radio.value === "1") === state.all;
    document.getElementById("switch-note").textContent = state.all
      ? "Everything found, with plans, denials and what others claim."
      : "What an article itself reports as done, under way or called off, and who said what.";
    const active2 = FACETS.some((f) => state[f].size) || state.q;
    document.getElementById("clear").hidden = !active2;
    const chosen = FACETS.reduce((n, f) => n + state[f].size, 0);
    document.getElementById("filter-button").textContent = chosen ? `Filters (${chosen})` : "Filters";
  }

  function clear() {
    const none = Object.fromEntries(FACETS.map((f) => [f, new Set()]));
    KG.update({ ...none, q: "" }, "filter");
  }

  return { sieve, group, draw, clear, toggle, actorKey };
})();
