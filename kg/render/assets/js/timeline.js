"use strict";
/* Events along vis-timeline: a sign at a day, a bar over the days that an uncertain date leaves open, a number
   where many stand close together, and a lane for what has no date. */
KG.part("timeline", () => {
  const { data, state, h, many } = KG;
  const host = document.getElementById("chart"), undated = document.getElementById("undated");
  const note = document.getElementById("span-note");
  const UNDATED = -1, DAY = 864e5;
  const WINDOWS = { decades: 365.25 * 60, years: 365.25 * 8, months: 420, days: 24 };
  const still = matchMedia("(prefers-reduced-motion: reduce)");
  let chart = null, items = null, groups = null, ready = false, framed = null, moving = false;
  let entries = [], byEvent = new Map(), cursor = null, without = 0;

  const bare = (text) => text.replace(/^According to [^:“”]{1,120}: (?=.)/s, "");
  function label(item) {
    if (!item) return "";
    if (item.bunch) return h("span", { class: "item" }, h("b", {}, String(item.bunch.length)), ` ${item.bunch.length === 1 ? "event" : "events"}`);
    return item.fact ? h("span", { class: "item" }, KG.sign(item.fact), h("bdi", {}, KG.cut(bare(item.fact.text), 46))) : "";
  }

  function groupLabel(group) {
    if (!group) return "";
    if (group.id === UNDATED) return h("span", { class: "lane" }, h("span", {}, "No date"), h("small", {}, "by day of report"));
    const { label: name, colour, shape } = KG.type(group.type);
    return h("span", { class: "lane" }, h("span", { class: "item" }, KG.glyph(group.kind === "statement" ? "said" : "occurred", colour, shape), h("bdi", {}, KG.cut(name, 40))));
  }

  /** Where an event stands: its days, or in the lane of the undated the day on which it was reported. */
  function entry(event, claims, rank) {
    const dated = claims.find((c) => c.from || c.to);
    const fact = dated || claims[0];
    const day = dated ? fact.from || fact.to : data.articles[fact.article].published;
    if (!day) return { event, fact, start: null };
    const start = KG.days(day), end = dated && fact.from && fact.to ? KG.days(fact.to) : start;
    return { event, fact, start, end, lane: dated ? rank.get(fact.type) : UNDATED };
  }

  function lanes(events) {
    const count = new Map(), kind = new Map();
    for (const claims of events.values()) {
      const fact = claims.find((c) => c.from || c.to);
      if (fact) { count.set(fact.type, (count.get(fact.type) || 0) + 1); kind.set(fact.type, fact.kind); }
    }
    const last = (name) => Number(kind.get(name) === "statement");
    const order = [...count].sort((a, b) => last(a[0]) - last(b[0]) || b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([name]) => name);
    return order.map((type, id) => ({ id, type, kind: kind.get(type) }));
  }

  function build() {
    KG.library("vis-timeline");
    items = new vis.DataSet();
    groups = new vis.DataSet();
    chart = new vis.Timeline(host, items, groups, {
      onInitialDrawComplete: begin, template: label, groupTemplate: groupLabel, groupOrder: (a, b) => a.id - b.id, orientation: "top", height: "100%", maxHeight: "100%",
      stack: true, selectable: true, showCurrentTime: false, verticalScroll: true, horizontalScroll: true, horizontalScrollKey: "shiftKey", zoomKey: "ctrlKey",
      zoomMin: DAY * 2, zoomMax: DAY * 365.25 * 400, margin: { item: { horizontal: 12, vertical: 6 }, axis: 8 }, showTooltips: false,
      moment: (time) => vis.moment(time).utc(), xss: { disabled: false },
    });
    chart.on("click", ({ item, what }) => { if (what !== "axis") open(item); });
    chart.on("rangechanged", ({ byUser }) => {
      if (byUser || moving) { state.span = range().map(KG.iso); KG.write(); }
      moving = false;
      refresh();
    });
    new ResizeObserver(() => { if (ready && host.clientWidth) requestAnimationFrame(refresh); }).observe(host);
  }

  function open(id) {
    if (id === null || id === undefined) return KG.evidence.select(null);
    const item = items.get(id);
    if (!item?.bunch) return item && KG.evidence.select(`f:${item.fact.id}`);
    const [from, to] = [item.first, item.last];
    if (to - from >= 2) return look(from - (to - from) * 0.15 - 1, to + (to - from) * 0.3 + 2);
    return KG.evidence.showList(`${many(item.bunch.length, "event")}, ${KG.when({ from: KG.iso(from), to: KG.iso(to) })}`, item.bunch.map((e) => e.fact));
  }

  const look = (from, to) => { moving = true; chart.setWindow(new Date(from * DAY), new Date(to * DAY), { animation: still.matches ? false : { duration: 250 } }); };
  const range = () => { if (!ready) return null; const { start, end } = chart.getWindow(); return [start / DAY, end / DAY]; };

  /** The lanes, and what stands in them by date; `lost` has no place on any axis. */
  function plan(events) {
    const kinds = lanes(events), rank = new Map(kinds.map((row) => [row.type, row.id]));
    const all = [...events].map(([event, claims]) => entry(event, claims, rank));
    const placed = all.filter((e) => e.start !== null).sort((a, b) => a.start - b.start || a.event - b.event);
    const undatedLane = placed.some((e) => e.lane === UNDATED) ? [{ id: UNDATED, className: "no-date" }] : [];
    return { rows: [...undatedLane, ...kinds], entries: placed, lost: all.filter((e) => e.start === null) };
  }

  function draw(events) {
    if (!chart) build();
    const { rows, lost, entries: placed } = plan(events);
    entries = placed;
    byEvent = new Map(entries.map((e) => [e.event, e]));
    if (cursor !== null && !byEvent.has(cursor)) cursor = null;
    without = entries.filter((e) => e.lane === UNDATED).length;
    groups.clear();
    groups.add(rows);
    items.clear();
    drawLost(lost);
    const brush = state.brush ? state.brush.join() : null;
    if (ready && brush && brush !== framed) frame();
    framed = brush;
    refresh();
    select();
  }

  /** Draws anew what the window shows at its scale. */
  function refresh() {
    if (!ready) return;
    const [from, to] = range();
    const alone = new Set([cursor, KG.evidence.selectedEvent()]);
    const { drawn, step, inView } = KG.bins.bins(entries, { from, to, width: host.clientWidth || 800, loose: UNDATED, alone });
    const fresh = new Map(drawn.map((d) => { const item = d.group ? heap(d) : single(d.entry); return [item.id, item]; }));
    items.remove(items.getIds().filter((id) => !fresh.has(id)));
    items.update([...fresh.values()].filter((item) => { const old = items.get(item.id); return !old || old.mark !== item.mark; }));
    chart.setSelection(alone.has(KG.evidence.selectedEvent()) && items.get(KG.evidence.selectedEvent()) ? [KG.evidence.selectedEvent()] : []);
    tell(from, to, step, inView, drawn);
  }

  const at = (day) => new Date(day * DAY);
  function single({ event, fact, lane, start, end }) {
    const item = { id: event, fact, group: lane, start: at(start), mark: `${fact.id}${cursor === event}` };
    const classes = cursor === event ? "cursor" : "";
    const sure = lane === UNDATED || !fact.from || !fact.to || fact.from === fact.to;
    return sure ? { ...item, type: "point", className: classes } : { ...item, type: "range", end: at(end + 1), className: `unsure ${classes}` };
  }
  const heap = ({ key, group, lane, start, end }) => ({ id: key, bunch: group, group: lane, first: start, last: end, start: at(start), end: at(end + 1), type: "range", className: "bunch", mark: `${group.length}${start}${end}` });

  function tell(from, to, step, inView, drawn) {
    const grouped = drawn.filter((d) => d.group).reduce((n, d) => n + d.group.filter((e) => e.end >= from && e.start <= to).length, 0);
    const dated = inView.filter((e) => e.lane !== UNDATED).length;
    const parts = [`${KG.day(KG.iso(from))} – ${KG.day(KG.iso(to))}`, `${dated.toLocaleString("en")} of ${many(entries.length - without, "dated event")} in view`];
    if (without) parts.push(`${(inView.length - dated).toLocaleString("en")} of ${without.toLocaleString("en")} undated`);
    if (grouped) parts.push(`${grouped.toLocaleString("en")} shown as numbers, by ${step}`);
    note.textContent = parts.join(" · ");
    const span = to - from;
    const nearest = Object.entries(WINDOWS).sort((a, b) => Math.abs(Math.log(a[1] / span)) - Math.abs(Math.log(b[1] / span)))[0][0];
    for (const button of document.querySelectorAll("[data-span]")) button.setAttribute("aria-pressed", String(button.dataset.span === nearest));
  }

  /** The brush, or the shortest stretch that holds four fifths, so that one old date does not press the rest together. */
  function frame() {
    const days = entries.filter((e) => e.lane !== UNDATED).map((e) => e.start);
    if (!days.length) days.push(...entries.map((e) => e.start));
    if (!days.length) return;
    if (state.brush) return chart.setWindow(at(KG.days(state.brush[0]) - 1), at(KG.days(state.brush[1]) + 2), { animation: false });
    const most = Math.ceil(days.length * 0.8);
    let low = days[0], high = days[days.length - 1];
    for (let i = 0; i + most <= days.length; i += 1) if (days[i + most - 1] - days[i] < high - low) [low, high] = [days[i], days[i + most - 1]];
    const room = Math.max(6, (high - low) * 0.12);
    chart.setWindow(at(low - room), at(high + room * 2.2), { animation: false });
  }

  /** vis-timeline takes a window, and knows where an item is, only after it has drawn once. */
  function begin() {
    ready = true;
    if (state.span) chart.setWindow(...state.span.map((day) => at(KG.days(day))), { animation: false });
    else frame();
    requestAnimationFrame(() => { refresh(); select(); });
  }

  /** Neither dated nor in an article of a known day: these have no place on any axis. */
  function drawLost(lost) {
    undated.hidden = !lost.length;
    undated.parentElement.classList.toggle("nowhere", lost.length > 0 && !entries.length);
    undated.replaceChildren(h("h2", {}, `No date, and in articles without one (${lost.length})`),
      h("ul", {}, lost.slice(0, 300).map(({ fact }) => h("li", {},
        h("button", { type: "button", class: "item", on: { click: () => KG.evidence.select(`f:${fact.id}`) } }, KG.sign(fact), h("bdi", {}, KG.cut(fact.text, 46)))))));
  }

  function select() {
    if (!ready) return;
    refresh();
    const event = KG.evidence.selectedEvent();
    if (event !== null && items.get(event)) reveal(event);
  }

  function reveal(event) {
    const { start, end } = byEvent.get(event), [from, to] = range();
    if (end < from + (to - from) * 0.02 || start > to - (to - from) * 0.15) chart.moveTo(at(start), { animation: false });
    requestAnimationFrame(() => { if (items.get(event)) chart.focus(event, { animation: false, zoom: false }); });
  }

  /** Zooms about the chosen event, else the middle. */
  function zoom(factor) {
    const [from, to] = range(), chosen = byEvent.get(KG.evidence.selectedEvent() ?? cursor);
    const inside = chosen && chosen.start >= from && chosen.start <= to;
    const middle = inside ? chosen.start : (from + to) / 2, span = Math.min(365.25 * 400, Math.max(2, (to - from) * factor));
    const share = inside ? (middle - from) / (to - from) : 0.5;
    look(middle - span * share, middle + span * (1 - share));
  }
  const fit = () => { if (entries.length) look(entries[0].start - 10, Math.max(...entries.map((e) => e.end)) + 30); };

  /** Arrow keys: left and right to the events before and after, up and down to the lanes above and below. */
  function step(key) {
    const now = byEvent.get(cursor ?? KG.evidence.selectedEvent());
    let next;
    if (!now) { const [from] = range(); next = entries.find((e) => e.start >= from) || entries[0]; }
    else if (key === "ArrowLeft" || key === "ArrowRight") {
      const row = entries.filter((e) => e.lane === now.lane);
      next = row[row.indexOf(now) + (key === "ArrowRight" ? 1 : -1)];
    } else {
      const ahead = entries.filter((e) => (key === "ArrowDown" ? e.lane > now.lane : e.lane < now.lane));
      const lane = ahead.reduce((l, e) => (l === null || (key === "ArrowDown" ? e.lane < l : e.lane > l) ? e.lane : l), null);
      next = ahead.filter((e) => e.lane === lane).sort((a, b) => Math.abs(a.start - now.start) - Math.abs(b.start - now.start))[0];
    }
    if (!next) return;
    cursor = next.event;
    refresh();
    reveal(cursor);
    KG.cite.say(`${next.fact.text}, ${KG.when(next.fact)}, ${KG.status(next.fact.status).label}`);
  }

  host.addEventListener("keydown", (event) => {
    const { key } = event;
    if (event.ctrlKey || event.metaKey || event.altKey || !chart) return;
    if (key.startsWith("Arrow")) step(key);
    else if (key === "+" || key === "=") zoom(0.7);
    else if (key === "-") zoom(1.4);
    else if (key === "0") fit();
    else if (key === "PageDown" || key === "PageUp") { const [from, to] = range(), by = (to - from) * (key === "PageDown" ? 0.8 : -0.8); look(from + by, to + by); }
    else if (key === "Enter" && cursor !== null) KG.evidence.select(`f:${byEvent.get(cursor).fact.id}`);
    else return;
    event.preventDefault();
  });
  for (const button of document.querySelectorAll("[data-span]")) button.addEventListener("click", () => { const [from, to] = range(); zoom(WINDOWS[button.dataset.span] / (to - from)); });
  document.getElementById("span-in").addEventListener("click", () => zoom(0.7));
  document.getElementById("span-out").addEventListener("click", () => zoom(1.4));
  document.getElementById("span-fit").addEventListener("click", fit);

  return { draw, select, plan, bare, entries: () => entries, range };
});
