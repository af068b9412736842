"use strict";
/* The same events along vis-timeline: a sign at a day, a bar where the date is uncertain. */
KG.part("timeline", () => {
  const { data, state, h, glyph } = KG;
  const MOST = 1200;
  const host = document.getElementById("vis");
  const undated = document.getElementById("undated");
  let chart = null, items = null, groups = null, ready = false;
  const next = (iso) => new Date((KG.days(iso) + 1) * 864e5);

  function label(item) {
    if (!item || !item.fact) return "";
    return h("span", { class: "item" }, KG.sign(item.fact), h("bdi", {}, KG.cut(item.fact.text, 46)));
  }

  function groupLabel(group) {
    return group ? h("span", { class: "item" }, glyph(group.kind === "statement" ? "said" : "occurred", KG.type(group.type).colour, KG.type(group.type).shape), h("bdi", {}, KG.cut(KG.type(group.type).label, 40))) : "";
  }

  function item(event, fact, rank) {
    const sure = fact.from && fact.from === fact.to;
    const start = fact.from || fact.to;
    const plain = { id: event, event, fact, group: rank.get(fact.type), start: new Date(KG.days(start) * 864e5) };
    if (sure || !fact.from || !fact.to) return { ...plain, type: "point" };
    return { ...plain, type: "range", end: next(fact.to), className: "unsure" };
  }

  function build(dates) {
    KG.library("vis-timeline");
    items = new vis.DataSet();
    groups = new vis.DataSet();
    chart = new vis.Timeline(host, items, groups, {
      onInitialDrawComplete: () => begin(dates),
      template: label, groupTemplate: groupLabel, groupOrder: (a, b) => a.id - b.id, orientation: "top", height: "100%", maxHeight: "100%",
      stack: true, selectable: true, showCurrentTime: false, verticalScroll: true, zoomKey: "ctrlKey", horizontalScroll: false, zoomMin: 864e5 * 4,
      margin: { item: { horizontal: 12, vertical: 6 }, axis: 8 }, showTooltips: false, moment: (date) => vis.moment(date).utc(), xss: { disabled: false },
    });
    chart.on("select", ({ items: hit }) => {
      const chosen = hit.length ? items.get(hit[0]) : null;
      KG.evidence.select(chosen ? `f:${chosen.fact.id}` : null);
    });
  }

  function draw(events) {
    const dated = [], rest = [];
    for (const [event, claims] of events) {
      const fact = claims.find((c) => c.from || c.to);
      (fact ? dated : rest).push([event, fact || claims[0]]);
    }
    const kept = dated.slice(0, MOST);
    const count = new Map();
    for (const [, fact] of kept) count.set(fact.type, (count.get(fact.type) || 0) + 1);
    const kinds = new Map(kept.map(([, f]) => [f.type, f.kind]));
    const last = (name) => Number(kinds.get(name) === "statement");
    const order = [...count].sort((a, b) => last(a[0]) - last(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
    if (!chart) build(kept.map(([, f]) => KG.days(f.from || f.to)).sort((a, b) => a - b));
    items.clear();
    groups.clear();
    const rank = new Map(order.map((type, i) => [type, i]));
    groups.add(order.map((type, i) => ({ id: i, type, kind: kinds.get(type) })));
    items.add(kept.map(([event, fact]) => item(event, fact, rank)));
    drawUndated(rest, dated.length - kept.length);
    select();
  }

  /** The shortest stretch that holds four fifths, so that one old date does not press the rest together. */
  function frame(days) {
    if (!days.length) return;
    const most = Math.ceil(days.length * 0.8);
    let low = days[0], high = days[days.length - 1];
    for (let i = 0; i + most <= days.length; i += 1) {
      if (days[i + most - 1] - days[i] < high - low) [low, high] = [days[i], days[i + most - 1]];
    }
    const room = Math.max(6, (high - low) * 0.12);
    chart.setWindow(new Date((low - room) * 864e5), new Date((high + room * 2.2) * 864e5), { animation: false });
  }

  /** vis-timeline takes a window, and knows where an item is, only after it has drawn once. */
  function begin(dates) {
    ready = true;
    frame(dates);
    requestAnimationFrame(select);
  }

  function drawUndated(rest, left) {
    undated.replaceChildren(
      left > 0 ? h("p", { class: "note" }, `${left} more dated events are not drawn here: narrow the filters, or see the table.`) : "",
      rest.length ? h("h3", {}, `No date (${rest.length})`) : "",
      h("ul", {}, rest.slice(0, 300).map(([event, fact]) => h("li", {},
        h("button", { type: "button", class: "item", on: { click: () => KG.evidence.select(`f:${fact.id}`) } }, KG.sign(fact), h("bdi", {}, KG.cut(fact.text, 46)))))));
    undated.hidden = !rest.length && left <= 0;
  }

  function select() {
    if (!ready) return;
    const event = KG.evidence.selectedEvent();
    chart.setSelection(event !== null && items.get(event) ? [event] : []);
    if (event !== null && items.get(event)) chart.focus(event, { animation: false, zoom: false });
  }

  return { draw, select };
});
