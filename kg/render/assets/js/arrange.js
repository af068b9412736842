"use strict";
/* Where nodes of the relations stand after forces have drawn them together: nothing lies upon another, and what does
   not hang together with the rest stands beside it. A box is `{ id, x, y, w, h, held }` around its middle. */
KG.part("arrange", () => {
  const LEGIBLE = 0.55, SMALLEST = 0.4, CLOSE = 0.24, ROUNDS = 60, WIDEST = 320, LOOSE = 1.7, TRIES = 6, STRETCH = 1.6;
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
    const small = rest.filter((group) => !group.some((b) => b.held));
    for (const b of small.flat()) { b.x *= CLOSE; b.y *= CLOSE; }
    small.forEach(part);
    const most = beside(edge(main), small, { wide, shape: wide ? height / width : width / height });
    if (wide && small.length) stretch(main, most);
  }

  /** Lets the large group take the height of what stands beside it. */
  function stretch(main, height) {
    const { top, h } = edge(main), by = Math.min(STRETCH, height / Math.max(1, h));
    if (by > 1) for (const b of main.filter((m) => !m.held)) b.y = top + (b.y - top) * by;
  }

  /** Stands the small groups in columns (or rows) that are made longer until the whole has the window's shape;
      answers how long they may be. */
  function beside(main, small, { wide, shape }) {
    const [first, gap] = wide ? [main.w, GAP.beside] : [main.h, GAP.under];
    let most = wide ? Math.max(main.h, 500) : Math.max(main.w, 420);
    for (let round = 0; round < TRIES; round += 1) {
      const across = first + gap + columns(main, small, { wide, most });
      if (across * shape <= most * 1.04) break;
      most += (across * shape - most) * 0.6;
    }
    return most;
  }

  /** Places the groups in lines of at most `most`; answers how much they take across. */
  function columns(main, small, { wide, most }) {
    const top = wide ? main.top : main.left;
    let x = wide ? main.left + main.w + GAP.beside : main.top + main.h + GAP.under, y = top, far = 0;
    const start = x;
    for (const group of small) {
      const own = edge(group), [w, h] = wide ? [own.w + GAP.w, own.h + GAP.h] : [own.h + GAP.h, own.w + GAP.w];
      if (y > top && y + h > top + most) { x += far; y = top; far = 0; }
      for (const b of group) { b.x += (wide ? x : y) - own.left; b.y += (wide ? y : x) - own.top; }
      y += h;
      far = Math.max(far, w);
    }
    return x + far - start;
  }

  /** From afar names are drawn larger than the rest, up to a bound, so that they can be read. */
  const grown = (scale) => Math.min(2.6, Math.max(1, LEGIBLE / scale));

  return { tidy, groups, grown, SMALLEST };
});
