"use strict";
/* Ties the views together: one state, one filter, three ways to look. */
KG.part("page", () => {
  const { data, state } = KG;
  const $ = (id) => document.getElementById(id);
  const VIEWS = ["graph", "timeline", "table"];
  let result = null;

  function tally({ shown }, events) {
    const articles = new Set(shown.map((f) => f.article)).size;
    let first = "", last = "";
    for (const { from, to } of shown) {
      for (const day of [from, to]) {
        if (day && (!first || day < first)) first = day;
        if (day && day > last) last = day;
      }
    }
    const parts = [`${shown.length} of ${data.facts.length} facts`, KG.many(events.size, "event or statement", "events and statements"), KG.many(articles, "article")];
    if (first) parts.push(first === last ? KG.day(first) : `${KG.day(first)} – ${KG.day(last)}`);
    $("tally").textContent = parts.join(" · ");
  }

  /** How many facts would be shown if plans and claims were. */
  function hidden() {
    if (state.all) return 0;
    state.all = true;
    const { shown } = passed();
    state.all = false;
    return shown.length;
  }

  /** What passes the filters, and of that what the neighbourhood or the path leaves. */
  function passed() {
    const all = KG.sieve.run(), within = KG.finding.within(all.shown);
    return within ? KG.sieve.run(within) : all;
  }

  /** Says that nothing is shown, and offers what brings something. */
  function empty(shown) {
    $("empty").hidden = shown.length > 0;
    if (shown.length) return;
    const none = data.facts.length === 0, more = hidden(), narrowed = none && KG.narrowed;
    const why = narrowed ? "No fact in the store passes what is asked for above. Take a condition away."
      : none ? "This page was made from a store without facts. Add articles, then render again." : "No fact passes these filters and this search.";
    const act = () => (more ? KG.update({ all: true }, "filter") : KG.filters.clear());
    $("empty").replaceChildren(KG.h("h2", {}, none && !narrowed ? "No facts yet" : "Nothing matches"), KG.h("p", {}, why),
      none ? "" : KG.h("button", { type: "button", class: "quiet", on: { click: act } }, more ? `Include plans and claims (${more.toLocaleString("en")})` : "Clear all filters"));
  }

  /** Everything anew: what passes, then all that shows it. */
  function filter() {
    result = passed();
    result.events = KG.sieve.group(result.shown);
    KG.paint.now.path = KG.finding.lines();
    KG.filters.draw(result.counts);
    KG.asof.draw();
    KG.legend.draw();
    KG.trail.draw(result.events);
    KG.brush.draw(result.spread);
    KG.search.show();
    tally(result, result.events);
    empty(result.shown);
    panel();
    view(true);
  }

  /** The evidence of what is selected, and under its name what can be done with it. */
  function panel() {
    KG.evidence.draw(result.shown);
    const tools = KG.trail.tools();
    if (tools) $("panel").querySelector("h2")?.after(tools);
  }
  KG.result = () => result;

  /** Draws the view in front; the others are drawn when they come to the front. */
  const stale = new Set();
  function view(changed) {
    if (changed) VIEWS.forEach((v) => stale.add(v));
    for (const name of VIEWS) {
      const on = state.view === name, tab = $(`tab-${name}`);
      $(name).hidden = !on;
      tab.setAttribute("aria-selected", String(on));
      tab.tabIndex = on ? 0 : -1;
    }
    document.body.dataset.view = state.view;
    if (!stale.delete(state.view)) return;
    if (state.view === "table") KG.table.draw(result.shown, changed);
    else KG[state.view].draw(result.events);
    if (state.view === "graph") graphTools();
  }

  function graphTools() {
    const count = KG.graph.undated();
    $("jump").hidden = state.relations || !count || count === result.events.size;
    $("jump").textContent = `No date (${count})`;
    $("jump").setAttribute("aria-pressed", String(state.nodate));
    $("relations").setAttribute("aria-pressed", String(state.relations));
    $("unpin").hidden = !state.relations || !state.pins.size;
    if (!state.relations) KG.relations.hide();
  }

  KG.listeners.push((what) => {
    if (what === "all" || what === "filter") filter();
    if (what === "all") select();
    else if (what === "view") { view(false); KG[state.view].select(); }
    else if (what === "graph") { stale.add("graph"); view(false); KG.graph.select(); }
    else if (what === "pins") { KG.relations.fasten(); graphTools(); panel(); }
    else if (what === "sort") KG.table.draw(result.shown, false);
    else if (what === "select" && !KG.trail.follow()) { panel(); select(); }
  });

  function select() {
    KG[state.view].select();
    if (state.view === "graph") graphTools();
  }

  for (const name of VIEWS) {
    $(`tab-${name}`).addEventListener("click", () => KG.update({ view: name }, "view"));
    $(`tab-${name}`).addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: 2 }[event.key];
      if (!step) return;
      const next = VIEWS[(VIEWS.indexOf(name) + step) % 3];
      KG.update({ view: next }, "view");
      $(`tab-${next}`).focus();
    });
  }
  for (const radio of document.querySelectorAll("#switch input")) radio.addEventListener("change", () => KG.update({ all: radio.value === "1" }, "filter"));
  $("clear").addEventListener("click", KG.filters.clear);
  $("filter-button").addEventListener("click", () => {
    const on = $("body").classList.toggle("with-filters");
    $("filter-button").setAttribute("aria-expanded", String(on));
  });
  $("done").addEventListener("click", () => { $("filter-button").click(); $("filter-button").focus(); });
  $("main").addEventListener("pointerdown", () => { if ($("body").classList.contains("with-filters")) $("filter-button").click(); });
  $("zoom-in").addEventListener("click", () => KG.graph.zoom(1.25));
  $("zoom-out").addEventListener("click", () => KG.graph.zoom(0.8));
  $("zoom-fit").addEventListener("click", () => KG.graph.fitAll());
  $("jump").addEventListener("click", () => KG.graph.jump(!state.nodate));
  $("relations").addEventListener("click", () => KG.update({ relations: !state.relations }, "graph"));
  $("unpin").addEventListener("click", () => KG.update({ pins: new Map() }, "pins"));
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) && !/^(checkbox|radio|range)$/.test(event.target.type);
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Escape") {
      if ($("body").classList.contains("with-filters")) $("filter-button").click();
      else if (state.sel) KG.evidence.select(null);
    }
  });
  const repaint = () => { KG.graph.repaint(); KG.brush.paint(); KG.filters.draw(result.counts); KG.trail.draw(result.events); panel(); stale.add("timeline").add("table"); view(false); };
  KG.darkQuery.addEventListener("change", repaint);
  KG.printQuery.addEventListener("change", repaint);
  addEventListener("beforeprint", () => KG.table.draw(result.shown, true, Infinity));
  addEventListener("hashchange", () => { KG.readHash(); KG.graph.again(); filter(); select(); });

  KG.readHash();
  filter();
  if (state.sel) select();
});
