"use strict";
/* Events in time lanes, drawn by vis-network at fixed places; or the relations of what is visible. */
KG.graph = (() => {
  const { data, drawn, state } = KG;
  const box = document.getElementById("canvas");
  const ROW = 25, PAD = 9, AXIS = 34, SLANT = 5, GAP = 16, MOST_RELATIONS = 400;
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const lefts = data.events.map((e) => e.x);
  const axis = data.axis.map(([iso, x]) => [KG.days(iso), x]);
  const laneOf = new Map();
  const numberOf = new Map(data.events.map((e, i) => [e.id, i]));
  let network = null, nodes = null, edges = null;
  let colours = {}, lanes = [], marks = new Map(), hovered = null, framed = false;


  function findLanes() {
    const owner = data.owners;
    data.events.forEach((_, i) => laneOf.set(i, owner[i]));
  }

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ink", "soft", "faint", "line", "paper", "band", "accent", "wash"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  /** x of a day: between the fixed points of the elastic scale it is even. */
  function xOf(day) {
    if (!axis.length) return 0;
    let low = 0, high = axis.length - 1;
    if (day <= axis[0][0]) return axis[0][1];
    if (day >= axis[high][0]) return axis[high][1] + Math.min(250, 9 * (day - axis[high][0]));
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (axis[middle][0] <= day) low = middle; else high = middle;
    }
    const [[d0, x0], [d1, x1]] = [axis[low], axis[high]];
    return x0 + ((day - d0) / (d1 - d0)) * (x1 - x0);
  }

  /** Closes the gaps that filters leave: lanes in their order, each event in the lowest free row. */
  function pack(events) {
    const members = new Map();
    const touched = new Set();
    for (const [event, claims] of events) {
      const lane = laneOf.get(event);
      if (!members.has(lane)) members.set(lane, []);
      members.get(lane).push(event);
      touched.add(lane);
      for (const claim of claims) for (const who of claim.who) if (data.laneOfActor.has(who)) touched.add(data.laneOfActor.get(who));
    }
    lanes = [];
    marks = new Map();
    let y = 0;
    data.lanes.forEach((actor, lane) => {
      if (!touched.has(lane)) return;
      const ends = [];
      for (const event of (members.get(lane) || []).sort((a, b) => lefts[a] - lefts[b] || a - b)) {
        let row = ends.findIndex((end) => end <= lefts[event]);
        if (row < 0) row = ends.length;
        const { w } = data.events[event];
        ends[row] = lefts[event] + row * SLANT + w + GAP;
        marks.set(event, { event, lane: lanes.length, x: lefts[event] + row * SLANT, y: y + PAD + (row + 0.5) * ROW, w, claims: events.get(event) });
      }
      const height = Math.max(1, ends.length) * ROW + 2 * PAD;
      lanes.push({ actor, lane, y, height, name: actor < 0 ? "No named actor" : KG.name(actor) });
      y += height;
    });
    const at = new Map(lanes.map((l, i) => [l.lane, i]));
    for (const mark of marks.values()) {
      mark.links = [];
      const roles = new Map();
      for (const claim of mark.claims) {
        for (const [who, role] of claim.actors) if (!roles.has(who)) roles.set(who, [role, claim.status]);
        for (const who of claim.holders) if (!roles.has(who)) roles.set(who, ["claims", claim.status]);
      }
      for (const [who, [role, status]] of roles) {
        const lane = at.get(data.laneOfActor.get(who));
        if (lane !== undefined && lane !== mark.lane) mark.links.push({ lane, role, status });
      }
    }
  }

  const OUTWARD = new Set(["target", "theme", "beneficiary", "addressee", "place"]);
  const middle = (lane) => lanes[lane].y + lanes[lane].height - 5;

  function view() {
    const scale = network.getScale(), { x, y } = network.getViewPosition();
    const w = box.clientWidth / scale / 2, h = box.clientHeight / scale / 2;
    return { left: x - w, right: x + w, top: y - h, bottom: y + h, scale };
  }

  function beforeDrawing(ctx) {
    if (state.relations) return;
    const v = view();
    lanes.forEach((lane, i) => {
      if (lane.y + lane.height < v.top || lane.y > v.bottom) return;
      ctx.strokeStyle = colours.line; ctx.lineWidth = 1; ctx.setLineDash([]);
      ctx.beginPath(); ctx.moveTo(v.left, middle(i)); ctx.lineTo(v.right, middle(i)); ctx.stroke();
    });
    ctx.lineWidth = 1;
    for (const tick of ticks(v)) {
      if (data.undated !== null && tick.x > data.undated - 28) continue;
      ctx.strokeStyle = colours.line; ctx.setLineDash([1, 4]);
      ctx.beginPath(); ctx.moveTo(tick.x, v.top); ctx.lineTo(tick.x, v.bottom); ctx.stroke();
    }
    if (data.undated !== null) {
      ctx.fillStyle = colours.wash;
      ctx.fillRect(data.undated - 28, v.top, Math.max(0, v.right - data.undated + 28), v.bottom - v.top);
    }
    const chosen = KG.evidence.selectedEvent();
    for (const mark of marks.values()) if (mark.event !== chosen && mark.event !== hovered) links(ctx, mark, v, false);
    for (const mark of marks.values()) if (mark.event === chosen || mark.event === hovered) links(ctx, mark, v, true);
    ctx.setLineDash([]);
  }

  /** Lines down or up to the lanes of the others, and the span of days that the date leaves open. */
  function links(ctx, mark, v, strong) {
    const x = mark.x + 8;
    const fact = mark.claims[0];
    const tint = KG.shade(KG.type(fact.type).colour);
    if (fact.from && fact.to && fact.from !== fact.to) {
      const end = xOf(KG.days(fact.to) + 1);
      ctx.strokeStyle = tint; ctx.globalAlpha = strong ? 1 : 0.45; ctx.lineWidth = strong ? 3 : 2; ctx.setLineDash([2, 3]);
      ctx.beginPath(); ctx.moveTo(x, mark.y + 11); ctx.lineTo(Math.max(x + 6, end), mark.y + 11); ctx.stroke();
    }
    if (x >= v.left && x <= v.right) {
      for (const link of mark.links) {
        const y = middle(link.lane), from = mark.y, down = y > from ? 1 : -1;
        if (Math.max(y, from) < v.top || Math.min(y, from) > v.bottom) continue;
        ctx.strokeStyle = strong ? colours.accent : tint; ctx.globalAlpha = strong ? 1 : 0.5; ctx.lineWidth = strong ? 2 : 1.2;
        ctx.setLineDash(KG.status(link.status).line);
        ctx.beginPath(); ctx.moveTo(x, from + 7 * down); ctx.lineTo(x, y); ctx.stroke();
        ctx.setLineDash([]); ctx.fillStyle = ctx.strokeStyle;
        ctx.beginPath();
        if (OUTWARD.has(link.role)) { ctx.moveTo(x, y); ctx.lineTo(x - 4, y - 7 * down); ctx.lineTo(x + 4, y - 7 * down); }
        else if (link.role === "claims") { ctx.rect(x - 3, y - 3, 6, 6); }
        else ctx.arc(x, y, 3, 0, 7);
        ctx.fill();
      }
    }
    ctx.globalAlpha = 1;
  }

  /** Dates to write on the axis: months (or years), days where there is room, and the first date
      after a stretch that the elastic scale presses together. Months win over days. */
  function candidates(scale) {
    const found = [];
    for (let i = 0; i < axis.length; i += 1) {
      const [d0, x0] = axis[i], [d1, x1] = axis[i + 1] || [d0 + 40, xOf(d0 + 40)];
      const dense = ((x1 - x0) / (d1 - d0)) * scale;
      const [p0, px] = axis[i - 1] || [d0 - 1e4, x0];
      if ((x0 - px) / (d0 - p0) < 1.5) found.push([d0, 2]);
      if (dense < 0.12 || d1 - d0 > 20000) continue;
      for (let d = d0; d < d1; d += 1) {
        const date = new Date(d * 864e5), n = date.getUTCDate();
        if (n === 1 && (dense >= 0.8 || date.getUTCMonth() === 0)) found.push([d, date.getUTCMonth() ? 1 : 2]);
        else if (dense >= 9 && (n - 1) % 7 === 0 && n < 29) found.push([d, 0]);
        else if (dense >= 60) found.push([d, -1]);
      }
    }
    return found;
  }

  const tickText = (d, rank) => {
    const date = new Date(d * 864e5), month = KG.MONTHS[date.getUTCMonth()], n = date.getUTCDate();
    if (rank === 2) return n === 1 ? `${month} ${date.getUTCFullYear()}` : `${n} ${month} ${date.getUTCFullYear()}`;
    return n === 1 ? month : `${n} ${month}`;
  };

  let tickCache = { scale: 0, list: [] };
  function ticks(v) {
    if (tickCache.scale !== v.scale) {
      const taken = [];
      const room = (x, rank) => taken.every((t) => Math.abs(t.x - x) * v.scale >= (rank === 2 || t.rank === 2 ? 92 : 78));
      for (const [d, rank] of candidates(v.scale).sort((a, b) => b[1] - a[1] || a[0] - b[0])) {
        const x = xOf(d);
        if (taken.length < 400 && room(x, rank)) taken.push({ x, rank, day: d, text: tickText(d, rank) });
      }
      tickCache = { scale: v.scale, list: taken.sort((a, b) => a.x - b.x) };
    }
    return tickCache.list.filter((t) => t.x > v.left - 200 && t.x < v.right);
  }

  const gutter = () => (box.clientWidth < 560 ? 92 : 158);

  /** Names of the lanes and the months stay at the edge while the rest moves. */
  function afterDrawing(ctx) {
    if (state.relations) return;
    const v = view(), ratio = ctx.canvas.width / box.clientWidth, left = gutter();
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const sy = (y) => (y - v.top) * v.scale, sx = (x) => (x - v.left) * v.scale;
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, left, box.clientHeight);
    ctx.font = `600 ${FONT}`; ctx.textBaseline = "middle";
    let free = AXIS;
    for (const lane of lanes) {
      const y = Math.max(sy(lane.y) + Math.min(20, (lane.height * v.scale) / 2), Math.min(AXIS + 14, sy(lane.y + lane.height) - 10));
      if (y < free + 8 || y > box.clientHeight + 10) continue;
      ctx.fillStyle = state.sel === `a:${data.actors[lane.actor]?.id}` ? colours.accent : lane.actor < 0 ? colours.soft : colours.ink;
      const lines = lane.height * v.scale > 31 ? wrap(ctx, lane.name, left - 22) : [fit(ctx, lane.name, left - 22)];
      lines.forEach((line, i) => ctx.fillText(line, 14, y + 14 * i));
      free = y + 14 * lines.length - 7;
    }
    ctx.strokeStyle = colours.line; ctx.beginPath(); ctx.moveTo(left - 0.5, 0); ctx.lineTo(left - 0.5, box.clientHeight); ctx.stroke();
    ctx.fillStyle = colours.paper; ctx.fillRect(0, 0, box.clientWidth, AXIS);
    ctx.beginPath(); ctx.moveTo(0, AXIS - 0.5); ctx.lineTo(box.clientWidth, AXIS - 0.5); ctx.stroke();
    ctx.font = FONT; ctx.fillStyle = colours.soft;
    let yearSaid = false;
    for (const tick of ticks(v)) {
      const x = sx(tick.x);
      if (x < left - 4 || (data.undated !== null && x > sx(data.undated) - 60)) continue;
      const year = yearSaid || /\d{4}$/.test(tick.text) ? "" : ` ${new Date(tick.day * 864e5).getUTCFullYear()}`;
      ctx.fillText(tick.text + year, x + 5, AXIS / 2);
      ctx.fillRect(x, AXIS - 8, 1, 8);
      yearSaid = true;
    }
    if (data.undated !== null && sx(data.undated) > left - 90) ctx.fillText("No date", Math.max(left + 6, sx(data.undated)), AXIS / 2);
    ctx.restore();
  }

  /** One line, or two where a name does not fit. */
  function wrap(ctx, text, most) {
    if (ctx.measureText(text.slice(0, 200)).width <= most) return [text];
    const words = text.slice(0, 200).split(" ");
    let first = words.shift();
    while (words.length && ctx.measureText(`${first} ${words[0]}`).width <= most) first += ` ${words.shift()}`;
    return [fit(ctx, first, most), ...(words.length ? [fit(ctx, words.join(" "), most)] : [])];
  }

  const widths = new Map();
  /** The text, shortened until it fits. */
  function fit(ctx, text, most) {
    const key = `${ctx.font}|${most}|${text.slice(0, 200)}`;
    if (widths.has(key)) return widths.get(key);
    let points = Array.from(text.slice(0, 200)), shown = points.join("");
    while (points.length > 1 && ctx.measureText(shown).width > most) {
      points = points.slice(0, Math.min(points.length - 1, Math.ceil(points.length * 0.94)));
      shown = points.join("").trimEnd() + "…";
    }
    widths.set(key, shown);
    return shown;
  }

  function sign(ctx, x, y, fact, strong) {
    const look = KG.status(fact.status), tint = KG.shade(KG.type(fact.type).colour);
    ctx.save();
    ctx.translate(x, y);
    if (strong) { ctx.strokeStyle = colours.accent; ctx.lineWidth = 2; ctx.beginPath(); ctx.arc(0, 0, 10, 0, 7); ctx.stroke(); }
    const body = new Path2D(look.body);
    ctx.fillStyle = look.fill ? tint : colours.paper; ctx.fill(body);
    ctx.strokeStyle = tint; ctx.lineWidth = 1.7; ctx.setLineDash(look.dash || []); ctx.stroke(body);
    if (look.mark) { ctx.setLineDash([]); ctx.stroke(new Path2D(look.mark)); }
    ctx.restore();
  }

  function drawEvent({ ctx, id, x, y }) {
    const mark = marks.get(numberOf.get(id));
    const width = state.relations ? 22 : mark ? mark.w : 20;
    return {
      drawNode() {
        if (!mark) return;
        const fact = mark.claims[0], scale = network.getScale();
        const strong = hovered === mark.event || KG.evidence.selectedEvent() === mark.event;
        const left = state.relations ? x : x - width / 2 + 8;
        if (scale > 0.38 && (!state.relations || strong)) {
          ctx.font = strong ? `600 ${FONT}` : FONT; ctx.textBaseline = "middle"; ctx.textAlign = "left";
          const text = fit(ctx, data.events[mark.event].label, state.relations ? 240 : width - 16);
          const wide = ctx.measureText(text).width;
          ctx.fillStyle = colours.paper; ctx.globalAlpha = 0.82; ctx.fillRect(left + 11, y - 8, wide + 4, 16); ctx.globalAlpha = 1;
          ctx.fillStyle = colours.ink; ctx.fillText(text, left + 13, y + 0.5);
        }
        sign(ctx, left, y, fact, strong);
      },
      nodeDimensions: { width, height: 22 },
    };
  }

  function drawActor({ ctx, id, x, y, state: how }) {
    const index = Number(id.slice(1));
    ctx.font = `600 ${FONT}`;
    const text = fit(ctx, KG.name(index), 150), width = ctx.measureText(text).width + 18;
    return {
      drawNode() {
        ctx.beginPath(); ctx.roundRect(x - width / 2, y - 12, width, 24, 12);
        ctx.fillStyle = colours.paper; ctx.fill();
        ctx.strokeStyle = how.selected || how.hover ? colours.accent : colours.soft; ctx.lineWidth = how.selected ? 2.5 : 1.2; ctx.stroke();
        ctx.fillStyle = colours.ink; ctx.textBaseline = "middle"; ctx.textAlign = "center"; ctx.fillText(text, x, y + 0.5); ctx.textAlign = "left";
      },
      nodeDimensions: { width, height: 24 },
    };
  }

  function laneNodes() {
    return [...marks.values()].map((m) => ({ id: data.events[m.event].id, x: m.x + m.w / 2, y: m.y, size: m.w / 2, shape: "custom", ctxRenderer: drawEvent }));
  }

  /** Actors on a ring in the order of their lanes, events in the middle of their actors. */
  function relationNodes() {
    const used = [...new Set([...marks.values()].flatMap((m) => m.claims.flatMap((c) => c.who)))].sort((a, b) => a - b);
    const radius = 70 + used.length * 26;
    const place = new Map(used.map((a, i) => [a, [radius * Math.cos((i / used.length) * 6.2832), radius * Math.sin((i / used.length) * 6.2832)]]));
    const list = used.map((a) => ({ id: `a${a}`, x: place.get(a)[0], y: place.get(a)[1], size: 45, shape: "custom", ctxRenderer: drawActor, mass: 2.2 }));
    let turn = 0;
    for (const m of marks.values()) {
      const who = [...new Set(m.claims.flatMap((c) => c.who))];
      const sum = who.reduce((s, a) => [s[0] + place.get(a)[0], s[1] + place.get(a)[1]], [0, 0]);
      turn += 2.399;
      list.push({ id: data.events[m.event].id, x: sum[0] / (who.length || 1) + 40 * Math.cos(turn), y: sum[1] / (who.length || 1) + 40 * Math.sin(turn), size: 11, shape: "custom", ctxRenderer: drawEvent });
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
    findLanes();
    readColours();
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(box, { nodes, edges }, {
      ...drawn.options, autoResize: true, interaction: { hover: true, dragNodes: false, multiselect: false, tooltipDelay: 1e9, keyboard: false },
      nodes: { chosen: true }, edges: { smooth: false },
    });
    network.on("beforeDrawing", beforeDrawing);
    network.on("afterDrawing", afterDrawing);
    network.on("click", click);
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
    if (hovered === event) return;
    hovered = event;
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
    event.preventDefault();
    event.stopPropagation();
    if (event.ctrlKey || event.metaKey) return zoom(Math.exp(-event.deltaY * 0.004), network.DOMtoCanvas({ x: event.offsetX, y: event.offsetY }));
    const { x, y } = network.getViewPosition(), scale = network.getScale();
    const [dx, dy] = event.shiftKey ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    network.moveTo({ position: { x: x + dx / scale, y: y + dy / scale }, animation: false });
    return undefined;
  }

  function zoom(factor, around) {
    const old = network.getScale(), scale = Math.min(3, Math.max(0.08, old * factor)), centre = network.getViewPosition();
    const fixed = around || centre;
    const position = { x: fixed.x + (centre.x - fixed.x) * (old / scale), y: fixed.y + (centre.y - fixed.y) * (old / scale) };
    network.moveTo({ position, scale, animation: false });
  }

  /** Arrow keys: along the lane, or to the nearest event of the next lane. */
  function keys(event) {
    if (event.key === "+" || event.key === "=") return zoom(1.25);
    if (event.key === "-") return zoom(0.8);
    if (event.key === "Enter" && hovered !== null && marks.has(hovered)) return KG.evidence.select(`f:${marks.get(hovered).claims[0].id}`);
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step || state.relations || !marks.size) return undefined;
    event.preventDefault();
    const all = [...marks.values()];
    const from = marks.get(hovered ?? KG.evidence.selectedEvent());
    let next = all[0];
    if (from) {
      const ahead = all.filter((m) => (step[0] ? m.lane === from.lane && Math.sign(m.x - from.x || m.y - from.y) === step[0] : Math.sign(m.lane - from.lane) === step[1]));
      const far = (m) => (step[0] ? Math.abs(m.x - from.x) * 4 + Math.abs(m.y - from.y) : Math.abs(m.lane - from.lane) * 1e5 + Math.abs(m.x - from.x));
      next = ahead.sort((a, b) => far(a) - far(b))[0] || from;
    }
    hovered = next.event;
    reveal(next);
    document.getElementById("tally").textContent = `${next.claims[0].text}, ${KG.when(next.claims[0])}, ${KG.status(next.claims[0].status).label}`;
    network.redraw();
    return undefined;
  }

  function reveal(mark) {
    const v = view(), s = v.scale;
    const inside = mark.x > v.left + (gutter() + 10) / s && mark.x + 120 < v.right && mark.y > v.top + (AXIS + 12) / s && mark.y < v.bottom - 20 / s;
    if (inside) return;
    const { x, y } = network.getViewPosition();
    const dx = Math.min(0, mark.x - v.left - (gutter() + 40) / s) || Math.max(0, mark.x + 200 - v.right);
    const dy = Math.min(0, mark.y - v.top - (AXIS + 30) / s) || Math.max(0, mark.y + 40 / s - v.bottom);
    network.moveTo({ position: { x: x + dx, y: y + dy }, animation: false });
  }

  /** At a size that can be read: all if it fits, else the stretch of time that holds the most. */
  function frame() {
    if (state.relations || !marks.size) return network.fit({ animation: false });
    const all = [...marks.values()].sort((a, b) => a.x - b.x);
    const room = box.clientWidth - gutter() - 30, right = Math.max(...all.map((m) => m.x + m.w)), left = all[0].x;
    const scale = Math.min(1.1, Math.max(box.clientWidth < 560 ? 0.85 : 0.95, room / (right - left)));
    const span = room / scale;
    let start = left;
    if (right - left > span) {
      let best = 0, tail = 0;
      all.forEach((m, i) => { while (all[tail].x < m.x + 120 - span) tail += 1; if (i - tail > best) { best = i - tail; start = all[tail].x; } });
    }
    network.moveTo({ scale, animation: false, position: { x: start - (gutter() + 16) / scale + box.clientWidth / scale / 2, y: -(AXIS + 4) / scale + box.clientHeight / scale / 2 } });
    return undefined;
  }

  /** Everything, however small. */
  function fitAll() {
    if (state.relations || !marks.size) return network.fit({ animation: false });
    const all = [...marks.values()], right = Math.max(...all.map((m) => m.x + m.w)), left = Math.min(...all.map((m) => m.x));
    const last = lanes[lanes.length - 1], bottom = last.y + last.height;
    const scale = Math.min(1.2, (box.clientWidth - gutter() - 40) / (right - left), (box.clientHeight - AXIS - 12) / bottom);
    network.moveTo({ scale, animation: false, position: { x: left - (gutter() + 20) / scale + box.clientWidth / scale / 2, y: -(AXIS + 4) / scale + box.clientHeight / scale / 2 } });
    return undefined;
  }

  function draw(events) {
    if (!network) build();
    pack(events);
    if (hovered !== null && !marks.has(hovered)) hovered = null;
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
    network.setOptions({ physics: { enabled: true, solver: "barnesHut", barnesHut: { gravitationalConstant: -2600, springLength: 70, springConstant: 0.05, avoidOverlap: 0.4 }, stabilization: { iterations: 220, fit: true } } });
    network.stabilize(220);
    network.once("stabilizationIterationsDone", () => { network.setOptions({ physics: { enabled: false } }); network.fit({ animation: false }); });
  }

  function select() {
    if (!network) return;
    const event = KG.evidence.selectedEvent();
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

  const repaint = () => { if (network) { readColours(); network.redraw(); } };
  return { draw, select, zoom, fitAll, frame, relations, repaint, where };
})();
