"use strict";
/* Data, state and small tools that every view shares. Text reaches the page by textContent alone. */
const KG = (() => {
  const read = (id) => JSON.parse(document.getElementById(id).textContent);
  const data = read("story");
  const drawn = read("network");

  /** How a status is drawn: outline, filled or not, dashes of outline and line, a mark inside. */
  const CIRCLE = "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z";
  const STATUS = {
    occurred: { label: "Occurred", body: CIRCLE, fill: true, line: [] },
    ongoing: { label: "Ongoing", body: CIRCLE, mark: "M-2.6,0a2.6,2.6 0 1,0 5.2,0a2.6,2.6 0 1,0 -5.2,0z", line: [] },
    said: { label: "Said", body: "M-6,-5.5h12v8h-6l-4,4v-4h-2z", fill: true, line: [] },
    planned: { label: "Planned", body: CIRCLE, line: [7, 4] },
    proposed: { label: "Proposed", body: CIRCLE, dash: [2.4, 2.2], line: [3, 4] },
    postponed: { label: "Postponed", body: CIRCLE, mark: "M-3,0h6M0.6,-2.6l2.6,2.6l-2.6,2.6", line: [9, 3, 2, 3] },
    cancelled: { label: "Cancelled", body: CIRCLE, mark: "M-2.7,-2.7l5.4,5.4M2.7,-2.7l-5.4,5.4", line: [9, 3, 2, 3] },
    denied: { label: "Denied", body: CIRCLE, mark: "M-4.2,4.2l8.4,-8.4", line: [2, 4] },
    hypothetical: { label: "Hypothetical", body: "M0,-6.8l6.8,6.8l-6.8,6.8l-6.8,-6.8z", dash: [2.4, 2.2], line: [2, 4] },
    unknown: { label: "Status unknown", body: "M-5.2,-5.2h10.4v10.4h-10.4z", line: [2, 4] },
  };
  const status = (name) => (Object.hasOwn(STATUS, name) ? STATUS[name] : STATUS.unknown);
  const type = (name) => (Object.hasOwn(data.types, name) ? data.types[name] : null) || { label: name, colour: "#7c7f86", shown: true };

  /** An element with properties and children; strings become text nodes, never markup. */
  function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
    return element;
  }

  function svg(tag, props) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
    return element;
  }

  /** The sign of a status in the colour of a type (or of the text around it). */
  function glyph(name, colour) {
    const sign = status(name);
    const root = svg("svg", { viewBox: "-8 -8 16 16", class: "glyph", "aria-hidden": "true", focusable: "false" });
    const tint = colour ? shade(colour) : "currentColor";
    const body = { d: sign.body, stroke: tint, "stroke-width": 1.7, fill: sign.fill ? tint : "none" };
    if (sign.dash) body["stroke-dasharray"] = sign.dash.join(" ");
    root.append(svg("path", body));
    if (sign.mark) root.append(svg("path", { d: sign.mark, stroke: tint, "stroke-width": 1.7, fill: name === "ongoing" ? tint : "none" }));
    return root;
  }

  /** The key to the graph's lines: what their ends and their dashes mean. */
  function key() {
    const sample = (d, dash, end) => {
      const root = svg("svg", { viewBox: "0 -6 34 12", width: 34, height: 12, "aria-hidden": "true" });
      root.append(svg("path", { d, stroke: "currentColor", "stroke-width": 1.6, fill: "none", "stroke-dasharray": dash.join(" ") || "none" }));
      if (end) root.append(svg("path", { d: end, fill: "currentColor" }));
      return root;
    };
    const LINE = "M1,0H28";
    const rows = [
      [sample(LINE, [], "M25,0a3.4,3.4 0 1,0 6.8,0a3.4,3.4 0 1,0 -6.8,0z"), "acts, takes part"], [sample(LINE, [], "M25,-4.5L33,0L25,4.5z"), "is acted on"],
      [sample(LINE, [], "M25,-3.4h6.8v6.8h-6.8z"), "claims it"], [sample("M1,0H33", STATUS.planned.line), "planned"],
      [sample("M1,0H33", STATUS.cancelled.line), "called off"], [sample("M1,0H33", STATUS.denied.line), "denied, if"],
      [sample("M1,3H33", [2, 3]), "days it may be"],
    ];
    return rows.map(([line, words]) => h("li", {}, line, words));
  }

  const darkQuery = matchMedia("(prefers-color-scheme: dark)");
  const printQuery = matchMedia("print");
  const isDark = () => darkQuery.matches && !printQuery.matches;
  /** The colour, lifted towards white on a dark page so that it keeps a contrast of three to one. */
  function shade(colour) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) return "#7c7f86";
    const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    const light = parts.map((c) => (isDark() ? Math.round(c + (255 - c) * 0.42) : c));
    return `rgb(${light.join(",")})`;
  }

  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  function day(iso) {
    if (!iso) return "";
    const [y, m, d] = iso.split("-").map(Number);
    return `${d} ${MONTHS[m - 1]} ${y}`;
  }
  /** The days a fact may denote, in words; never one day where the text leaves several. */
  function when(fact) {
    if (!fact.from && !fact.to) return "No date";
    if (fact.from === fact.to) return day(fact.from);
    if (!fact.to) return `From ${day(fact.from)}`;
    if (!fact.from) return `Until ${day(fact.to)}`;
    const [a, b] = [day(fact.from).split(" "), day(fact.to).split(" ")];
    if (fact.from.endsWith("-01-01") && fact.to.endsWith("-12-31")) return a[2] === b[2] ? a[2] : `${a[2]} – ${b[2]}`;
    if (a[0] === "1" && a[1] === b[1] && a[2] === b[2] && days(fact.to) === lastDay(fact.from)) return `${a[1]} ${a[2]}`;
    if (a[2] !== b[2]) return `${a.join(" ")} – ${b.join(" ")}`;
    return a[1] === b[1] ? `${a[0]}–${b[0]} ${b[1]} ${b[2]}` : `${a[0]} ${a[1]} – ${b[0]} ${b[1]} ${b[2]}`;
  }
  const days = (iso) => Date.parse(`${iso}T00:00:00Z`) / 864e5;
  const lastDay = (iso) => Date.UTC(Number(iso.slice(0, 4)), Number(iso.slice(5, 7)), 0) / 864e5;

  const fold = (text) => text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  const cut = (text, most) => {
    const points = Array.from(text.slice(0, most * 3));
    return points.length > most ? points.slice(0, most - 1).join("") + "…" : text;
  };
  const name = (i) => data.actors[i].name;
  const source = (fact) => {
    const article = data.articles[fact.article];
    return article.outlet || article.file;
  };

  const listeners = [];
  const state = {
    view: "graph", q: "", all: false, sel: null, sort: "date", relations: false,
    type: new Set(), status: new Set(), certainty: new Set(), source: new Set(), actor: new Set(),
  };
  const FACETS = ["type", "status", "actor", "source", "certainty"];

  /** Takes a change, tells every view, and writes the address. `what` names what changed. */
  function update(change, what) {
    Object.assign(state, change);
    for (const listener of listeners) listener(what);
    write();
  }

  function write() {
    const hash = new URLSearchParams();
    if (state.view !== "graph") hash.set("view", state.view);
    if (state.q) hash.set("q", state.q);
    if (state.all !== KG.allFirst) hash.set("all", state.all ? "1" : "0");
    for (const facet of FACETS) for (const value of state[facet]) hash.append(facet, value);
    if (state.sel) hash.set("sel", state.sel);
    if (state.sort !== "date") hash.set("sort", state.sort);
    const text = hash.toString();
    if (`#${text}` !== (location.hash || "#")) history.replaceState(null, "", `#${text}`);
  }

  function readHash() {
    const hash = new URLSearchParams(location.hash.slice(1));
    const view = hash.get("view");
    state.view = ["graph", "timeline", "table"].includes(view) ? view : "graph";
    state.q = hash.get("q") || "";
    state.all = hash.has("all") ? hash.get("all") === "1" : KG.allFirst;
    for (const facet of FACETS) state[facet] = new Set(hash.getAll(facet));
    state.sel = hash.get("sel");
    state.sort = hash.get("sort") || "date";
  }

  return {
    data, drawn, state, FACETS, STATUS, status, type, h, glyph, key, shade, isDark, darkQuery, printQuery, day, when, days,
    fold, cut, name, source, listeners, update, readHash, allFirst: false, MONTHS,
  };
})();
