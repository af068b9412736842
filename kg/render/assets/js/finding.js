"use strict";
/* Neighbours of a node and paths between two, over the facts that all other filters let through.
   A node is `a:` and an actor's id, or `e:` and an event's id in the network. */
KG.part("finding", () => {
  const { data, state } = KG;
  const actorNumber = new Map(data.actors.map((a, i) => [a.id, i]));
  const eventNumber = new Map(data.events.map((e, i) => [e.id, i]));
  const factNumber = new Map(data.facts.map((f, i) => [f.id, i]));
  const FIRST_EVENT = data.actors.length;
  let chain = null;

  /** A node as a number: actors first, then events; `undefined` if the page does not know it. */
  function number(node) {
    if (node.startsWith("a:")) return actorNumber.get(node.slice(2));
    const event = eventNumber.get(node.slice(2));
    return event === undefined ? undefined : FIRST_EVENT + event;
  }
  const isEvent = (n) => n >= FIRST_EVENT;
  const address = (n) => (isEvent(n) ? `e:${data.events[n - FIRST_EVENT].id}` : `a:${data.actors[n].id}`);

  /** The node of what is selected: of a claim its event. */
  function selected() {
    if (state.sel?.startsWith("a:")) return actorNumber.has(state.sel.slice(2)) ? state.sel : null;
    const fact = state.sel?.startsWith("f:") ? data.facts[factNumber.get(state.sel.slice(2))] : null;
    return fact ? `e:${data.events[fact.event].id}` : null;
  }

  /** Who is next to whom: for each node its neighbours, as visible claims have it. */
  function neighbours(shown) {
    const next = new Map();
    const add = (a, b) => { const list = next.get(a); if (list) list.add(b); else next.set(a, new Set([b])); };
    for (const fact of shown) for (const who of fact.who) { add(who, FIRST_EVENT + fact.event); add(FIRST_EVENT + fact.event, who); }
    return next;
  }

  /** Events within so many steps of a node. One step from an actor: what it takes part in; one step from an event:
      what its actors take part in too; each further step goes on over the actors of these. */
  function around(next, node, steps) {
    const start = number(node);
    if (start === undefined) return new Set();
    const found = new Set(isEvent(start) ? [start] : next.get(start) || []);
    let edge = [...found];
    for (let i = isEvent(start) ? 0 : 1; i < steps; i += 1) {
      const actors = new Set(edge.flatMap((event) => [...(next.get(event) || [])]));
      edge = [...actors].flatMap((actor) => [...(next.get(actor) || [])]).filter((event) => !found.has(event) && found.add(event));
    }
    return found;
  }

  /** Distance from a node to all others, breadth first. */
  function distances(next, start) {
    const far = new Map([[start, 0]]), queue = [start];
    for (let i = 0; i < queue.length; i += 1) for (const other of next.get(queue[i]) || []) if (!far.has(other)) { far.set(other, far.get(queue[i]) + 1); queue.push(other); }
    return far;
  }

  /** A shortest path, and all nodes that lie on any that is as short; `null` where there is none. */
  function between(next, from, to) {
    const [a, b] = [number(from), number(to)];
    if (a === undefined || b === undefined || !next.has(a) || !next.has(b)) return null;
    const left = distances(next, a), right = distances(next, b), length = left.get(b);
    if (length === undefined) return null;
    const on = new Set([...left.keys()].filter((n) => left.get(n) + (right.get(n) ?? Infinity) === length));
    const steps = [a];
    while (steps.at(-1) !== b) {
      const here = steps.at(-1);
      steps.push([...next.get(here)].filter((n) => on.has(n) && right.get(n) === right.get(here) - 1).sort((x, y) => x - y)[0]);
    }
    return { steps, on };
  }

  /** The events to which neighbourhood and path narrow what is shown, or `null` if neither is asked for. */
  function within(shown) {
    chain = null;
    const whole = state.path && state.path[1];
    if (!state.near.length && !whole) return null;
    let next = neighbours(shown), kept = null;
    if (state.near.length) {
      kept = new Set(state.near.flatMap(([node, steps]) => [...around(next, node, steps)]));
      if (whole) next = neighbours(shown.filter((f) => kept.has(FIRST_EVENT + f.event)));
    }
    if (whole) {
      const found = between(next, ...state.path);
      chain = found ? found.steps : [];
      kept = found ? new Set([...found.on].filter(isEvent)) : new Set();
    }
    return new Set([...kept].map((n) => n - FIRST_EVENT));
  }

  /** The path as steps: `{ actor }` or `{ event, fact, before, after }` with the roles of the actors beside it. */
  function steps(events) {
    if (!chain) return null;
    return chain.map((n, i) => {
      if (!isEvent(n)) return { actor: n };
      const claims = events.get(n - FIRST_EVENT) || [];
      return { event: n - FIRST_EVENT, fact: claims[0], before: role(claims, chain[i - 1]), after: role(claims, chain[i + 1]) };
    });
  }

  function role(claims, actor) {
    for (const claim of claims) {
      const named = claim.actors.find(([who]) => who === actor);
      if (named) return named[1];
      if (claim.holders.includes(actor)) return "claims";
    }
    return null;
  }

  /** [event, actor] of each line of the path. */
  function lines() {
    const found = [];
    (chain || []).forEach((n, i) => {
      if (isEvent(n)) for (const other of [chain[i - 1], chain[i + 1]]) if (other !== undefined) found.push([n - FIRST_EVENT, other]);
    });
    return found;
  }

  /** Events that are themselves the middle of a neighbourhood or the end of a path. */
  const nodes = () => [...state.near.map(([n]) => n), ...(state.path || [])].filter(Boolean).map(number).filter((n) => n !== undefined && isEvent(n)).map((n) => n - FIRST_EVENT);

  /** What a node is called. */
  function called(node) {
    const n = number(node);
    if (n === undefined) return "not in this page";
    return isEvent(n) ? data.events[n - FIRST_EVENT].label : KG.name(n);
  }

  /** Sets how many steps around a node are shown; nought takes its neighbourhood away. */
  function near(node, steps) {
    const others = state.near.filter(([n]) => n !== node);
    const place = state.near.findIndex(([n]) => n === node);
    if (steps > 0) others.splice(place < 0 ? others.length : place, 0, [node, Math.min(3, steps)]);
    KG.update({ near: others }, "filter");
  }

  const stepsOf = (node) => state.near.find(([n]) => n === node)?.[1] || 0;
  return { within, steps, lines, nodes, selected, called, near, stepsOf, address, number };
});
