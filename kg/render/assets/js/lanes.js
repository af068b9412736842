"use strict";
/* Where events stand in the lanes, and which dates the axis names. Positions of x come from the file; rows are
   packed again for what passes the filters, and a lane is as high as the rows of the time in view need. */
KG.part("lanes", () => {
  const { data } = KG;
  const ROW = 25, PAD = 9, SLANT = 5, GAP = 16;
  const OUTWARD = new Set(["target", "theme", "beneficiary", "addressee", "place"]);
  const lefts = data.events.map((e) => e.x);
  const axis = data.axis.map(([iso, x]) => [KG.days(iso), x]);
  const laneOfActor = new Map(data.lanes.map((actor, lane) => [actor, lane]).filter(([a]) => a >= 0));
  let lanes = [], marks = new Map(), order = [], right = 0;

  /** x of a day: between the fixed points of the elastic scale it is even. */
  function xOf(day) {
    if (!axis.length) return 0;
    let low = 0, high = axis.length - 1;
    if (day <= axis[0][0]) return axis[0][1];
    if (day >= axis[high][0]) return axis[high][1] + Math.min(160, 6 * (day - axis[high][0]));
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (axis[middle][0] <= day) low = middle; else high = middle;
    }
    const [[d0, x0], [d1, x1]] = [axis[low], axis[high]];
    return x0 + ((day - d0) / (d1 - d0)) * (x1 - x0);
  }

  /** Where the days end that an uncertain date leaves open. */
  const until = ({ from, to, last }) => (from && to && from !== to ? xOf(last + 1) : -Infinity);

  /** Closes the gaps that filters leave: lanes in their order, each event in the lowest free row. */
  function pack(events) {
    const members = new Map();
    const touched = new Set();
    for (const [event, claims] of events) {
      const lane = data.owners[event];
      if (!members.has(lane)) members.set(lane, []);
      members.get(lane).push(event);
      touched.add(lane);
      for (const claim of claims) for (const who of claim.who) if (laneOfActor.has(who)) touched.add(laneOfActor.get(who));
    }
    lanes = [];
    marks = new Map();
    right = 0;
    data.lanes.forEach((actor, lane) => {
      if (!touched.has(lane)) return;
      const ends = [];
      for (const event of (members.get(lane) || []).sort((a, b) => lefts[a] - lefts[b] || a - b)) {
        let row = ends.findIndex((end) => end <= lefts[event]);
        if (row < 0) row = ends.length;
        const { w } = data.events[event], x = lefts[event] + row * SLANT;
        ends[row] = x + w + GAP;
        right = Math.max(right, x + w);
        const claims = events.get(event);
        marks.set(event, { event, lane: lanes.length, row, x, y: 0, w, end: Math.max(x + w, until(claims[0])), claims, links: [] });
      }
      lanes.push({ actor, lane, y: 0, height: 0, name: actor < 0 ? "Not identified" : KG.name(actor) });
    });
    stack();
    const at = new Map(lanes.map((l, i) => [l.lane, i]));
    for (const mark of marks.values()) join(mark, at);
    order = [...marks.values()].sort((a, b) => a.x - b.x);
  }

  /** Puts the lanes under one another, each as high as its marks between two places of x need. An event keeps its
      row, so that nothing changes its order. Answers whether a lane has changed. */
  function stack(from = -Infinity, to = Infinity) {
    const rows = new Array(lanes.length).fill(1), before = lanes.map((lane) => lane.height);
    for (const { lane, row, x, end } of marks.values()) if (row >= rows[lane] && x < to && end > from) rows[lane] = row + 1;
    let y = 0;
    lanes.forEach((lane, i) => {
      Object.assign(lane, { y, height: rows[i] * ROW + 2 * PAD });
      y += lane.height;
    });
    for (const mark of marks.values()) mark.y = lanes[mark.lane].y + PAD + (mark.row + 0.5) * ROW;
    return lanes.some((lane, i) => lane.height !== before[i]);
  }

  /** Lines to the lanes of the others: for each actor the first role that a claim gives. */
  function join(mark, at) {
    const seen = new Set();
    for (const claim of mark.claims) {
      for (const [who, role] of [...claim.actors, ...claim.holders.map((holder) => [holder, "claims"])]) {
        if (seen.has(who)) continue;
        seen.add(who);
        const lane = at.get(laneOfActor.get(who));
        if (lane !== undefined && lane !== mark.lane) mark.links.push({ lane, who, role, claim, status: claim.status });
      }
    }
  }

  /** Marks whose left edge is between two places, by halving. */
  function between(from, to) {
    let low = 0, high = order.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (order[middle].x < from) low = middle + 1; else high = middle;
    }
    let end = low;
    while (end < order.length && order[end].x <= to) end += 1;
    return order.slice(low, end);
  }

  /** The line of a lane, where the connectors of other lanes end. */
  const middle = (lane) => lanes[lane].y + lanes[lane].height - 5;

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

  /** Days on which undated events were reported. */
  const reports = (v) => data.reported.filter(([, x]) => x > v.left - 300 && x < v.right);

  return { xOf, pack, stack, between, middle, ticks, reports, OUTWARD, get order() { return order; }, get right() { return right; }, get lanes() { return lanes; }, get marks() { return marks; } };
});
