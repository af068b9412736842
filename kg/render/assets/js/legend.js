"use strict";
/* The key under the graph. Shapes and statuses in it are switches: they filter as the facets do. */
KG.part("legend", () => {
  const { data, state, h } = KG;
  const host = document.getElementById("key");
  const families = Object.keys(KG.SHAPE).map((shape) => [shape, Object.keys(data.types).filter((t) => data.types[t].shape === shape)]).filter(([, types]) => types.length);
  const used = new Set(data.facts.map((f) => f.status));
  const STATUSES = [["planned", ["planned", "proposed"]], ["called off", ["cancelled", "postponed"]], ["denied, if", ["denied", "hypothetical"]]]
    .map(([words, all]) => [words, all.filter((s) => used.has(s))]).filter(([, all]) => all.length);

  function line(dash, end) {
    const root = KG.svg("svg", { viewBox: "0 -6 34 12", width: 34, height: 12, "aria-hidden": "true" });
    root.append(KG.svg("path", { d: end ? "M1,0H28" : "M1,0H33", stroke: "currentColor", "stroke-width": 1.6, fill: "none", "stroke-dasharray": dash.join(" ") || "none" }));
    if (end) root.append(KG.svg("path", { d: end, fill: "currentColor" }));
    return root;
  }

  /** Chooses all values of an entry, or takes them off again. */
  function toggle(facet, values) {
    const chosen = new Set(state[facet]), on = values.every((v) => chosen.has(v));
    for (const value of values) if (on) chosen.delete(value); else chosen.add(value);
    KG.update({ [facet]: chosen }, "filter");
  }

  const entry = (facet, values, picture, words) => h("li", {}, h("button", {
    type: "button", "aria-pressed": String(values.every((v) => state[facet].has(v))), on: { click: () => toggle(facet, values) },
  }, picture, words));

  function draw() {
    const held = host.contains(document.activeElement) ? document.activeElement.textContent : null;
    host.replaceChildren(
      ...families.map(([shape, types]) => entry("type", types, KG.glyph("occurred", null, shape), KG.SHAPE[shape].label)),
      ...STATUSES.map(([words, all]) => entry("status", all, line(KG.status(all[0]).line), words)),
      h("li", {}, line([], "M25,0a3.4,3.4 0 1,0 6.8,0a3.4,3.4 0 1,0 -6.8,0z"), "acts, takes part"),
      h("li", {}, line([], "M25,-4.5L33,0L25,4.5z"), "is acted on"),
      h("li", {}, line([], "M25,-3.4h6.8v6.8h-6.8z"), "claims it"),
      h("li", {}, line([2, 3]), "days it may be"));
    if (held) [...host.querySelectorAll("button")].find((b) => b.textContent === held)?.focus();
  }
  return { draw };
});
