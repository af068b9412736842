"use strict";
/* What the reader has chosen: one state, which the address holds and which can be undone. */
{
  const VIEWS = ["graph", "timeline", "table"];
  const FACETS = ["type", "status", "actor", "source", "certainty", "sources"];
  const listeners = [];
  /** Days are ISO; `near` is a list of [node, steps], `path` two nodes (the second `null` while it is being
      chosen), `pins` places of nodes among the relations, `at` the part of the lanes in view, `span` the days in
      view of the timeline. A node is
      `a:` and an actor's id, or `e:` and an event's. */
  const state = {
    view: "graph", q: "", all: false, sel: null, edge: null, sort: "date", relations: false, nodate: false, brush: null, undated: false, asof: null,
    near: [], path: null, pins: new Map(), at: null, span: null, ...Object.fromEntries(FACETS.map((f) => [f, new Set()])),
  };

  /** Takes a change, tells every view, and writes the address. `what` names what changed: filter, view, sort,
      select, graph (how it is drawn), pins, or all. Steps of one `gesture` (typing, dragging) are undone together. */
  function update(change, what, gesture = null) {
    if ("sel" in change && !("edge" in change)) change.edge = null;
    Object.assign(state, change);
    for (const listener of listeners) listener(what);
    write();
    remember(gesture);
  }

  function search() {
    const hash = new URLSearchParams();
    if (state.view !== "graph") hash.set("view", state.view);
    if (state.relations) hash.set("relations", "1");
    if (state.nodate) hash.set("nodate", "1");
    if (state.q) hash.set("q", state.q);
    if (state.all !== KG.allFirst) hash.set("all", state.all ? "1" : "0");
    for (const facet of FACETS) for (const value of state[facet]) hash.append(facet, value);
    if (state.brush) hash.set("brush", state.brush.join("_"));
    if (state.undated) hash.set("undated", "1");
    if (state.asof) hash.set("asof", state.asof);
    for (const [node, steps] of state.near) hash.append("near", `${steps}~${node}`);
    if (state.path) for (const node of state.path) if (node) hash.append("path", node);
    for (const [node, [x, y]] of state.pins) hash.append("pin", `${Math.round(x)}~${Math.round(y)}~${node}`);
    if (state.sel) hash.set("sel", state.sel);
    if (state.sel && state.edge) hash.set("edge", state.edge);
    if (state.sort !== "date") hash.set("sort", state.sort);
    return hash;
  }

  /** Writes the address; browsers refuse too many writes in a short time, so that quick ones wait. */
  let waiting = 0;
  function write() {
    clearTimeout(waiting);
    waiting = setTimeout(writeNow, Date.now() - written < 300 ? 300 : 0);
  }
  let written = 0;
  function writeNow() {
    const hash = search();
    if (state.at) hash.set("at", state.at.map((n) => Math.round(n * 100) / 100).join("_"));
    if (state.span) hash.set("span", state.span.join("_"));
    if (KG.embed === "hash") hash.set("embed", "1");
    const text = hash.toString();
    if (`#${text}` !== (location.hash || "#")) { history.replaceState(null, "", `#${text}`); written = Date.now(); }
  }

  const DAY = /^\d{4}-\d{2}-\d{2}$/;
  const isDay = (text) => DAY.test(text || "") && !Number.isNaN(KG.days(text));
  /** Reads an address; what it does not know or cannot read is left out. */
  function read(text) {
    const hash = new URLSearchParams(text);
    state.view = VIEWS.includes(hash.get("view")) ? hash.get("view") : "graph";
    state.relations = hash.get("relations") === "1";
    state.nodate = hash.get("nodate") === "1";
    state.q = hash.get("q") || "";
    state.all = hash.has("all") ? hash.get("all") === "1" : KG.allFirst;
    for (const facet of FACETS) state[facet] = new Set(hash.getAll(facet));
    const brush = (hash.get("brush") || "").split("_");
    state.brush = brush.length === 2 && brush.every(isDay) && brush[0] <= brush[1] ? brush : null;
    state.undated = hash.get("undated") === "1";
    state.asof = isDay(hash.get("asof")) ? hash.get("asof") : null;
    state.near = hash.getAll("near").map((n) => /^([1-3])~([ae]:.+)$/su.exec(n)).filter(Boolean).map((m) => [m[2], Number(m[1])]);
    const path = hash.getAll("path").filter((n) => /^[ae]:/.test(n));
    state.path = path.length ? [path[0], path[1] || null] : null;
    state.pins = new Map(hash.getAll("pin").map((p) => /^(-?\d+)~(-?\d+)~([ae]:.+)$/su.exec(p)).filter(Boolean).map((m) => [m[3], [Number(m[1]), Number(m[2])]]));
    const at = (hash.get("at") || "").split("_").map(Number);
    state.at = at.length === 3 && at.every(Number.isFinite) && at[2] > 0 ? at : null;
    const span = (hash.get("span") || "").split("_");
    state.span = span.length === 2 && span.every(isDay) && span[0] < span[1] ? span : null;
    state.sel = hash.get("sel");
    state.edge = state.sel ? hash.get("edge") : null;
    state.sort = hash.get("sort") || "date";
  }

  const past = [], future = [];
  let now = null, last = { gesture: null, time: 0 };
  /** Keeps the state that was, unless the same gesture goes on. */
  function remember(gesture) {
    const next = search().toString();
    if (now === null || next === now) { now = next; return; }
    const same = gesture !== null && gesture === last.gesture && Date.now() - last.time < 1200;
    last = { gesture, time: Date.now() };
    if (!same) past.push(now);
    if (past.length > 200) past.shift();
    future.length = 0;
    now = next;
    steps();
  }

  function steps() {
    for (const [id, list] of [["undo", past], ["redo", future]]) {
      const button = document.getElementById(id);
      if (button) button.disabled = !list.length;
    }
  }

  function step(from, to) {
    if (!from.length) return;
    to.push(now);
    now = from.pop();
    last = { gesture: null, time: 0 };
    const { at, span } = state;
    read(now);
    Object.assign(state, { at, span });
    for (const listener of listeners) listener("all");
    write();
    steps();
  }

  /** Takes the address of the window. */
  function readHash() {
    const text = location.hash.slice(1);
    read(text);
    remember(null);
  }

  Object.assign(KG, {
    state, FACETS, VIEWS, listeners, update, write, writeNow, readHash, allFirst: false,
    undo: () => step(past, future), redo: () => step(future, past),
  });
}
