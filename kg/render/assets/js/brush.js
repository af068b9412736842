"use strict";
/* When: a histogram of the events over time, and a stretch of it that can be chosen. An event whose date is uncertain
   counts wherever it may have been, in a paler bar; one without a date counts nowhere and is told apart. */
KG.part("brush", () => {
  const { data, state, h } = KG;
  const host = document.getElementById("brush");
  const SIDE = 38, LOW = 15, LEAST = 5, FEWEST = 15;
  const words = h("output", { class: "range", id: "brush-range" });
  const clear = h("button", { type: "button", class: "link", on: { click: () => KG.update({ brush: null }, "filter") } }, "All dates");
  const box = h("input", { type: "checkbox", on: { change: () => KG.update({ undated: box.checked }, "filter") } });
  const boxWords = h("span", {});
  const undated = h("label", { class: "undated-too" }, box, boxWords);
  const canvas = h("canvas", { "aria-hidden": "true" });
  const frame = h("div", { class: "window" });
  const handles = [0, 1].map((end) => h("div", { class: "handle", role: "slider", tabindex: 0, "aria-label": end ? "Last day" : "First day" }));
  const plot = h("div", { class: "plot" }, canvas, frame, handles);
  host.append(h("div", { class: "brush-words" }, words, clear, undated), plot);

  /** The scale: all of time from `min` to `max`, in which the shortest stretch that holds nine tenths of the dates,
      `low` to `high`, gets nearly all the room; what is before and after it has a heap at either side. */
  const scale = domain();
  let width = 0, height = 0, bins = [], spread = [], waiting = 0, wanted = null;

  function domain() {
    const all = data.facts.map((f) => (Number.isFinite(f.first) ? f.first : f.last)).filter(Number.isFinite).sort((a, b) => a - b);
    if (!all.length) return null;
    const last = Math.max(...data.facts.map((f) => f.last).filter(Number.isFinite), all[all.length - 1]);
    const size = Math.ceil(all.length * 0.9);
    let low = all[0], high = all[all.length - 1];
    for (let i = 0; i + size <= all.length; i += 1) if (all[i + size - 1] - all[i] < high - low) [low, high] = [all[i], all[i + size - 1]];
    const wide = (all[all.length - 1] - all[0]) > 2.5 * (high - low + 30);
    if (!wide) [low, high] = aired(all[0], last);
    const room = wide ? Math.max(2, Math.round((high - low) * 0.03)) : 0;
    const edges = { min: Math.min(all[0], low - room), low: wide ? Math.max(all[0], low - room) : low, high: wide ? Math.min(last, high + room) : high, max: Math.max(last, high) };
    return { ...edges, max: edges.max + 1, high: edges.high + 1, unit: unit(edges.high - edges.low) };
  }

  /** At least so many days, so that one day is a bar among others and not all of the width. */
  function aired(low, high) {
    const room = Math.max(0, Math.ceil((FEWEST - 1 - (high - low)) / 2));
    return [low - room, high + room];
  }

  /** Days of a bar: days, weeks, months, quarters or years, so that there are some hundred bars. */
  function unit(days) {
    return [["day", 130], ["week", 900], ["month", 4200], ["quarter", 14000]].find(([, most]) => days <= most)?.[0] || "year";
  }

  /** The first day of the bar after the one that begins on a day. */
  function next(day) {
    if (scale.unit === "day") return day + 1;
    if (scale.unit === "week") return day + 7;
    const date = new Date(day * 864e5), months = { month: 1, quarter: 3, year: 12 }[scale.unit];
    return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / months) * months + months, 1) / 864e5;
  }

  const left = () => (scale.min < scale.low ? SIDE : 0);
  const right = () => width - (scale.max > scale.high ? SIDE : 0);
  function xOf(day) {
    const { min, low, high, max } = scale, [a, b] = [left(), right()];
    if (day < low) return a * Math.max(0, (day - min) / (low - min));
    if (day > high) return b + (width - b) * Math.min(1, (day - high) / (max - high));
    return a + ((b - a) * (day - low)) / (high - low);
  }
  function dayOf(x) {
    const { min, low, high, max } = scale, [a, b] = [left(), right()];
    if (x < a) return min + ((low - min) * Math.max(0, x)) / a;
    if (x > b) return Math.min(max, high + ((max - high) * (x - b)) / (width - b));
    return low + ((high - low) * (x - a)) / (b - a);
  }

  /** Bars: from, to (after), how many events are surely in it, how many may be. */
  function count() {
    const edges = [];
    if (scale.min < scale.low) edges.push(scale.min);
    for (let day = scale.low; day < scale.high; day = next(day)) edges.push(day);
    if (scale.max > scale.high) edges.push(scale.high);
    edges.push(scale.max > scale.high ? scale.max : scale.high);
    bins = edges.slice(0, -1).map((from, i) => ({ from, to: edges[i + 1], sure: 0, maybe: 0 }));
    const ends = bins.map((b) => b.to);
    const at = (day) => { let low = 0, high = ends.length - 1; while (low < high) { const m = (low + high) >> 1; if (ends[m] <= day) low = m + 1; else high = m; } return low; };
    const opens = new Int32Array(bins.length + 1);
    for (const { first, last } of spread) {
      if (Number.isNaN(first)) continue;
      const a = first === -Infinity ? 0 : at(first), b = last === Infinity ? bins.length - 1 : at(last);
      if (a === b) bins[a].sure += 1;
      else { opens[a] += 1; opens[b + 1] -= 1; }
    }
    let open = 0;
    bins.forEach((bin, i) => { open += opens[i]; bin.maybe = open; });
  }

  function bars(ctx, colours) {
    const main = bins.filter((b) => b.from >= scale.low && b.to <= scale.high + 366);
    const most = Math.max(3, ...main.map((b) => b.sure + b.maybe)), tall = height - LOW - 3;
    const inside = (b) => !state.brush || (b.to > KG.days(state.brush[0]) && b.from <= KG.days(state.brush[1]));
    for (const bin of bins) {
      const [a, b] = [xOf(bin.from), Math.min(width, xOf(bin.to))], gap = b - a > 3.5 ? 1 : 0.2;
      const up = (n) => Math.min(tall, n ? Math.max(1.5, (n / most) * tall) : 0);
      const sure = up(bin.sure), all = Math.max(sure, up(bin.sure + bin.maybe));
      ctx.fillStyle = inside(bin) ? colours.accent : colours.faint;
      ctx.globalAlpha = inside(bin) ? 0.3 : 0.22; ctx.fillRect(a, height - LOW - all, Math.max(0.8, b - a - gap), all - sure);
      ctx.globalAlpha = inside(bin) ? 0.9 : 0.5; ctx.fillRect(a, height - LOW - sure, Math.max(0.8, b - a - gap), sure);
    }
    ctx.globalAlpha = 1;
  }

  /** Years, or months where there is room, under the bars; the ends of time under the heaps. */
  function dates(ctx, colours) {
    ctx.strokeStyle = colours.line; ctx.beginPath(); ctx.moveTo(0, height - LOW + 0.5); ctx.lineTo(width, height - LOW + 0.5);
    for (const edge of [left(), right()]) if (edge > 0 && edge < width) { ctx.moveTo(edge + 0.5, 0); ctx.lineTo(edge + 0.5, height); }
    ctx.stroke();
    ctx.fillStyle = colours.soft; ctx.font = '10.5px system-ui, -apple-system, "Segoe UI", Roboto, "Liberation Sans", sans-serif'; ctx.textBaseline = "alphabetic";
    const year = (day) => new Date(day * 864e5).getUTCFullYear();
    if (left() > 0) ctx.fillText(`${year(scale.min)}…`, 2, height - 3);
    if (right() < width) { ctx.textAlign = "right"; ctx.fillText(`…${year(scale.max - 1)}`, width, height - 3); ctx.textAlign = "left"; }
    const pixels = (right() - left()) / (scale.high - scale.low);
    if (30.4 * pixels > (right() - left()) / 2) return days(ctx, pixels);
    const step = [1, 3, 6, 12, 24, 60, 120, 240, 600].find((months) => months * 30.4 * pixels >= 62) || 1200;
    const from = new Date(scale.low * 864e5);
    for (let m = Math.ceil((from.getUTCFullYear() * 12 + from.getUTCMonth()) / step) * step; ; m += step) {
      const day = Date.UTC(Math.floor(m / 12), m % 12, 1) / 864e5, x = xOf(day);
      if (day > scale.high) break;
      if (day < scale.low || x > right() - 40) continue;
      const name = step < 12 && m % 12 ? KG.MONTHS[m % 12] : String(Math.floor(m / 12));
      ctx.fillRect(x, height - LOW, 1, 4);
      ctx.fillText(name, x + 3, height - 3);
    }
    return undefined;
  }

  /** Where all is within two months, days under the bars. */
  function days(ctx, pixels) {
    const step = [1, 2, 7].find((n) => n * pixels >= 62) || 14;
    for (let day = Math.ceil(scale.low); day < scale.high && xOf(day) < right() - 40; day += step) {
      ctx.fillRect(xOf(day), height - LOW, 1, 4);
      ctx.fillText(KG.day(KG.iso(day)).split(" ").slice(0, 2).join(" "), xOf(day) + 3, height - 3);
    }
  }

  function paint() {
    if (!scale || !plot.clientWidth) return;
    const ratio = window.devicePixelRatio || 1, { colours } = KG.paint, ctx = canvas.getContext("2d");
    [width, height] = [plot.clientWidth, plot.clientHeight];
    canvas.width = Math.round(width * ratio); canvas.height = Math.round(height * ratio);
    ctx.scale(ratio, ratio);
    count();
    bars(ctx, colours);
    dates(ctx, colours);
    if (state.asof) { ctx.fillStyle = colours.ink; ctx.fillRect(xOf(KG.days(state.asof) + 1) - 1, 0, 1.5, height - LOW); }
    place();
  }

  /** The chosen days as numbers, all of them where none are chosen. */
  const chosen = () => (state.brush ? state.brush.map(KG.days) : [scale.min, scale.max - 1]);

  function place() {
    const days = chosen(), [a, b] = [xOf(days[0]), xOf(days[1] + 1)];
    host.classList.toggle("on", Boolean(state.brush));
    frame.style.left = `${a}px`;
    frame.style.width = `${Math.max(2, b - a)}px`;
    handles.forEach((handle, end) => {
      handle.style.left = `${end ? b : a}px`;
      for (const [name, value] of Object.entries({ valuemin: scale.min, valuemax: scale.max - 1, valuenow: Math.round(days[end]), valuetext: KG.day(KG.iso(days[end])) })) handle.setAttribute(`aria-${name}`, value);
    });
  }

  /** Chooses days; all of them is the same as none. Quick changes are drawn once a frame. */
  function choose(from, to) {
    const [a, b] = [Math.max(scale.min, Math.round(Math.min(from, to))), Math.min(scale.max - 1, Math.round(Math.max(from, to)))];
    wanted = a <= scale.min && b >= scale.max - 1 ? null : [KG.iso(a), KG.iso(Math.max(a, b))];
    if (!waiting) waiting = requestAnimationFrame(() => { waiting = 0; KG.update({ brush: wanted }, "filter", "brush"); });
  }

  function down(event) {
    if (event.button > 0) return;
    event.preventDefault();
    const edge = plot.getBoundingClientRect().left, x0 = event.clientX - edge, [from, to] = chosen();
    const end = handles.indexOf(event.target), whole = event.target === frame && state.brush;
    const reach = event.pointerType === "touch" ? 24 : 0;
    const near = end >= 0 ? end : reach && state.brush ? [from, to + 1].findIndex((d) => Math.abs(xOf(d) - x0) < reach) : -1;
    plot.setPointerCapture(event.pointerId);
    let moved = false;
    const move = (e) => {
      const x = e.clientX - edge;
      moved = moved || Math.abs(x - x0) >= LEAST;
      if (!moved) return;
      if (near === 0) choose(Math.min(dayOf(x), to), to);
      else if (near === 1) choose(from, Math.max(dayOf(x) - 1, from));
      else if (whole) shift(from, to, x - x0);
      else choose(dayOf(Math.min(x0, x)), dayOf(Math.max(x0, x)) - 1);
    };
    const up = () => {
      plot.removeEventListener("pointermove", move);
      for (const kind of ["pointerup", "pointercancel"]) plot.removeEventListener(kind, up);
      if (moved || near >= 0) { if (near >= 0) handles[near].focus(); return; }
      const bin = bins.find((b) => xOf(b.from) <= x0 && x0 < xOf(b.to));
      if (bin) choose(bin.from, bin.to - 1);
    };
    plot.addEventListener("pointermove", move);
    for (const kind of ["pointerup", "pointercancel"]) plot.addEventListener(kind, up);
  }

  /** Moves the chosen stretch as it is, as far as time goes. */
  function shift(from, to, by) {
    const start = Math.min(Math.max(scale.min, dayOf(xOf(from) + by)), scale.max - 1 - (to - from));
    choose(start, start + (to - from));
  }

  function keys(event) {
    const end = handles.indexOf(event.target);
    if (event.key === "Delete" || event.key === "Backspace") return KG.update({ brush: null }, "filter");
    const days = chosen().map(Math.round), sign = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1, PageUp: 1, PageDown: -1 }[event.key];
    const far = event.shiftKey ? 1 : { day: 1, week: 7, month: 30, quarter: 91, year: 365 }[scale.unit] * (event.key.startsWith("Page") ? 5 : 1);
    if (sign) days[end] = inner(days[end] + sign * far, sign);
    else if (event.key === "Home") days[end] = end ? days[0] : scale.min;
    else if (event.key === "End") days[end] = end ? scale.max - 1 : days[1];
    else return undefined;
    event.preventDefault();
    return end ? choose(days[0], Math.max(days[0], days[1])) : choose(Math.min(days[0], days[1]), days[1]);
  }

  /** A step within a heap at the side is a step over it. */
  function inner(day, sign) {
    if (day < scale.low) return sign > 0 ? scale.low : scale.min;
    if (day > scale.high - 1) return sign > 0 ? scale.max - 1 : scale.high - 1;
    return day;
  }

  /** `facts`: those that all but the brush lets through; each event counts once. */
  function draw(facts) {
    host.hidden = !scale;
    if (!scale) return;
    const events = new Map();
    for (const fact of facts) if (!events.has(fact.event) || Number.isNaN(events.get(fact.event).first)) events.set(fact.event, fact);
    spread = [...events.values()];
    const bare = spread.filter((f) => Number.isNaN(f.first)).length;
    words.textContent = state.brush ? KG.span(...state.brush) : "All dates";
    clear.hidden = !state.brush;
    undated.hidden = !state.brush || !bare;
    box.checked = state.undated;
    boxWords.textContent = state.undated ? `with ${bare.toLocaleString("en")} undated` : `${bare.toLocaleString("en")} undated left out`;
    paint();
  }

  plot.addEventListener("pointerdown", down);
  handles.forEach((handle) => handle.addEventListener("keydown", keys));
  plot.addEventListener("dblclick", () => KG.update({ brush: null }, "filter"));
  new ResizeObserver(paint).observe(plot);
  return { draw, paint };
});
