"use strict";
/* The relations of what is visible: actors and events as a network that vis-network draws. Forces run once, out of
   sight, over a small set; of a large one the events are gathered into lines between their actors. */
KG.part("relations", () => {
  const { data, state, camera, paint, arrange, knots, h } = KG;
  const { colours, now, numberOf } = paint;
  const MOST_EVENTS = 250, MOST_ACTORS = 60, LABELLED = 24, SOON = 350;
  const host = h("div", { class: "net", hidden: true });
  const notice = h("p", { class: "notice", hidden: true, role: "status" });
  camera.box.append(host, notice);
  let network = null, nodes = null, edges = null, links = null, events = new Map(), touched = false, placed = false, drawn = -1e6, waiting = 0;
  const places = new Map();
  /** Address of a node (`a:` or `e:`) of its id in the network, and the other way round. */
  const address = (id) => (numberOf.has(id) ? `e:${data.events[numberOf.get(id)].id}` : `a:${data.actors[Number(id.slice(1))].id}`);
  const actorNumber = new Map(data.actors.map((a, i) => [a.id, i]));
  const nodeOf = (node) => (node.startsWith("e:") ? node.slice(2) : `a${actorNumber.get(node.slice(2))}`);

  function build() {
    KG.library("vis-network");
    const given = KG.network();
    links = new Map();
    for (const [start, end, role] of given.edges) {
      const from = given.nodes[start], to = given.nodes[end], event = numberOf.get(from) ?? numberOf.get(to);
      if (!links.has(event)) links.set(event, []);
      links.get(event).push({ from, to, role, actor: Number((numberOf.has(from) ? to : from).slice(1)) });
    }
    nodes = new vis.DataSet();
    edges = new vis.DataSet();
    network = new vis.Network(host, { nodes, edges }, {
      ...given.options, autoResize: true, interaction: { hover: true, dragNodes: true, multiselect: false, tooltipDelay: 1e9, keyboard: false, hideEdgesOnDrag: false },
      nodes: { chosen: true }, edges: { smooth: false, chosen: false },
    });
    network.on("click", click);
    for (const by of ["dragStart", "zoom"]) network.on(by, () => { touched = true; });
    network.on("resize", () => { if (!touched && placed && host.clientWidth) requestAnimationFrame(place); });
    network.on("dragEnd", ({ nodes: moved }) => { if (moved.length) pin(moved); });
    network.on("hoverNode", ({ node }) => { now.hovered = numberOf.get(node) ?? null; host.style.cursor = "pointer"; });
    network.on("blurNode", () => { now.hovered = null; host.style.cursor = ""; });
    network.on("hoverEdge", ({ edge }) => { host.style.cursor = "pointer"; tint(edge, 3); });
    network.on("blurEdge", ({ edge }) => { host.style.cursor = ""; tint(edge, null); });
  }

  function tint(id, width) {
    const edge = edges.get(id);
    if (edge) edges.update({ id, width: width || edge.own });
  }

  function click({ nodes: [node], edges: [edge] }) {
    if (node !== undefined) {
      const event = numberOf.get(node);
      return KG.evidence.select(event === undefined ? `a:${data.actors[Number(node.slice(1))].id}` : `f:${events.get(event)[0].id}`);
    }
    const line = edge !== undefined && edges.get(edge);
    if (!line) return KG.evidence.select(null);
    if (line.pair) return KG.update({ path: line.pair.map((a) => `a:${data.actors[a].id}`) }, "filter");
    return KG.graph.selectEdge({ event: line.event }, { who: line.actor, role: line.role, claim: line.claim });
  }

  function pin(moved) {
    const pins = new Map(state.pins);
    for (const [id, { x, y }] of Object.entries(network.getPositions(moved))) {
      pins.set(address(id), [Math.round(x), Math.round(y)]);
      places.set(id, { x, y });
    }
    KG.update({ pins }, "pins");
  }

  /** Puts pinned nodes where they are pinned; the others are free. */
  function fasten() {
    if (!network) return;
    nodes.update(nodes.getIds().map((id) => {
      const at = state.pins.get(address(id));
      return at ? { id, x: at[0], y: at[1], fixed: true, pinned: true } : { id, fixed: false, pinned: false };
    }));
    network.redraw();
  }

  /** Actors and roles of an event as its visible claims give them. */
  function parts(event, claims) {
    const named = new Map();
    for (const claim of claims) {
      for (const [who, role] of claim.actors) if (!named.has(`${who}|${role}`)) named.set(`${who}|${role}`, claim);
      for (const who of claim.holders) if (!named.has(`${who}|claims`)) named.set(`${who}|claims`, claim);
    }
    return (links.get(event) || []).filter((l) => named.has(`${l.actor}|${l.role}`)).map((l) => ({ ...l, event, claim: named.get(`${l.actor}|${l.role}`) }));
  }

  /** What to draw: events that join two or more actors, and those actors; single ones are told on the actor. */
  function plan() {
    const joined = [], single = new Map(), kept = new Set(KG.finding.nodes());
    for (const [event, claims] of events) {
      const own = parts(event, claims), who = new Set(own.map((l) => l.actor));
      if (who.size > 1 || kept.has(event)) joined.push({ event, claims, own, who });
      else for (const actor of who) single.set(actor, (single.get(actor) || 0) + 1);
    }
    return { joined, single };
  }

  /** Draws what is shown; of quick changes (a drag, a word being typed) only the last is arranged. */
  function draw(shown) {
    host.hidden = false;
    if (!network) build();
    events = shown;
    const { joined, single } = plan();
    const gathered = joined.length > MOST_EVENTS;
    const [dots, lines] = gathered ? gather(joined) : detail(joined);
    for (const dot of dots) {
      dot.single = dot.actor === undefined ? 0 : single.get(dot.actor) || 0;
      dot.ctxRenderer = dot.actor === undefined ? knots.event(dot.event, events.get(dot.event)[0], () => nodes.length <= LABELLED) : knots.actor(dot.actor, dot.single);
    }
    edges.clear();
    nodes.clear();
    nodes.add(dots.map(seat(dots)));
    edges.add(lines.map((line, id) => ({ id, ...line })));
    tell(gathered, joined.length, dots, single);
    fasten();
    const quick = performance.now() - drawn < SOON;
    drawn = performance.now();
    clearTimeout(waiting);
    if (quick) waiting = setTimeout(() => settle(dots.length), SOON); else settle(dots.length);
    select();
  }

  function detail(joined) {
    const actors = new Set(joined.flatMap((j) => [...j.who]));
    for (const sel of [state.sel, ...state.near.map(([n]) => n)]) if (sel?.startsWith("a:") && actorNumber.has(sel.slice(2))) actors.add(actorNumber.get(sel.slice(2)));
    const dots = [...actors].map((actor) => ({ id: `a${actor}`, actor }));
    const lines = [];
    for (const { event, claims, own } of joined) {
      dots.push({ id: data.events[event].id, event });
      const colour = KG.shade(KG.type(claims[0].type).colour);
      for (const { from, to, role, actor, claim } of own) {
        const dash = KG.status(claim.status).line;
        lines.push({ from, to, role, actor, event, claim, own: 1.3, width: 1.3, colour, dashes: dash.length ? dash : false, color: { color: colour, opacity: 0.7, inherit: false }, arrows: { to: { enabled: true, scaleFactor: 0.4 } } });
      }
    }
    return [dots, lines];
  }

  /** The actors that share most events, with one line for all that two of them share. */
  function gather(joined) {
    const weight = new Map(), pairs = new Map();
    for (const { who } of joined) for (const a of who) weight.set(a, (weight.get(a) || 0) + 1);
    const first = new Set([...weight].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_ACTORS).map(([a]) => a));
    for (const { who } of joined) {
      const list = [...who].filter((a) => first.has(a)).sort((a, b) => a - b);
      for (let i = 0; i < list.length; i += 1) for (let j = i + 1; j < list.length; j += 1) {
        const key = list[i] * data.actors.length + list[j];
        pairs.set(key, (pairs.get(key) || 0) + 1);
      }
    }
    const heaviest = [...pairs].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, MOST_ACTORS * 3);
    const used = new Set();
    const lines = heaviest.map(([key, count]) => {
      const pair = [Math.floor(key / data.actors.length), key % data.actors.length];
      pair.forEach((a) => used.add(a));
      const width = Math.min(8, 0.8 + 1.3 * Math.log2(count));
      return { from: `a${pair[0]}`, to: `a${pair[1]}`, pair, count, own: width, width, color: { color: colours.edge, opacity: 0.55, inherit: false } };
    });
    return [[...used].map((actor) => ({ id: `a${actor}`, actor })), lines];
  }

  function tell(gathered, count, dots, single) {
    const apart = [...single.keys()].filter((actor) => !dots.some((d) => d.actor === actor)).length;
    const words = [
      gathered && `${KG.many(count, "event")} gathered into lines between the ${dots.length} actors that share most: the thicker, the more. Choose a line to see its events.`,
      !gathered && apart > 0 && `${KG.many(apart, "actor")} who ${apart === 1 ? "shares no event with another is" : "share no event with another are"} not drawn.`,
    ].filter(Boolean);
    notice.textContent = words.join(" ");
    notice.hidden = !words.length || !dots.length;
  }

  /** Where a node begins: where it was, else on a ring in the order of the lanes, events amid their actors. */
  function seat(dots) {
    const ring = dots.filter((d) => d.actor !== undefined);
    const radius = 70 + ring.length * 16;
    ring.forEach((dot, i) => { if (!places.has(dot.id)) places.set(dot.id, { x: radius * Math.cos((i / ring.length) * 6.2832), y: radius * Math.sin((i / ring.length) * 6.2832) }); });
    let turn = 0;
    return (dot) => {
      if (!places.has(dot.id)) {
        const around = parts(dot.event, events.get(dot.event)).map((l) => places.get(`a${l.actor}`)).filter(Boolean);
        const sum = around.reduce(([x, y], p) => [x + p.x / around.length, y + p.y / around.length], [0, 0]);
        turn += 2.399;
        places.set(dot.id, { x: sum[0] + 40 * Math.cos(turn), y: sum[1] + 40 * Math.sin(turn) });
      }
      return { ...dot, ...places.get(dot.id), shape: "custom", size: dot.event === undefined ? 26 : 11, mass: dot.event === undefined ? 2.4 : 1 };
    };
  }

  const FORCES = { enabled: true, solver: "barnesHut", barnesHut: { gravitationalConstant: -3200, centralGravity: 0.35, springLength: 80, springConstant: 0.05, avoidOverlap: 0.5 }, stabilization: { enabled: false } };
  function settle(count) {
    const rounds = Math.max(60, Math.min(260, Math.round(40000 / Math.max(1, count))));
    host.setAttribute("aria-busy", "true");
    network.setOptions({ physics: FORCES });
    network.once("stabilizationIterationsDone", () => {
      network.setOptions({ physics: { enabled: false } });
      place();
      host.removeAttribute("aria-busy");
    });
    network.stabilize(rounds);
  }

  /** What the nodes take up as they are drawn. */
  function boxes() {
    const at = network.getPositions(), few = nodes.length <= LABELLED;
    return nodes.get().map(({ id, actor, single }) => {
      const wide = actor !== undefined ? 34 + 7.4 * Math.min(22, Array.from(KG.name(actor)).length) + (single ? 20 : 0) : few ? 250 : 26;
      return { id, ...at[id], w: wide, h: actor !== undefined ? 32 : 24, held: state.pins.has(address(id)) };
    });
  }
  const pairs = () => edges.get().map((e) => [e.from, e.to]);

  /** Gives everything its place after the forces have done their work, and shows it. */
  function place() {
    if (!nodes.length || !state.relations) return;
    const all = boxes();
    arrange.tidy(all, pairs(), { width: host.clientWidth, height: host.clientHeight });
    for (const { id, x, y } of all) places.set(id, { x, y });
    nodes.update(all.filter((b) => !b.held).map(({ id, x, y }) => ({ id, x, y })));
    frame();
    placed = true;
    touched = false;
  }

  function select() {
    if (!network || !state.relations) return;
    const event = KG.evidence.selectedEvent();
    const node = state.sel?.startsWith("a:") ? nodeOf(state.sel) : event === null ? null : data.events[event].id;
    network.unselectAll();
    if (node !== null && nodes.get(node)) network.selectNodes([node], false);
    const chosen = edges.get({ filter: (e) => e.event === event && state.edge === `${data.actors[e.actor]?.id}|${e.role}` || onPath(e) });
    const last = edges.get({ filter: (e) => e.strong });
    edges.update(last.map((e) => ({ id: e.id, width: e.own, strong: false, color: { ...e.color, color: e.colour || colours.edge, opacity: 0.7 } })));
    edges.update(chosen.map((e) => ({ id: e.id, width: 3.2, strong: true, color: { ...e.color, color: colours.accent, opacity: 1 } })));
    network.redraw();
  }

  const onPath = (edge) => now.path.some(([event, who]) => edge.event === event && edge.actor === who);

  /** Everything in view, with the whole of each name. */
  function fit(all = boxes()) {
    if (!network || !nodes.length) return;
    const room = { w: host.clientWidth - 32, h: host.clientHeight - 32 - (notice.hidden ? 0 : notice.offsetHeight) };
    let scale = 1, edges = null;
    for (let round = 0; round < 4; round += 1) {
      edges = outline(all, arrange.grown(scale));
      scale = Math.max(0.05, Math.min(1.15, room.w / edges.w, room.h / edges.h));
    }
    const below = notice.hidden ? 0 : notice.offsetHeight / 2 / scale;
    network.moveTo({ scale, position: { x: edges.x, y: edges.y + below }, animation: false });
    again();
  }

  /** Middle and size of the frame around boxes that are drawn `grown` times as large. */
  function outline(all, grown) {
    const far = (low, size, side) => all.reduce((most, b) => Math.max(most, side * b[low] + (b[size] * grown) / 2), -Infinity);
    const [left, right, top, bottom] = [-far("x", "w", -1), far("x", "w", 1), -far("y", "h", -1), far("y", "h", 1)];
    return { x: (left + right) / 2, y: (top + bottom) / 2, w: right - left, h: bottom - top };
  }

  /** vis-network learns where a node is only by drawing; what it took to be out of view it draws the next time. */
  function again() {
    network.redraw();
    requestAnimationFrame(() => network.redraw());
  }

  /** All in view; in a window too small for that the largest group. */
  function frame() {
    fit();
    if (network.getScale() < arrange.SMALLEST) fit(arrange.groups(boxes(), pairs())[0]);
  }

  function zoom(factor) {
    touched = true;
    network.moveTo({ scale: Math.min(3, Math.max(0.05, network.getScale() * factor)), animation: false });
  }

  /** Arrow keys move the picture. */
  function keys(event) {
    const step = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] }[event.key];
    if (!step || !network) return;
    event.preventDefault();
    const { x, y } = network.getViewPosition(), far = 60 / network.getScale();
    network.moveTo({ position: { x: x + step[0] * far, y: y + step[1] * far }, animation: false });
  }

  function hide() {
    host.hidden = true;
    notice.hidden = true;
  }

  function repaint() {
    if (network && state.relations) draw(events);
  }

  /** Where a node is drawn, in pixels of the box; `null` where it is not. */
  function where(id) {
    return network && nodes.get(id) ? network.canvasToDOM(network.getPositions([id])[id]) : null;
  }

  /** What is drawn, with places and sizes: for a picture of it. */
  const picture = () => ({ dots: network ? boxes().map((box) => ({ ...nodes.get(box.id), ...box })) : [], lines: network ? edges.get() : [] });

  /** The ends of the line that gathers most events. */
  const thickest = () => { const line = edges.get().sort((a, b) => b.count - a.count)[0]; return [line.from, line.to]; };

  return { draw, hide, select, fit, zoom, keys, fasten, repaint, where, thickest, picture };
});
