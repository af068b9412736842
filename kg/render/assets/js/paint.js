"use strict";
/* What the graph looks like: lanes, axis, connectors, signs and labels on the canvas. */
KG.part("paint", () => {
  const { data, state } = KG;
  const { xOf, middle, ticks, reports, OUTWARD } = KG.lanes;
  const AXIS = 34;
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const numberOf = new Map(data.events.map((e, i) => [e.id, i]));
  const colours = {};
  /** What is pointed at, and the [event, actor] lines of the path that is shown. */
  const now = { hovered: null, link: null, path: [], heaps: new Map() };
  const LONGEST = 270;

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ink", "soft", "faint", "line", "edge", "paper", "raised", "band", "accent", "tint", "wash"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  const gutter = (box) => (box.clientWidth < 560 ? 92 : 158);
  /** From here on signs would melt into one another: heaps are drawn instead. */
  const FAR = 0.16, LEGIBLE = 0.38;
  const isFar = (scale) => scale < FAR;

  /** Whether a date would stand in the part of what has none. */
  const beyond = (x) => data.undated !== null && x > data.undated - 28;

  /** Everything that is in view; what is not is not touched. */
  function lanes(ctx, v, box) {
    ground(ctx, v);
    if (isFar(v.scale)) heaps(ctx, v);
    else near(ctx, v);
    above(ctx, v, box);
  }

  /** Lines of the lanes and dates. */
  function ground(ctx, v) {
    ctx.lineWidth = 1 / Math.min(1, v.scale); ctx.strokeStyle = colours.line; ctx.setLineDash([]);
    ctx.beginPath();
    KG.lanes.lanes.forEach((lane, i) => {
      if (lane.y + lane.height < v.top || lane.y > v.bottom || lane.height * v.scale < 5) return;
      ctx.moveTo(v.left, middle(i)); ctx.lineTo(v.right, middle(i));
    });
    ctx.stroke();
    ctx.setLineDash([1 / v.scale, 4 / v.scale]);
    ctx.beginPath();
    for (const tick of ticks(v)) {
      if (beyond(tick.x)) continue;
      ctx.moveTo(tick.x, v.top); ctx.lineTo(tick.x, v.bottom);
    }
    ctx.stroke(); ctx.setLineDash([]);
    if (state.nodate && v.right > data.undated - 28) {
      const left = Math.max(v.left, data.undated - 28);
      ctx.fillStyle = colours.wash;
      ctx.fillRect(left, v.top, v.right - left, v.bottom - v.top);
    }
  }

  function near(ctx, v) {
    const chosen = KG.evidence.selectedEvent();
    const strong = [], seen = KG.lanes.between(v.left - LONGEST, v.right);
    const lines = new Map();
    for (const mark of seen) {
      if (mark.event === chosen || mark.event === now.hovered) strong.push(mark);
      collect(lines, mark, v);
    }
    stroke(ctx, lines, v);
    spans(ctx, v, chosen);
    for (const mark of strong) emphasise(ctx, mark, v, mark.event === chosen);
    for (const [event, who] of now.path) trace(ctx, KG.lanes.marks.get(event), who, v);
    const inside = seen.filter((m) => m.y > v.top - 14 && m.y < v.bottom + 14);
    if (v.scale > LEGIBLE) labels(ctx, inside, chosen);
    for (const mark of inside) sign(ctx, mark.x + 8, mark.y, mark.claims[0], mark.event === chosen || mark.event === now.hovered, v.scale);
  }

  /** Sorts the lines of a mark by colour and dashes, so that each sort is one stroke. */
  function collect(lines, mark, v) {
    const x = mark.x + 8;
    if (x < v.left || x > v.right) return;
    const tint = KG.shade(KG.type(mark.claims[0].type).colour);
    for (const link of mark.links) {
      const y = middle(link.lane);
      if (Math.max(y, mark.y) < v.top || Math.min(y, mark.y) > v.bottom) continue;
      const key = `${tint}|${link.status}`;
      const sort = lines.get(key) || lines.set(key, { tint, dash: KG.status(link.status).line, list: [] }).get(key);
      sort.list.push([x, mark.y, y, link.role]);
    }
  }

  function stroke(ctx, lines, v) {
    const thin = v.scale < LEGIBLE;
    ctx.lineWidth = thin ? 0.8 / v.scale : 1.2; ctx.globalAlpha = thin ? 0.3 : 0.5;
    for (const { tint, dash, list } of lines.values()) {
      ctx.strokeStyle = ctx.fillStyle = tint; ctx.setLineDash(dash);
      ctx.beginPath();
      for (const [x, from, y] of list) { ctx.moveTo(x, from + (y > from ? 7 : -7)); ctx.lineTo(x, y); }
      ctx.stroke();
      if (thin) continue;
      ctx.setLineDash([]); ctx.beginPath();
      for (const [x, from, y, role] of list) tip(ctx, x, y, y > from ? 1 : -1, role);
      ctx.fill();
    }
    ctx.setLineDash([]); ctx.globalAlpha = 1;
  }

  /** The end of a line tells the part that the actor has in it. */
  function tip(ctx, x, y, down, role) {
    if (OUTWARD.has(role)) { ctx.moveTo(x, y); ctx.lineTo(x - 4, y - 7 * down); ctx.lineTo(x + 4, y - 7 * down); ctx.closePath(); }
    else if (role === "claims") ctx.rect(x - 3, y - 3, 6, 6);
    else { ctx.moveTo(x + 3, y); ctx.arc(x, y, 3, 0, 7); }
  }

  /** A dotted bar over the days that a date leaves open. */
  function spans(ctx, v, chosen) {
    ctx.setLineDash([2, 3]);
    for (const mark of KG.lanes.order) {
      if (mark.x > v.right) break;
      const { from, to, last, type } = mark.claims[0];
      if (!from || !to || from === to || mark.y < v.top - 14 || mark.y > v.bottom + 14) continue;
      const strong = mark.event === chosen || mark.event === now.hovered;
      ctx.strokeStyle = KG.shade(KG.type(type).colour); ctx.globalAlpha = strong ? 1 : 0.45; ctx.lineWidth = strong ? 3 : 2;
      ctx.beginPath(); ctx.moveTo(mark.x + 8, mark.y + 11); ctx.lineTo(Math.max(mark.x + 14, xOf(last + 1)), mark.y + 11); ctx.stroke();
    }
    ctx.setLineDash([]); ctx.globalAlpha = 1;
  }

  /** The lines of what is pointed at or selected; of those the one that is meant, if one is. */
  function emphasise(ctx, mark, v, selected) {
    for (const link of mark.links) {
      const meant = now.link === link || (selected && state.edge === `${data.actors[link.who].id}|${link.role}`);
      line(ctx, mark, link, v, meant ? 3 : 1.8);
    }
  }

  function trace(ctx, mark, who, v) {
    const link = mark?.links.find((l) => l.who === who);
    if (link) line(ctx, mark, link, v, 2.6);
  }

  function line(ctx, mark, link, v, width) {
    const x = mark.x + 8, y = middle(link.lane), down = y > mark.y ? 1 : -1;
    ctx.strokeStyle = ctx.fillStyle = colours.accent; ctx.lineWidth = width / Math.min(1, v.scale * 1.6); ctx.setLineDash(KG.status(link.status).line);
    ctx.beginPath(); ctx.moveTo(x, mark.y + 7 * down); ctx.lineTo(x, y); ctx.stroke();
    ctx.setLineDash([]); ctx.beginPath(); tip(ctx, x, y, down, link.role); ctx.fill();
  }

  function labels(ctx, marks, chosen) {
    ctx.textBaseline = "middle"; ctx.textAlign = "left";
    for (const mark of marks) {
      const strong = mark.event === chosen || mark.event === now.hovered;
      ctx.font = strong ? `600 ${FONT}` : FONT;
      const text = fit(ctx, data.events[mark.event].label, mark.w - 16), wide = widthOf(ctx, text);
      ctx.fillStyle = colours.paper; ctx.globalAlpha = 0.85; ctx.fillRect(mark.x + 19, mark.y - 8, wide + 4, 16); ctx.globalAlpha = 1;
      ctx.fillStyle = colours.ink; ctx.fillText(text, mark.x + 21, mark.y + 0.5);
    }
  }

  const CELL = 9;
  /** Far away: in each lane the events of so many pixels as one bar, the fuller the more they are. */
  function heaps(ctx, v) {
    const { lanes: rows } = KG.lanes, cell = CELL / v.scale;
    now.heaps = new Map();
    for (const mark of KG.lanes.between(v.left - cell, v.right)) {
      const key = mark.lane * 4096 + Math.floor((mark.x + 8) / cell) % 4096;
      const heap = now.heaps.get(key);
      if (heap) heap.count += 1;
      else now.heaps.set(key, { mark, count: 1, x: Math.floor((mark.x + 8) / cell) * cell });
    }
    const most = Math.max(4, ...[...now.heaps.values()].map((b) => b.count));
    for (const { mark, count, x } of now.heaps.values()) {
      const lane = rows[mark.lane], tall = Math.max(2.5 / v.scale, lane.height * 0.72);
      ctx.globalAlpha = 0.35 + 0.65 * Math.sqrt(count / most);
      ctx.fillStyle = KG.shade(KG.type(mark.claims[0].type).colour);
      ctx.fillRect(x, lane.y + (lane.height - tall) / 2, cell * 0.86, tall);
    }
    ctx.globalAlpha = 1;
  }

  /** The heap at a place of the lanes, after `heaps` has drawn. */
  function heapAt(x, y) {
    const cell = CELL / KG.camera.eye.scale;
    const lane = KG.lanes.lanes.findIndex((l) => y >= l.y && y < l.y + l.height);
    return now.heaps.get(lane * 4096 + Math.floor(x / cell) % 4096) || null;
  }

  /** Names of the lanes and the months stay at the edge while the rest moves. */
  function above(ctx, v, box) {
    const { lanes: rows } = KG.lanes, ratio = ctx.canvas.width / box.clientWidth, left = gutter(box);
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    ctx.lineWidth = 1; ctx.textAlign = "left";
    const sy = (y) => (y - v.top) * v.scale, sx = (x) => (x - v.left) * v.scale;
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, left, box.clientHeight);
    ctx.font = `600 ${FONT}`; ctx.textBaseline = "middle";
    let free = AXIS + 1;
    for (const lane of rows) {
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
      if (x < left - 4 || beyond(tick.x + 60 / v.scale)) continue;
      const year = yearSaid || tick.rank === 2 ? "" : ` ${new Date(tick.day * 864e5).getUTCFullYear()}`;
      ctx.fillText(tick.text + year, x + 5, AXIS / 2);
      ctx.fillRect(x, AXIS - 8, 1, 8);
      yearSaid = true;
    }
    if (state.nodate) drawReports(ctx, v, left, sx);
    ctx.restore();
  }

  /** Over the undated events: when they were reported, which is all that is known. */
  function drawReports(ctx, v, left, sx) {
    const start = sx(data.undated);
    if (start > left - 90) {
      ctx.font = `600 ${FONT}`;
      ctx.fillText("No date", Math.max(left + 6, start), AXIS / 2);
      ctx.font = FONT;
    }
    let free = Math.max(left + 6, start) + (start > left - 90 ? 62 : 0);
    for (const [day, x] of reports(v)) {
      const at = x === data.undated && sx(x) > left - 90 ? free : sx(x);
      if (at < free) continue;
      const text = day ? `reported ${KG.day(day)}` : "article undated";
      ctx.fillText(text, at, AXIS / 2);
      free = at + ctx.measureText(text).width + 14;
    }
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

  const sprites = new Map();
  /** The sign of a fact as a picture, made once for each look and size. */
  function sprite(fact, size) {
    const { colour, shape } = KG.type(fact.type), key = `${shape}|${colour}|${fact.status}|${size}|${KG.isDark()}`;
    if (sprites.has(key)) return sprites.get(key);
    const canvas = document.createElement("canvas"), ctx = canvas.getContext("2d");
    canvas.width = canvas.height = size;
    ctx.scale(size / 18, size / 18); ctx.translate(9, 9);
    const look = KG.status(fact.status), tint = KG.shade(colour), body = new Path2D(KG.shape(shape).body);
    ctx.fillStyle = look.fill ? tint : colours.paper; ctx.fill(body);
    ctx.strokeStyle = tint; ctx.lineWidth = 1.7; ctx.lineJoin = "round"; ctx.setLineDash(look.dash || []); ctx.stroke(body);
    if (look.mark) { ctx.setLineDash([]); ctx.fillStyle = tint; const mark = new Path2D(look.mark); ctx.stroke(mark); if (look.full) ctx.fill(mark); }
    if (sprites.size > 600) sprites.clear();
    sprites.set(key, canvas);
    return canvas;
  }

  /** Draws a sign at x, y; it shrinks less than the rest, so that it can be seen from afar. */
  function sign(ctx, x, y, fact, strong, scale) {
    const far = Math.min(4, Math.max(1, 0.4 / scale)), half = 9 * far;
    if (strong) { ctx.strokeStyle = colours.accent; ctx.lineWidth = 2 * far; ctx.beginPath(); ctx.arc(x, y, 11 * far, 0, 7); ctx.stroke(); }
    const size = Math.max(4, Math.round(half * 2 * scale * (window.devicePixelRatio || 1)));
    ctx.drawImage(sprite(fact, size), x - half, y - half, half * 2, half * 2);
  }

  const wides = new Map();
  function widthOf(ctx, text) {
    const key = `${ctx.font}|${text}`;
    if (!wides.has(key)) wides.set(key, ctx.measureText(text).width);
    return wides.get(key);
  }

  return { lanes, isFar, heapAt, sign, fit, widthOf, colours, readColours, gutter, now, numberOf, AXIS, FONT };
});
