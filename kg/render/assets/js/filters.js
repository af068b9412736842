"use strict";
/* The switch and the facets with their counts; they are the legend too. */
KG.part("filters", () => {
  const { data, state, h, glyph, FACETS } = KG;
  const TITLES = { type: "Type", status: "Status", actor: "Actor", source: "Source", certainty: "Certainty", sources: "Independent sources" };
  const ORDER = { status: Object.keys(KG.STATUS), certainty: ["certain", "probable", "possible", "underspecified"], sources: KG.sieve.SOURCES };
  const FIRST = 8;
  const open = new Set();
  const collapsed = new Set(matchMedia("(max-height: 950px)").matches ? ["certainty"] : []);

  const actorNames = new Map(data.actors.map((a) => [a.id, a.name]));

  function label(facet, key) {
    if (facet === "type") return KG.type(key).label;
    if (facet === "status") return KG.status(key).label;
    if (facet === "actor") return actorNames.get(key) || key;
    if (facet === "sources") return { 1: "One", 2: "Two" }[key] || "Three or more";
    return facet === "certainty" ? key.charAt(0).toUpperCase() + key.slice(1) : key;
  }

  function sign(facet, key) {
    if (facet === "status") return glyph(key, null);
    if (facet !== "type") return null;
    return glyph("occurred", KG.type(key).colour, KG.type(key).shape);
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
    const chosen = FACETS.reduce((n, f) => n + state[f].size, 0) + (state.asof ? 1 : 0);
    document.getElementById("clear").hidden = !(chosen || state.q || state.brush || state.near.length || state.path);
    document.getElementById("filter-button").textContent = chosen ? `Filters (${chosen})` : "Filters";
  }

  /** Takes off all that narrows the view; the switch stays as it is. */
  function clear() {
    const none = Object.fromEntries(FACETS.map((f) => [f, new Set()]));
    KG.update({ ...none, q: "", brush: null, asof: null, near: [], path: null }, "all");
  }

  return { draw, clear, toggle, label, TITLES };
});
