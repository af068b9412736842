"use strict";
/* Where nodes of the relations stand after forces have drawn them together: nothing lies upon another, and what does
   not hang together with the rest stands beside it. A box is `{ id, x, y, w, h, held }` around its middle. */
KG.part("arrange", () => {
  const LEGIBLE = 0.55, CLOSE = 0.38, ROUNDS = 60, WIDEST = 320, LOOSE = 1.7;
  const GAP = { beside: 170, under: 90, w: 160, h: 44 };

  /** Groups that hang together, largest first. `links` are pairs of ids. */
  function groups(boxes, links) {
    const next = new Map(boxes.map((b) => [b.id, []])), box = new Map(boxes.map((b) => [b.id, b]));
    for (const [a, b] of links) { next.get(a)?.push(b); next.get(b)?.push(a); }
    const seen = new Set(), found = [];
    for (const id of next.keys()) {
      if (seen.has(id)) continue;
      const group = [id];
      seen.add(id);
      for (let i = 0; i < group.length; i += 1) for (const other of next.get(group[i])) if (!seen.has(other)) { seen.add(other); group.push(other); }
      found.push(group.map((member) => box.get(member)));
    }
    return found.sort((a, b) => b.length - a.length);
  }

  /** Moves boxes that lie upon one another apart, along the shorter way; held ones stay. */
  function part(boxes) {
    for (let round = 0, moved = true; moved && round < ROUNDS; round += 1) {
      moved = false;
      boxes.sort((a, b) => a.x - b.x);
      boxes.forEach((a, i) => {
        for (let j = i + 1; j < boxes.length && boxes[j].x - a.x < (a.w + WIDEST) / 2; j += 1) moved = push(a, boxes[j]) || moved;
      });
    }
  }

  function push(a, b) {
    const dx = (a.w + b.w) / 2 - Math.abs(b.x - a.x), dy = (a.h + b.h) / 2 - Math.abs(b.y - a.y);
    if (dx <= 0.5 || dy <= 0.5 || (a.held && b.held)) return false;
    const [mine, yours] = a.held ? [0, 1] : b.held ? [1, 0] : [0.5, 0.5];
    const [axis, by] = dx < dy ? ["x", dx] : ["y", dy], side = b[axis] < a[axis] ? -1 : 1;
    a[axis] -= by * mine * side;
    b[axis] += by * yours * side;
    return true;
  }

  /** The frame around the middles of a group. */
  function edge(group) {
    const xs = group.map((b) => b.x), ys = group.map((b) => b.y), left = Math.min(...xs), top = Math.min(...ys);
    return { left, top, w: Math.max(...xs) - left, h: Math.max(...ys) - top };
  }

  const need = (boxes) => boxes.reduce((sum, b) => sum + (b.w + 14) * (b.h + 12) * LOOSE, 1);

  /** Places the boxes for a window of `width` and `height` pixels: the large group takes its shape, the small ones
      stand in columns beside it, in a tall window in rows under it. The scale at which all is in view is one at
      which names can be read, if there is room for that. */
  function tidy(boxes, links, { width, height }) {
    const [main, ...rest] = groups(boxes, links);
    if (!main) return;
    const wide = width > height, whole = edge(main), share = need(main) / need(boxes);
    const scale = Math.min(1, Math.max(LEGIBLE, Math.sqrt((width * height) / need(boxes))));
    for (const b of main.filter((m) => !m.held)) {
      b.x *= Math.min(2, (width * (wide ? share : 0.86)) / scale / Math.max(1, whole.w));
      b.y *= Math.min(2, (height * (wide ? 0.86 : share)) / scale / Math.max(1, whole.h));
    }
    part(main);
    beside(edge(main), rest.filter((group) => !group.some((b) => b.held)), wide);
  }

  function beside(main, small, columns) {
    let x = main.left + (columns ? main.w + GAP.beside : 0), y = main.top + (columns ? 0 : main.h + GAP.under), far = 0;
    for (const group of small) {
      for (const b of group) { b.x *= CLOSE; b.y *= CLOSE; }
      part(group);
      const own = edge(group), w = own.w + GAP.w, h = own.h + GAP.h;
      if (columns && y > main.top && y + h > main.top + Math.max(main.h, 500)) { x += far; y = main.top; far = 0; }
      if (!columns && x > main.left && x + w > main.left + Math.max(main.w, 420)) { x = main.left; y += far; far = 0; }
      for (const b of group) { b.x += x - own.left; b.y += y - own.top; }
      if (columns) { y += h; far = Math.max(far, w); } else { x += w; far = Math.max(far, h); }
    }
  }

  return { tidy, groups, edge, LEGIBLE };
});
