"use strict";
/* What is shown, as an SVG picture to print or publish: the lanes or the timeline with title, key and sources.
   Built as elements and serialised, so that no text of an article becomes markup; light, whatever the page is. */
KG.part("figure", () => {
  const { data } = KG;
  const NS = "http://www.w3.org/2000/svg", SANS = 'system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif', SERIF = 'Charter, Georgia, "Liberation Serif", serif';
  const INK = "#1c2127", SOFT = "#585e67", LINE = "#dedad1", PAPER = "#fdfcf9";
  const TOP = 104, AXIS = 30, GUTTER = 176, FOOT = 84;
  /** XML 1.0 forbids these; everything else that deceives is gone since the page was written. */
  const clean = (text) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|[\ud800-\udfff]/gu, "\ufffd");

  function e(tag, props = {}, ...children) {
    const element = document.createElementNS(NS, tag);
    for (const [name, value] of Object.entries(props)) if (value !== null && value !== undefined) element.setAttribute(name, String(value));
    element.append(...children.filter((c) => c !== null && c !== undefined));
    return element;
  }
  const text = (x, y, words, props = {}) => e("text", { x, y, fill: INK, "font-size": 12, ...props }, clean(words));

  function sign(x, y, fact) {
    const { colour, shape } = KG.type(fact.type), look = KG.status(fact.status), tint = /^#[0-9a-f]{6}$/i.test(colour) ? colour : "#7c7f86";
    return e("g", { transform: `translate(${x} ${y})` },
      e("path", { d: KG.shape(shape).body, fill: look.fill ? tint : PAPER, stroke: tint, "stroke-width": 1.7, "stroke-linejoin": "round", "stroke-dasharray": look.dash?.join(" ") }),
      look.mark ? e("path", { d: look.mark, fill: look.full ? tint : "none", stroke: tint, "stroke-width": 1.7 }) : null);
  }

  /** The lanes as they stand in front, whole. */
  function lanes() {
    const { lanes: rows, marks, right, xOf, middle, ticks, OUTWARD } = KG.lanes, x0 = Math.min(0, ...[...marks.values()].map((m) => m.x));
    const ox = GUTTER + 16 - x0, oy = TOP + AXIS, bottom = rows.length ? rows[rows.length - 1].y + rows[rows.length - 1].height : 40;
    const body = e("g"), width = Math.max(900, right + ox + 24), height = bottom + oy + FOOT;
    const behind = KG.state.nodate;
    for (const tick of behind ? [] : ticks({ left: -1e9, right: 1e9, scale: 1 })) {
      if (data.undated !== null && tick.x > data.undated - 60) continue;
      body.append(e("path", { d: `M${tick.x + ox},${oy}V${oy + bottom}`, stroke: LINE, "stroke-dasharray": "1 4" }), text(tick.x + ox + 5, oy - 10, tick.text, { fill: SOFT }));
    }
    if (behind) body.append(text(GUTTER + 16, oy - 10, "No date: by the day on which they were reported", { fill: SOFT }));
    rows.forEach((lane, i) => body.append(e("path", { d: `M0,${middle(i) + oy}H${width}`, stroke: LINE }), text(16, lane.y + oy + 20, KG.cut(lane.name, 24), { "font-weight": 600 })));
    for (const mark of marks.values()) {
      const fact = mark.claims[0], x = mark.x + ox + 8, y = mark.y + oy, tint = KG.type(fact.type).colour;
      for (const link of mark.links) {
        const to = middle(link.lane) + oy, down = to > y ? 1 : -1, dash = KG.status(link.status).line;
        body.append(e("path", { d: `M${x},${y + 7 * down}V${to}`, stroke: tint, "stroke-opacity": 0.55, "stroke-dasharray": dash.length ? dash.join(" ") : null }),
          e("path", { d: OUTWARD.has(link.role) ? `M${x},${to}l-4,${-7 * down}h8z` : link.role === "claims" ? `M${x - 3},${to - 3}h6v6h-6z` : `M${x - 3},${to}a3,3 0 1,0 6,0a3,3 0 1,0 -6,0z`, fill: tint, "fill-opacity": 0.7 }));
      }
      if (fact.from && fact.to && fact.from !== fact.to) body.append(e("path", { d: `M${x},${y + 11}H${Math.max(x + 6, xOf(KG.days(fact.to) + 1) + ox)}`, stroke: tint, "stroke-width": 2, "stroke-opacity": 0.5, "stroke-dasharray": "2 3" }));
    }
    for (const mark of marks.values()) body.append(sign(mark.x + ox + 8, mark.y + oy, mark.claims[0]), label(mark.x + ox + 21, mark.y + oy + 4, data.events[mark.event].label));
    return frame(body, width, height);
  }
  const label = (x, y, words) => text(x, y, words, { stroke: PAPER, "stroke-width": 3, "stroke-opacity": 0.85, "paint-order": "stroke" });

  /** The relations as they are arranged, whole; a small arrow on each line points to what is acted on. */
  function relations({ dots, lines }) {
    const left = Math.min(...dots.map((d) => d.x - d.w / 2)) - 24, top = Math.min(...dots.map((d) => d.y - d.h / 2)) - 24;
    const place = (d) => [d.x - left, d.y - top + TOP + AXIS], body = e("g"), at = new Map(dots.map((d) => [d.id, d]));
    for (const line of lines) {
      const [x1, y1] = place(at.get(line.from)), [x2, y2] = place(at.get(line.to)), turn = (Math.atan2(y2 - y1, x2 - x1) * 180) / Math.PI;
      const colour = line.event === undefined ? "#8b8a84" : KG.type(KG.result().events.get(line.event)[0].type).colour;
      body.append(e("path", { d: `M${x1},${y1}L${x2},${y2}`, stroke: colour, "stroke-width": line.own, "stroke-opacity": 0.6, "stroke-dasharray": Array.isArray(line.dashes) ? line.dashes.join(" ") : null }));
      if (line.event !== undefined) body.append(e("path", { d: "M5,0L-4,4V-4Z", fill: colour, transform: `translate(${(x1 + x2) / 2} ${(y1 + y2) / 2}) rotate(${turn})` }));
    }
    for (const dot of dots) {
      const [x, y] = place(dot);
      if (dot.actor === undefined) { body.append(sign(x, y, KG.result().events.get(dot.event)[0])); continue; }
      const name = KG.cut(KG.name(dot.actor), 24) + (dot.single ? ` +${dot.single}` : ""), wide = 18 + Array.from(name).length * 7;
      body.append(e("rect", { x: x - wide / 2, y: y - 12, width: wide, height: 24, rx: 7, fill: "#ffffff", stroke: "#8b8a84" }), text(x, y + 4, name, { "text-anchor": "middle", "font-weight": 600 }));
    }
    const width = Math.max(...dots.map((d) => d.x + d.w / 2)) - left + 24, height = Math.max(...dots.map((d) => d.y + d.h / 2)) - top + 24;
    return frame(body, Math.max(900, width), height + TOP + AXIS + FOOT);
  }

  /** The timeline over these days, with a number where many stand close together. */
  function timeline(plan, from, to) {
    const width = 1760, room = width - GUTTER - 290, span = to - from, scale = room / span, x = (day) => GUTTER + 16 + (day - from) * scale;
    const { drawn } = KG.bins.bins(plan.entries, { from, to, width: room, loose: -1, alone: new Set() });
    const body = e("g");
    let y = TOP + AXIS;
    for (const row of plan.rows) {
      const here = drawn.filter((d) => (d.entry || d).lane === row.id && (d.entry || d).end >= from && (d.entry || d).start <= to).sort((a, b) => (a.entry || a).start - (b.entry || b).start);
      if (!here.length) continue;
      const ends = [], name = row.id < 0 ? "No date, by report" : KG.type(row.type).label;
      for (const d of here) {
        const { start, end } = d.entry || d, left = Math.max(GUTTER + 16, x(start)), words = d.group ? KG.many(d.group.length, "event") : KG.cut(KG.timeline.bare(d.entry.fact.text), 40);
        let line = ends.findIndex((free) => free <= left);
        if (line < 0) line = ends.length;
        const w = 26 + Array.from(words).length * 6.6, at = y + 17 + line * 24, stop = Math.min(width, x(end + 1));
        ends[line] = Math.max(left + w, stop) + 12;
        if (d.group || end > start) body.append(e("rect", { x: left, y: at - 11, width: Math.max(8, stop - left, d.group ? w : 0), height: 21, rx: 4, fill: d.group ? "#f7f5f0" : "#f4f2ec", stroke: "#8b8a84", "stroke-dasharray": d.group ? null : "3 3" }));
        if (!d.group) body.append(sign(left + 10, at, d.entry.fact));
        body.append(d.group ? text(left + 8, at + 4, words, { "font-weight": 600 }) : label(left + 22, at + 4, words));
      }
      body.append(text(16, y + 21, KG.cut(name, 24), { "font-weight": 600 }));
      y += Math.max(1, ends.length) * 24 + 12;
      body.append(e("path", { d: `M0,${y - 2}H${width}`, stroke: LINE }));
    }
    for (const [day, words] of dates(from, to)) body.prepend(e("path", { d: `M${x(day)},${TOP + AXIS}V${y}`, stroke: LINE, "stroke-dasharray": "1 4" }), text(x(day) + 4, TOP + AXIS - 10, words, { fill: SOFT }));
    return frame(body, width, y + FOOT);
  }

  /** At most a dozen round dates. */
  function dates(from, to) {
    const found = [], unit = [1, 3, 12, 60, 120, 600, 1200, 6000].find((m) => (to - from) / (m * 30.4) <= 14) || 12000;
    const first = new Date(from * 864e5);
    for (let m = Math.ceil((first.getUTCFullYear() * 12 + first.getUTCMonth()) / unit) * unit; ; m += unit) {
      const day = Date.UTC(Math.floor(m / 12), m % 12) / 864e5;
      if (day > to || Number.isNaN(day)) return found;
      if (day >= from) found.push([day, m % 12 === 0 ? String(m / 12) : `${KG.MONTHS[m % 12]} ${Math.floor(m / 12)}`]);
    }
  }

  /** Title above; key, count and sources below. */
  function frame(body, width, height) {
    const { title, standfirst, sources } = KG.about(), foot = height - FOOT, key = e("g");
    let x = 16;
    const used = new Set(KG.result().shown.map((f) => f.status));
    for (const [name, { label: words }] of Object.entries(KG.STATUS)) {
      if (!used.has(name)) continue;
      key.append(sign(x + 8, foot + 24, { type: "", status: name }), text(x + 22, foot + 28, words, { fill: SOFT }));
      x += 44 + words.length * 6.4;
    }
    const root = e("svg", { xmlns: NS, viewBox: `0 0 ${width} ${height}`, width, height, "font-family": SANS, role: "img", "aria-label": clean(title) },
      e("title", {}, clean(title)), e("desc", {}, clean(standfirst)),
      e("rect", { width, height, fill: PAPER }), text(16, 38, KG.cut(title, 90), { "font-family": SERIF, "font-size": 24, "font-weight": 600 }),
      text(16, 62, KG.cut(standfirst, 150), { "font-family": SERIF, "font-size": 14 }), text(16, 84, document.getElementById("tally").textContent, { fill: SOFT }),
      e("path", { d: `M0,${TOP + AXIS - 0.5}H${width}M0,${foot + 0.5}H${width}`, stroke: LINE }), body, key,
      text(16, foot + 56, `Sources: ${KG.cut(sources, 180)}`, { fill: SOFT }));
    return { svg: new XMLSerializer().serializeToString(root), width, height };
  }

  const MOST_SIDE = 16000, MOST_AREA = 1e8;
  /** A picture of points, twice as fine where the browser can hold that; calls back with a blob. */
  function png({ svg, width, height }) {
    const scale = Math.min(2, MOST_SIDE / width, MOST_SIDE / height, Math.sqrt(MOST_AREA / (width * height)));
    return new Promise((done, failed) => {
      const image = new Image(), canvas = document.createElement("canvas");
      image.onload = () => {
        canvas.width = Math.round(width * scale); canvas.height = Math.round(height * scale);
        canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
        canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error("too large"))), "image/png");
      };
      image.onerror = () => failed(new Error("cannot be drawn"));
      image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
    });
  }

  /** The view in front; of the table, the timeline of all its dates. */
  function draw() {
    const { view, relations: network } = KG.state, { events } = KG.result();
    if (view === "graph" && network) { const picture = KG.relations.picture(); if (picture.dots.length) return relations(picture); }
    if (view === "graph" && KG.lanes.marks.size) return KG.graph.whole(lanes);
    const plan = KG.timeline.plan(events);
    if (view === "timeline" && KG.timeline.range()) return timeline(plan, ...KG.timeline.range());
    const days = plan.entries.flatMap((d) => [d.start, d.end]), room = 10 + (Math.max(...days) - Math.min(...days)) * 0.03;
    return days.length ? timeline(plan, Math.min(...days) - room, Math.max(...days) + room * 3) : timeline(plan, 0, 1);
  }

  return { draw, png };
});
