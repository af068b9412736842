"use strict";
/* The graph: events in time lanes on a canvas of our own, or the relations of what is visible. */
KG.part("graph", () => {
  const { data, state, camera, paint } = KG;
  const { box, eye } = camera;
  const { now, numberOf, AXIS } = paint;
  const gutter = () => paint.gutter(box);
  let lanes = [], marks = new Map(), framed = false, moved = false, all = new Map();

  camera.acts.draw = (ctx, v) => { if (!state.relations) paint.lanes(ctx, v, box); };
  camera.acts.click = click;
  camera.acts.hover = (place) => { if (!state.relations) hover(place && hit(place)); };
  camera.acts.moved = () => { moved = true; follow(); keep(); };
  camera.acts.resized = () => { if (!framed) return; if (moved) settle(); else frame(); };
  box.addEventListener("keydown", keys);

  const keep = () => { state.at = [eye.x, eye.y, eye.scale]; KG.write(); };

  /** Lanes are as high as the time in view needs, and a little to either side. They change when a movement ends, or
      when it goes beyond that. */
  const SPARE = 0.15, REST = 180;
  let stacked = [0, 0], resting = 0;

  function stack() {
    const { left, right, scale } = camera.view(), start = left + gutter() / scale, spare = (right - start) * SPARE;
    stacked = paint.isFar(scale) ? [-Infinity, Infinity] : [start - spare, right + spare];
    return KG.lanes.stack(...stacked);
  }

  function follow() {
    if (state.relations || !framed) return;
    const { left, right, scale } = camera.view();
    clearTimeout(resting);
    if (left + gutter() / scale < stacked[0] || right > stacked[1]) settle();
    resting = setTimeout(() => { if (settle()) keep(); }, REST);
  }

  /** Gives the lanes their height. While the first is in view it stays where it is; else the one under the pointer
      does, or the one in the middle. Answers whether a lane has changed. */
  function settle() {
    if (!lanes.length || state.relations || !camera.view().width) return false;
    const y = eye.y + camera.pointer() / eye.scale, first = eye.y <= -AXIS / eye.scale;
    const held = lanes.find((l) => y < l.y + l.height) || lanes[lanes.length - 1], { y: before, height } = held;
    if (!stack()) return false;
    const inside = Math.min(y - before, height, held.height);
    camera.moveTo(first ? {} : { y: eye.y + held.y - before + inside - Math.min(y - before, height) });
    return true;
  }

  /** Runs something while every lane is as high as all its events need. */
  function whole(act) {
    KG.lanes.stack();
    const made = act();
    stack();
    return made;
  }

  /** What is at a place of the lanes: an event (`mark`), a line to another lane (`link` of a mark), or a heap of
      events that are drawn as one when far away. Signs and labels lie over lines. */
  function hit({ px, py, x, y }) {
    if (px < gutter() || py < AXIS) return null;
    if (paint.isFar(eye.scale)) { const heap = paint.heapAt(x, y); return heap && { heap }; }
    const slack = Math.max(0, 9 / eye.scale - 9), reach = 5 / eye.scale;
    let line = null;
    for (const m of KG.lanes.between(x - 300 / eye.scale, x + reach + slack)) {
      if (x >= m.x - 4 - slack && x <= m.x + (eye.scale > 0.38 ? m.w : 22) + slack && Math.abs(y - m.y) <= 12 + slack) return { mark: m };
      if (Math.abs(x - m.x - 8) > reach) continue;
      for (const link of m.links) {
        const end = KG.lanes.middle(link.lane);
        if (y >= Math.min(m.y, end) - reach && y <= Math.max(m.y, end) + reach) line = { mark: m, link: nearest(m, y, link, line) };
      }
    }
    return line;
  }

  /** Of lines that lie upon one another the shortest that reaches a place: the longer one goes on behind it. */
  function nearest(mark, y, link, line) {
    if (!line || line.mark !== mark) return link;
    const far = (l) => Math.abs(KG.lanes.middle(l.lane) - mark.y);
    return far(link) < far(line.link) ? link : line.link;
  }

  function hover(found) {
    const event = found?.mark?.event ?? null, link = found?.link ?? null;
    if (now.hovered === event && now.link === link) return;
    Object.assign(now, { hovered: event, link });
    box.style.cursor = found ? "pointer" : "";
    camera.redraw();
  }

  function click(place) {
    if (place.px < gutter() && place.py > AXIS) {
      const lane = lanes.find((l) => place.y >= l.y && place.y < l.y + l.height);
      if (lane && lane.actor >= 0) KG.evidence.select(`a:${data.actors[lane.actor].id}`);
      return;
    }
    const found = hit(place);
    if (found?.heap) return camera.zoom(Math.max(2.5, 0.42 / eye.scale), place.px, place.py);
    if (found?.link) return selectEdge(found.mark, found.link);
    KG.evidence.select(found ? `f:${found.mark.claims[0].id}` : null);
    return undefined;
  }

  /** An edge is the part that a claim gives an actor: selecting it opens that claim. */
  function selectEdge(mark, { who, role, claim }) {
    Object.assign(now, { hovered: null, link: null });
    KG.evidence.select(`f:${claim.id}`);
    KG.update({ edge: `${data.actors[who].id}|${role}` }, "select");
  }

  /** Arrow keys: along the lane, or to the nearest event of the next lane. With Alt they move the picture. */
  function keys(event) {
    if (event.target !== box || event.ctrlKey || event.metaKey) return undefined;
    if (event.key === "+" || event.key === "=") return zoom(1.25);
    if (event.key === "-") return zoom(0.8);
    if (state.relations) return KG.relations.keys(event);
    const at = marks.get(now.hovered ?? KG.evidence.selectedEvent());
    if (event.key === "l" && at?.links.length) return nextLine(at);
    if (event.key === "Enter" && at) return now.link ? selectEdge(at, now.link) : KG.evidence.select(`f:${at.claims[0].id}`);
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step || !marks.size) return undefined;
    event.preventDefault();
    if (event.altKey) { camera.moveTo({ x: eye.x + (step[0] * 80) / eye.scale, y: eye.y + (step[1] * 80) / eye.scale }); return camera.acts.moved(); }
    walk(step);
    return undefined;
  }

  /** Goes from line to line of an event. */
  function nextLine(mark) {
    const link = mark.links[(mark.links.indexOf(now.link) + 1) % mark.links.length];
    Object.assign(now, { hovered: mark.event, link });
    KG.cite.say(`Line: ${KG.name(link.who)}, ${link.role.replace(/_/g, " ")}, ${KG.status(link.status).label}`);
    return camera.redraw();
  }

  /** The first event of the uppermost lane that has one in view. */
  function inView() {
    const v = camera.view();
    return [...marks.values()].find((m) => m.x > v.left + gutter() / v.scale && m.x + 120 < v.right && m.y > v.top + (AXIS + 12) / v.scale && m.y < v.bottom - 20 / v.scale);
  }

  function walk(step) {
    const from = marks.get(now.hovered ?? KG.evidence.selectedEvent());
    let next = inView() ?? marks.values().next().value;
    if (from) {
      const far = (m) => (step[0] ? Math.abs(m.x - from.x) * 4 + Math.abs(m.y - from.y) : Math.abs(m.lane - from.lane) * 1e5 + Math.abs(m.x - from.x));
      const ahead = (m) => (step[0] ? m.lane === from.lane && Math.sign(m.x - from.x || m.y - from.y) === step[0] : Math.sign(m.lane - from.lane) === step[1]);
      next = from;
      let least = Infinity;
      for (const m of marks.values()) if (ahead(m) && far(m) < least) { least = far(m); next = m; }
    }
    Object.assign(now, { hovered: next.event, link: null });
    reveal(next);
    KG.cite.say(`${next.claims[0].text}, ${KG.when(next.claims[0])}, ${KG.status(next.claims[0].status).label}`);
    camera.redraw();
  }

  /** Brings an event into view: first its date, for which the lanes may change, then its lane. */
  function reveal(mark) {
    const v = camera.view(), s = v.scale;
    if (paint.isFar(s)) {
      camera.moveTo({ scale: 0.9, x: mark.x - (gutter() + v.width / 3) / 0.9 });
      stack();
      moved = true;
      return camera.moveTo({ y: mark.y - v.height / 2 / 0.9 });
    }
    if (mark.x <= v.left + (gutter() + 10) / s || mark.x + 120 >= v.right) {
      moved = true;
      camera.moveTo({ x: eye.x + (Math.min(0, mark.x - v.left - (gutter() + 40) / s) || Math.max(0, mark.x + 200 - v.right)) });
      settle();
    }
    const { top, bottom } = camera.view();
    if (mark.y > top + (AXIS + 12) / s && mark.y < bottom - 20 / s) return undefined;
    moved = true;
    return camera.moveTo({ y: eye.y + (Math.min(0, mark.y - top - (AXIS + 30) / s) || Math.max(0, mark.y + 40 / s - bottom)) });
  }

  /** At a size that can be read: all if it fits, else the stretch of time that holds the most, begun a little
      earlier where it would cut a label in two. */
  function frame() {
    moved = false;
    state.at = null;
    camera.fit();
    if (!marks.size) return camera.redraw();
    const row = KG.lanes.order;
    const room = box.clientWidth - gutter() - 30, right = KG.lanes.right, left = row[0].x;
    const scale = Math.min(1.1, Math.max(box.clientWidth < 560 ? 0.85 : 0.95, room / (right - left)));
    const span = room / scale;
    let start = left;
    if (right - left > span && !state.nodate) {
      let best = 0, tail = 0;
      row.forEach((m, i) => { while (tail < i && row[tail].x < m.x + 120 - span) tail += 1; if (i - tail > best) { best = i - tail; start = row[tail].x; } });
      const most = start - span / 4;
      for (const m of row.toReversed()) if (m.x < start && m.x + m.w > start && m.x >= most) start = m.x;
    }
    camera.moveTo({ scale, x: start - (gutter() + 16) / scale, y: -(AXIS + 4) / scale });
    return stack();
  }

  const isUndated = (event) => data.undated !== null && data.events[event].x >= data.undated;
  /** How many of the shown events have no date. */
  function undated() {
    let count = 0;
    for (const event of all.keys()) count += isUndated(event);
    return count;
  }

  /** What the lanes draw: either what has a date or what has none. */
  function chosen() {
    const count = undated();
    const there = count === all.size ? count > 0 : count > 0 && state.nodate;
    if (there !== state.nodate) { state.nodate = there; framed = false; }
    if (!count || count === all.size) return all;
    return new Map([...all].filter(([event]) => isUndated(event) === there));
  }

  /** Everything, however small. */
  function fitAll() {
    if (state.relations) return KG.relations.fit();
    if (!marks.size) return undefined;
    KG.lanes.stack();
    const left = KG.lanes.order[0].x, last = lanes[lanes.length - 1], bottom = last.y + last.height;
    const scale = Math.min(1.2, (box.clientWidth - gutter() - 40) / (KG.lanes.right - left), (box.clientHeight - AXIS - 12) / bottom);
    camera.moveTo({ scale, x: left - (gutter() + 20) / scale, y: -(AXIS + 4) / scale });
    stack();
    return camera.acts.moved();
  }

  function zoom(factor) {
    if (state.relations) KG.relations.zoom(factor);
    else camera.zoom(factor);
  }

  let side = null;
  /** `events`: the shown claims of each event. */
  function draw(events) {
    all = events;
    box.classList.toggle("relations", state.relations);
    if (state.relations) return KG.relations.draw(all);
    KG.lanes.pack(chosen());
    ({ lanes, marks } = KG.lanes);
    if (framed) stack();
    if (now.hovered !== null && !marks.has(now.hovered)) Object.assign(now, { hovered: null, link: null });
    if (!framed || side !== state.nodate || outside()) begin();
    side = state.nodate;
    return camera.redraw();
  }

  function begin() {
    if (!framed && state.at) { const [x, y, scale] = state.at; moved = true; camera.fit(); camera.moveTo({ x, y, scale }); stack(); } else frame();
    framed = true;
  }

  /** Whether a filter has left nothing of what is shown in view. */
  function outside() {
    const v = camera.view();
    if (!v.width || !marks.size) return false;
    for (const m of marks.values()) if (m.x + m.w > v.left + gutter() / v.scale && m.x < v.right && m.y > v.top && m.y < v.bottom) return false;
    return true;
  }

  /** Turns to the undated events, or back to the dates. */
  function jump(there) {
    framed = false;
    state.at = null;
    KG.update({ nodate: there }, "graph");
  }

  function select() {
    if (state.relations) return KG.relations.select();
    const event = KG.evidence.selectedEvent();
    if (event !== null && all.has(event) && undated() < all.size && isUndated(event) !== state.nodate) { framed = false; state.at = null; state.nodate = !state.nodate; draw(all); }
    const mark = event === null ? null : marks.get(event);
    if (mark) requestAnimationFrame(() => reveal(mark));
    return camera.redraw();
  }

  /** Where a drawn event's sign stands, in pixels of the box. */
  function where(id) {
    const mark = marks.get(numberOf.get(id));
    return mark ? { x: (mark.x + 8 - eye.x) * eye.scale, y: (mark.y - eye.y) * eye.scale } : null;
  }

  function repaint() {
    paint.readColours();
    camera.redraw();
    KG.relations.repaint();
  }
  paint.readColours();
  /** Takes the part in view from the address the next time it is drawn. */
  const again = () => { framed = false; };

  return { draw, again, select, selectEdge, zoom, fitAll, whole, jump, undated, repaint, where };
});
