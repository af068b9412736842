"use strict";
/* Which facts pass, and how many each choice of a facet would show. Values are numbers here, so that twenty
   thousand facts are sieved within a frame or two. */
KG.part("sieve", () => {
  const { data, state, FACETS } = KG;
  const facts = data.facts;
  const SOURCES = ["1", "2", "3+"];

  for (const fact of facts) {
    fact.who = [...new Set([...fact.actors.map(([a]) => a), ...fact.holders])];
    fact.first = fact.from ? KG.days(fact.from) : fact.to ? -Infinity : NaN;
    fact.last = fact.to ? KG.days(fact.to) : fact.from ? Infinity : NaN;
  }
  KG.allFirst = !facts.some((f) => f.asserted && KG.type(f.type).shown);

  const KEYS = {
    type: (f) => [f.type], status: (f) => [f.status], certainty: (f) => [f.certainty], source: (f) => [KG.source(f)],
    actor: (f) => f.who.map((i) => data.actors[i].id), sources: (f) => [SOURCES[Math.min(3, Math.max(1, f.sources)) - 1]],
  };

  /** A facet as numbers: its values, and for each fact which of them it has, `codes[start[i]..start[i + 1]]`. */
  function table(facet) {
    const values = [], number = new Map(), codes = [], start = new Int32Array(facts.length + 1);
    facts.forEach((fact, i) => {
      for (const key of KEYS[facet](fact)) {
        if (!number.has(key)) { number.set(key, values.length); values.push(key); }
        codes.push(number.get(key));
      }
      start[i + 1] = codes.length;
    });
    return { facet, values, number, codes: Int32Array.from(codes), start };
  }
  const tables = FACETS.map(table);

  /** Which values of a facet are chosen; for types, where none is, those that default views show. */
  function chosen({ facet, values }) {
    if (state[facet].size) return Uint8Array.from(values, (v) => state[facet].has(v));
    if (facet === "type" && values.some((v) => !KG.type(v).shown)) return Uint8Array.from(values, (v) => KG.type(v).shown);
    return null;
  }

  let built = 0;
  /** What the search looks through; made when idle, or at the first search. */
  function haystacks(until) {
    for (; built < until; built += 1) {
      const fact = facts[built], article = data.articles[fact.article];
      const words = [fact.text, fact.quote, KG.type(fact.type).label, fact.type, KG.status(fact.status).label, fact.place || "",
        article.title || "", article.outlet || "", fact.words || "", fact.from || "", ...fact.who.flatMap((i) => [data.actors[i].name, ...data.actors[i].aliases])];
      fact.hay = KG.fold(words.join("\n"));
    }
  }
  function idle() {
    haystacks(Math.min(facts.length, built + 400));
    if (built < facts.length) later(idle);
  }
  const later = window.requestIdleCallback ? (act) => requestIdleCallback(act, { timeout: 2000 }) : (act) => setTimeout(act, 50);
  setTimeout(() => later(idle), 600);

  /** A test of everything but facets and brush: switch, search, the day as of which one looks, neighbours, path. */
  function bounds(terms, within) {
    const { all, asof } = state;
    return (fact) => (all || fact.asserted) && (!asof || (data.articles[fact.article].published || "9") <= asof)
      && (!within || within.has(fact.event)) && (!terms.length || terms.every((t) => fact.hay.includes(t)));
  }

  /** Whether the days that a fact may denote touch the brush; of what has no date, whether it is let through. */
  function brushed() {
    if (!state.brush) return () => true;
    const [from, to] = state.brush.map(KG.days);
    return (fact) => (Number.isNaN(fact.first) ? state.undated : fact.first <= to && fact.last >= from);
  }

  /** Facts that pass (`shown`), those that pass all but the brush (`spread`, for its histogram), and for each
      facet how many facts each value would show. `within` limits the events, if given. */
  function run(within = null) {
    const terms = KG.fold(state.q).split(/\s+/).filter(Boolean);
    if (terms.length) haystacks(facts.length);
    const inside = bounds(terms, within), time = brushed();
    const picks = tables.map(chosen);
    const counts = tables.map((t) => new Int32Array(t.values.length));
    const shown = [], spread = [];
    for (let i = 0; i < facts.length; i += 1) {
      const fact = facts[i];
      if (!inside(fact)) continue;
      const against = misses(picks, i);
      if (against === -1) spread.push(fact);
      if (against === -2 || !time(fact)) continue;
      if (against === -1) shown.push(fact);
      for (let t = 0; t < tables.length; t += 1) {
        if (against !== -1 && against !== t) continue;
        const { codes, start } = tables[t];
        for (let c = start[i]; c < start[i + 1]; c += 1) counts[t][codes[c]] += 1;
      }
    }
    return { shown, spread, counts: named(counts) };
  }

  /** -1: every facet lets the fact pass; -2: two or more keep it out; else the one that does. */
  function misses(picks, i) {
    let against = -1;
    for (let t = 0; t < tables.length; t += 1) {
      const pick = picks[t];
      if (!pick) continue;
      const { codes, start } = tables[t];
      let hit = false;
      for (let c = start[i]; c < start[i + 1] && !hit; c += 1) hit = pick[codes[c]] === 1;
      if (hit) continue;
      if (against !== -1) return -2;
      against = t;
    }
    return against;
  }

  const named = (counts) => Object.fromEntries(tables.map(({ facet, values }, t) => {
    const found = new Map();
    counts[t].forEach((count, v) => { if (count) found.set(values[v], count); });
    return [facet, found];
  }));

  /** The shown claims of each event, the one that stands for it first (as in kg.render.network). */
  function group(shown) {
    const events = new Map();
    for (const fact of shown) {
      const claims = events.get(fact.event);
      if (claims) claims.push(fact); else events.set(fact.event, [fact]);
    }
    const date = (f) => data.articles[f.article].published || "";
    const before = (a, b) => a.holders.length > 0 !== b.holders.length > 0
      ? (a.holders.length > 0) - (b.holders.length > 0)
      : date(a) !== date(b) ? (date(a) < date(b) ? 1 : -1) : a.id < b.id ? -1 : 1;
    for (const claims of events.values()) if (claims.length > 1) claims.sort(before);
    return events;
  }

  /** Facts that the day as of which one looks leaves out because nobody knows when they were published. */
  const unpublished = () => (state.asof ? facts.filter((f) => !data.articles[f.article].published).length : 0);

  return { run, group, unpublished, SOURCES };
});
