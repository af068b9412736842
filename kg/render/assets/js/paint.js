"use strict";
/* What the graph looks like: lanes, axis, connectors, signs and labels on the canvas. */
KG.part("paint", () => {
  const { data, state } = KG;
  const { xOf, middle, ticks, reports, OUTWARD } = KG.lanes;
  const AXIS = 34;
  const FONT = '12px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif';
  const numberOf = new Map(data.events.map((e, i) => [e.id, i]));
  const colours = {};
  const now = { hovered: null };

  function readColours() {
    const style = getComputedStyle(document.documentElement);
    for (const name of ["ink", "soft", "faint", "line", "paper", "band", "accent", "wash"]) colours[name] = style.getPropertyValue(`--${name}`).trim();
  }

  const gutter = (box) => (box.clientWidth < 560 ? 92 : 158);

  /** Lanes, dates and connectors, under the signs; `v` is what is in view. */
  function below(ctx, v) {
    const { lanes, marks } = KG.lanes;
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
    for (const mark of marks.values()) if (mark.event !== chosen && mark.event !== now.hovered) links(ctx, mark, v, false);
    for (const mark of marks.values()) if (mark.event === chosen || mark.event === now.hovered) links(ctx, mark, v, true);
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

  /** Names of the lanes and the months stay at the edge while the rest moves. */
  function above(ctx, v, box) {
    const { lanes } = KG.lanes, ratio = ctx.canvas.width / box.clientWidth, left = gutter(box);
    ctx.save();
    ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
    const sy = (y) => (y - v.top) * v.scale, sx = (x) => (x - v.left) * v.scale;
    ctx.fillStyle = colours.paper;
    ctx.fillRect(0, 0, left, box.clientHeight);
    ctx.font = `600 ${FONT}`; ctx.textBaseline = "middle";
    let free = AXIS - 5;
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
    if (data.undated !== null) drawReports(ctx, v, left, sx);
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

  function sign(ctx, x, y, fact, strong) {
    const look = KG.status(fact.status), tint = KG.shade(KG.type(fact.type).colour);
    ctx.save();
    ctx.translate(x, y);
    const far = Math.min(4, Math.max(1, 0.4 / (ctx.getTransform().a / (window.devicePixelRatio || 1))));
    ctx.scale(far, far);
    if (strong) { ctx.strokeStyle = colours.accent; ctx.lineWidth = 2; ctx.beginPath(); ctx.arc(0, 0, 10, 0, 7); ctx.stroke(); }
    const body = new Path2D(KG.shape(KG.type(fact.type).shape).body);
    ctx.fillStyle = look.fill ? tint : colours.paper; ctx.fill(body);
    ctx.strokeStyle = tint; ctx.lineWidth = 1.7; ctx.setLineDash(look.dash || []); ctx.stroke(body);
    if (look.mark) { ctx.setLineDash([]); ctx.stroke(new Path2D(look.mark)); }
    ctx.restore();
  }

  function drawEvent({ ctx, id, x, y }) {
    const mark = KG.lanes.marks.get(numberOf.get(id));
    const width = state.relations ? 22 : mark ? mark.w : 20;
    return {
      drawNode() {
        if (!mark) return;
        const fact = mark.claims[0], scale = ctx.getTransform().a / (window.devicePixelRatio || 1);
        const strong = now.hovered === mark.event || KG.evidence.selectedEvent() === mark.event;
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
    const far = Math.min(2.4, Math.max(1, 0.75 / (ctx.getTransform().a / (window.devicePixelRatio || 1))));
    const text = fit(ctx, KG.name(index), 150), width = ctx.measureText(text).width + 18;
    return {
      drawNode() {
        ctx.translate(x * (1 - far), y * (1 - far));
        ctx.scale(far, far);
        ctx.beginPath(); ctx.roundRect(x - width / 2, y - 12, width, 24, 12);
        ctx.fillStyle = colours.paper; ctx.fill();
        ctx.strokeStyle = how.selected || how.hover ? colours.accent : colours.soft; ctx.lineWidth = how.selected ? 2.5 : 1.2; ctx.stroke();
        ctx.fillStyle = colours.ink; ctx.textBaseline = "middle"; ctx.textAlign = "center"; ctx.fillText(text, x, y + 0.5); ctx.textAlign = "left";
      },
      nodeDimensions: { width, height: 24 },
    };
  }

  return { below, above, event: drawEvent, actor: drawActor, colours, readColours, gutter, now, numberOf, AXIS };
});
