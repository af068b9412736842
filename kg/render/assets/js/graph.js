"use strict";
/* Events in time lanes, drawn by vis-network at fixed places; or the relations of what is visible. */
KG.part("graph", () => {
  const { data, state } = KG;
  let drawn = null;
  const box = document.getElementById("canvas");
  const { colours, now, numberOf, AXIS } = KG.paint;
  const MOST_RELATIONS = 400;
  const gutter = () => KG.paint.gutter(box);
  let network = null, nodes = null, edges = null;
  let lanes = [], marks = new Map(), framed = false, moved = false, all = new Map(), behind = false;

  function view() {
    const scale = network.getScale(), { x, y } = network.getViewPosition();
    const w = box.clientWidth / scale / 2, h = box.clientHeight / scale / 2;
    return { left: x - w, right: x + w, top: y - h, bottom: y + h, scale };
  }

  function laneNodes() {
    return [...marks.values()].map((m) => ({ id: data.events[m.event].id, x: m.x + m.w / 2, y: m.y, size: m.w / 2, shape: "custom", ctxRenderer: KG.paint.event }));
  }

  /** Actors on a ring in the order of their lanes, events in the middle of their actors. */
  function relationNodes() {
    const used = [...new Set([...marks.values()].flatMap((m) => m.claims.flatMap((c) => c.who)))].sort((a, b) => a - b);
    const radius = 70 + used.length * 26;
    const place = new Map(used.map((a, i) => [a, [radius * Math.cos((i / used.length) * 6.2832), radius * Math.sin((i / used.length) * 6.2832)]]));
    const list = used.map((a) => ({ id: `a${a}`, x: place.get(a)[0], y: place.get(a)[1], size: 45, shape: "custom", ctxRenderer: KG.paint.actor, mass: 2.2 }));
    let turn = 0;
    for (const m of marks.values()) {
      const who = [...new Set(m.claims.flatMap((c) => c.who))];
      const sum = who.reduce((s, a) => [s[0] + place.get(a)[0], s[1] + place.get(a)[1]], [0, 0]);
      turn += 2.399;
      list.push({ id: data.events[m.event].id, x: sum[0] / (who.length || 1) + 40 * Math.cos(turn), y: sum[1] / (who.length || 1) + 40 * Math.sin(turn), size: 11, shape: "custom", ctxRenderer: KG.paint.event });
    }
    return list;
  }

  function relationEdges() {
    const shown = new Set([...marks.keys()].map((e) => data.events[e].id));
    return drawn.edges.filter((e) => shown.has(e.from) || shown.has(e.to)).map((e, i) => {
      const mark = marks.get(numberOf.get(shown.has(e.from) ? e.from : e.to));
      const dash = KG.status(mark.claims[0].status).line;
      return { id: i, from: e.from, to: e.to, arrows: { to: { enabled: true, scaleFactor: 0.45 } }, color: { color: KG.shade(KG.type(mark.claims[0].type).colour), opacity: 0.65, highlight: colours.accent, hover: colours.accent }, dashes: dash.length ? dash : false, width: 1.2, smooth: false };
    });
  }

  function build() {
    KG.library("vis-network");
    drawn = KG.network();
    KG.paint.readColours();
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(box, { nodes, edges }, {
      ...drawn.options, autoResize: true, interaction: { hover: true, dragNodes: false, multiselect: false, tooltipDelay: 1e9, keyboard: false },
      nodes: { chosen: true }, edges: { smooth: false },
    });
    network.on("beforeDrawing", (ctx) => { if (!state.relations) KG.paint.below(ctx, view()); });
    network.on("afterDrawing", (ctx) => { if (!state.relations) KG.paint.above(ctx, view(), box); });
    network.on("click", click);
    for (const by of ["dragStart", "zoom"]) network.on(by, () => { moved = true; });
    network.on("resize", () => { if (framed && !moved && !state.relations && box.clientWidth) requestAnimationFrame(frame); });
    network.on("hoverNode", ({ node }) => { if (state.relations) hover(numberOf.get(node) ?? null); });
    network.on("blurNode", () => { if (state.relations) hover(null); });
    box.addEventListener("pointermove", (event) => { if (!state.relations && event.pointerType === "mouse" && !event.buttons) hover(hit(event)?.event ?? null); });
    box.addEventListener("wheel", wheel, { capture: true, passive: false });
    box.addEventListener("keydown", keys);
  }

  /** The event whose sign or label is at a place of the canvas; labels in view lie over no other. */
  function hit(event) {
    const place = { x: event.clientX - box.getBoundingClientRect().left, y: event.clientY - box.getBoundingClientRect().top };
    if (place.x < gutter() || place.y < AXIS) return null;
    const { x, y } = network.DOMtoCanvas(place), slack = Math.max(0, 9 / network.getScale() - 9);
    return [...marks.values()].find((m) => x >= m.x - 4 - slack && x <= m.x + m.w + slack && Math.abs(y - m.y) <= 12 + slack) || null;
  }

  function hover(event) {
    if (now.hovered === event) return;
    now.hovered = event;
    box.style.cursor = event === null ? "" : "pointer";
    network.redraw();
  }

  function click({ nodes: found, pointer, event }) {
    if (!state.relations && pointer.DOM.x < gutter() && pointer.DOM.y > AXIS) {
      const y = network.DOMtoCanvas(pointer.DOM).y;
      const lane = lanes.find((l) => y >= l.y && y < l.y + l.height);
      if (lane && lane.actor >= 0) KG.evidence.select(`a:${data.actors[lane.actor].id}`);
      return;
    }
    const mark = state.relations ? marks.get(numberOf.get(found[0])) : hit(event.center ? { clientX: event.center.x, clientY: event.center.y } : event);
    if (mark) KG.evidence.select(`f:${mark.claims[0].id}`);
    else if (state.relations && /^a\d+$/.test(found[0])) KG.evidence.select(`a:${data.actors[Number(found[0].slice(1))].id}`);
    else KG.evidence.select(null);
    return undefined;
  }

  /** The wheel moves, with Ctrl (or a pinch on a touchpad) it zooms, as in maps and drawing programs. */
  function wheel(event) {
    moved = true;
    event.preventDefault();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey) return zoom(Math.exp(-event.deltaY * 0.004), network.DOMtoCanvas({ x: event.offsetX, y: event.offsetY }));
    const { x, y } = network.getViewPosition(), scale = network.getScale();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
    return undefined;
  }

  function zoom(factor, around) {
    moved = true;
    const old = network.getScale(), scale = Math.min(3, Math.max(0.08, old * factor)), centre = network.getViewPosition();
    const fixed = around || centre;
    const position = { x: fixed.x + (centre.x - fixed.x) * (old / scale), y: fixed.y + (centre.y - fixed.y) * (old / scale) };
    network.moveTo({ position, scale, animation: false });
  }

  /** Arrow keys: along the lane, or to the nearest event of the next lane. */
  function keys(event) {
    if (event.key === "+" || event.key === "=") return zoom(1.25);
    if (event.key === "-") return zoom(0.8);
    if (event.key === "Enter" && now.hovered !== null && marks.has(now.hovered)) return KG.evidence.select(`f:${marks.get(now.hovered).claims[0].id}`);
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step || state.relations || !marks.size) return undefined;
    event.preventDefault();
    const all = [...marks.values()];
    const from = marks.get(now.hovered ?? KG.evidence.selectedEvent());
    let next = all[0];
    if (from) {
      const ahead = all.filter((m) => (step[0] ? m.lane === from.lane && Math.sign(m.x - from.x || m.y - from.y) === step[0] : Math.sign(m.lane - from.lane) === step[1]));
      const far = (m) => (step[0] ? Math.abs(m.x - from.x) * 4 + Math.abs(m.y - from.y) : Math.abs(m.lane - from.lane) * 1e5 + Math.abs(m.x - from.x));
      next = ahead.sort((a, b) => far(a) - far(b))[0] || from;
    }
    now.hovered = next.event;
    reveal(next);
    document.getElementById("tally").textContent = `${next.claims[0].text}, ${KG.when(next.claims[0])}, ${KG.status(next.claims[0].status).label}`;
    network.redraw();
    return undefined;
  }

  function reveal(mark) {
    const v = view(), s = v.scale;
    const inside = mark.x > v.left + (gutter() + 10) / s && mark.x + 120 < v.right && mark.y > v.top + (AXIS + 12) / s && mark.y < v.bottom - 20 / s;
    if (inside) return;
    moved = true;
    const { x, y } = network.getViewPosition();
    const dx = Math.min(0, mark.x - v.left - (gutter() + 40) / s) || Math.max(0, mark.x + 200 - v.right);
    const dy = Math.min(0, mark.y - v.top - (AXIS + 30) / s) || Math.max(0, mark.y + 40 / s - v.bottom);
    network.moveTo({ position: { x: x + dx, y: y + dy }, animation: false });
  }

  /** At a size that can be read: all if it fits, else the stretch of time that holds the most, begun a little
      earlier where it would cut a label in two. */
  function frame() {
    moved = false;
    if (state.relations || !marks.size) return network.fit({ animation: false });
    const row = [...marks.values()].sort((a, b) => a.x - b.x);
    const room = box.clientWidth - gutter() - 30, right = Math.max(...row.map((m) => m.x + m.w)), left = row[0].x;
    const scale = Math.min(1.1, Math.max(box.clientWidth < 560 ? 0.85 : 0.95, room / (right - left)));
    const span = room / scale;
    let start = left;
    if (right - left > span && !behind) {
      let best = 0, tail = 0;
      row.forEach((m, i) => { while (tail < i && row[tail].x < m.x + 120 - span) tail += 1; if (i - tail > best) { best = i - tail; start = row[tail].x; } });
      const most = start - span / 4;
      for (const m of row.toReversed()) if (m.x < start && m.x + m.w > start && m.x >= most) start = m.x;
    }
    network.moveTo({ scale, animation: false, position: { x: start - (gutter() + 16) / scale + box.clientWidth / scale / 2, y: -(AXIS + 4) / scale + box.clientHeight / scale / 2 } });
    return undefined;
  }

  const isUndated = (event) => data.undated !== null && data.events[event].x >= data.undated;
  /** How many of the shown events have no date. */
  const undated = () => [...all.keys()].filter(isUndated).length;

  /** What is drawn: in the lanes either what has a date or what has none, among relations both. */
  function chosen() {
    const count = undated();
    if (!count || count === all.size) behind = count > 0;
    return state.relations ? all : new Map([...all].filter(([event]) => isUndated(event) === behind));
  }

  /** Turns to the undated events, or back to the dates. */
  function jump(there) {
    behind = there;
    framed = false;
    draw(all);
  }

  /** Everything, however small. */
  function fitAll() {
    moved = true;
    if (state.relations || !marks.size) return network.fit({ animation: false });
    const all = [...marks.values()], right = Math.max(...all.map((m) => m.x + m.w)), left = Math.min(...all.map((m) => m.x));
    const last = lanes[lanes.length - 1], bottom = last.y + last.height;
    const scale = Math.min(1.2, (box.clientWidth - gutter() - 40) / (right - left), (box.clientHeight - AXIS - 12) / bottom);
    network.moveTo({ scale, animation: false, position: { x: left - (gutter() + 20) / scale + box.clientWidth / scale / 2, y: -(AXIS + 4) / scale + box.clientHeight / scale / 2 } });
    return undefined;
  }

  function draw(events) {
    if (!network) build();
    all = events;
    KG.lanes.pack(chosen());
    ({ lanes, marks } = KG.lanes);
    if (now.hovered !== null && !marks.has(now.hovered)) now.hovered = null;
    edges.clear();
    nodes.clear();
    nodes.add(state.relations ? relationNodes() : laneNodes());
    if (state.relations) settle();
    else if (!framed) { framed = true; frame(); }
    network.redraw();
  }

  /** Forces run only on what is visible, to the end and out of sight; then all stands still. */
  function settle() {
    if (marks.size > MOST_RELATIONS) { edges.add(relationEdges()); return; }
    edges.add(relationEdges());
    network.setOptions({ physics: { enabled: true, solver: "barnesHut", barnesHut: { gravitationalConstant: -2600, centralGravity: 1.1, springLength: 70, springConstant: 0.05, avoidOverlap: 0.4 }, stabilization: { iterations: 220, fit: true } } });
    network.stabilize(220);
    network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: { enabled: false } }); network.fit({ animation: false }); });
  }

  function select() {
    if (!network) return;
    const event = KG.evidence.selectedEvent();
    if (event !== null && !state.relations && all.has(event) && isUndated(event) !== behind) jump(!behind);
    const mark = event === null ? null : marks.get(event);
    network.selectNodes(mark ? [data.events[event].id] : [], false);
    if (mark && !state.relations) requestAnimationFrame(() => reveal(mark));
    network.redraw();
  }

  function relations(on) {
    state.relations = on;
    framed = false;
    document.getElementById("relations").setAttribute("aria-pressed", String(on));
  }

  /** Where on the canvas a drawn event's sign stands, in pixels of the window. */
  function where(id) {
    const mark = marks.get(numberOf.get(id));
    return mark ? network.canvasToDOM({ x: mark.x + 8, y: mark.y }) : null;
  }

  const repaint = () => { if (network) { KG.paint.readColours(); network.redraw(); } };
  return { draw, select, zoom, fitAll, jump, undated, behind: () => behind, relations, repaint, where };
});
