"use strict";
/* Ties the views together: one state, one filter, three ways to look. */
KG.part("page", () => {
  const { data, state } = KG;
  const $ = (id) => document.getElementById(id);
  const VIEWS = ["graph", "timeline", "table"];
  let result = null, pending = 0;

  function tally({ shown }, events) {
    const articles = new Set(shown.map((f) => f.article)).size;
    const dates = shown.flatMap((f) => [f.from, f.to]).filter(Boolean).sort();
    const parts = [`${shown.length} of ${data.facts.length} facts`, `${events.size} event${events.size === 1 ? "" : "s"} and statements`, `${articles} article${articles === 1 ? "" : "s"}`];
    if (dates.length) parts.push(dates[0] === dates[dates.length - 1] ? KG.day(dates[0]) : `${KG.day(dates[0])} – ${KG.day(dates[dates.length - 1])}`);
    $("tally").textContent = parts.join(" · ");
  }

  function empty(shown) {
    $("empty").hidden = shown.length > 0;
    const none = data.facts.length === 0;
    const act = () => (state.all ? KG.filters.clear() : KG.update({ all: true }, "filter"));
    $("empty").replaceChildren(KG.h("h2", {}, none ? "No facts yet" : "Nothing matches"),
      KG.h("p", {}, none ? "This page was made from a store without facts. Add articles, then render again." : "No fact passes these filters and this search."),
      none ? "" : KG.h("button", { type: "button", class: "quiet", on: { click: act } }, state.all ? "Clear all filters" : "Include plans and claims"));
  }

  function filter() {
    result = KG.sieve.run();
    result.events = KG.sieve.group(result.shown);
    KG.filters.draw(result.counts);
    tally(result, result.events);
    empty(result.shown);
    KG.evidence.draw(result.shown);
    view(true);
  }

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
    $("jump").hidden = state.relations || !count;
    $("jump").textContent = `No date (${count})`;
    $("jump").setAttribute("aria-pressed", String(KG.graph.behind()));
    $("key").hidden = state.relations;
  }

  KG.listeners.push((what) => {
    if (what === "all") { $("search").value = state.q; filter(); KG[state.view].select(); }
    else if (what === "filter") filter();
    else if (what === "view") { view(false); KG[state.view].select(); }
    else if (what === "sort") KG.table.draw(result.shown, false);
    else if (what === "select") {
      KG.evidence.draw(result.shown);
      KG[state.view].select();
      if (state.view === "graph") graphTools();
    }
  });

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
  $("search").addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(() => KG.update({ q: $("search").value }, "filter"), data.facts.length > 1500 ? 140 : 40);
  });
  $("clear").addEventListener("click", () => { $("search").value = ""; KG.filters.clear(); });
  $("filter-button").addEventListener("click", () => {
    const on = $("body").classList.toggle("with-filters");
    $("filter-button").setAttribute("aria-expanded", String(on));
  });
  $("done").addEventListener("click", () => { $("filter-button").click(); $("filter-button").focus(); });
  $("main").addEventListener("pointerdown", () => { if ($("body").classList.contains("with-filters")) $("filter-button").click(); });
  $("zoom-in").addEventListener("click", () => KG.graph.zoom(1.25));
  $("zoom-out").addEventListener("click", () => KG.graph.zoom(0.8));
  $("zoom-fit").addEventListener("click", () => KG.graph.fitAll());
  $("jump").addEventListener("click", () => { KG.graph.jump(!KG.graph.behind()); graphTools(); });
  $("relations").addEventListener("click", () => { KG.graph.relations(!state.relations); KG.graph.draw(result.events); graphTools(); KG.graph.select(); });
  document.addEventListener("keydown", (event) => {
    const typing = /^(input|textarea|select)$/i.test(event.target.tagName) && event.target.type !== "checkbox" && event.target.type !== "radio";
    if (event.key === "/" && !typing) { event.preventDefault(); $("search").focus(); }
    if (event.key === "Escape") {
      if ($("body").classList.contains("with-filters")) $("filter-button").click();
      else if (state.sel) KG.evidence.select(null);
    }
  });
  const repaint = () => { KG.graph.repaint(); KG.filters.draw(result.counts); KG.evidence.draw(result.shown); stale.add("timeline").add("table"); view(false); };
  KG.darkQuery.addEventListener("change", repaint);
  KG.printQuery.addEventListener("change", repaint);
  addEventListener("beforeprint", () => KG.table.draw(result.shown, true, Infinity));
  addEventListener("hashchange", () => { KG.readHash(); $("search").value = state.q; filter(); KG[state.view].select(); });

  $("key").append(...KG.key());
  KG.readHash();
  $("search").value = state.q;
  filter();
  if (state.sel) KG[state.view].select();
});
