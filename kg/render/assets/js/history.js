"use strict";
/* What became of an event, who else tells of it, and who disagrees. */
KG.part("history", () => {
  const { data, h } = KG;
  const numberOf = new Map(data.events.map((e, i) => [e.id, i]));
  const byId = new Map(), claims = new Map(), conflicts = new Map();
  const keep = (map, key, value) => (map.has(key) ? map.get(key).push(value) : map.set(key, [value]));
  for (const fact of data.others) fact.event = numberOf.get(fact.of) ?? -1;
  for (const fact of [...data.facts, ...data.others]) {
    fact.of ??= data.events[fact.event].id;
    byId.set(fact.id, fact);
    keep(claims, fact.of, fact);
  }
  const actsOn = new Map(data.actsOn), changers = new Map();
  for (const [act, event] of data.actsOn) keep(changers, event, act);
  for (const conflict of data.conflicts) for (const side of ["left", "right"]) {
    const fact = byId.get(conflict[side][0]);
    if (fact) keep(conflicts, fact.of, conflict);
  }

  const outside = new Set(data.others);
  const article = (fact) => data.articles[fact.article];
  const published = (fact) => article(fact).published || "9999";
  const order = (a, b) => (published(a) < published(b) ? -1 : published(a) > published(b) ? 1 : a.spans[0]?.[0] - b.spans[0]?.[0] || (a.id < b.id ? -1 : 1));
  const open = (fact, ...inside) => h("button", { type: "button", class: "jump-to", on: { click: () => KG.evidence.select(`f:${fact.id}`) } }, ...inside);
  const voice = (fact) => [KG.source(fact), ...fact.holders.map(KG.name)].map((n) => KG.cut(n, 60)).join(" → ");

  /** Claims on the event and on what calls it off, moves or reinstates it, by publication. */
  function life(fact) {
    const changing = (changers.get(fact.of) || []).flatMap((act) => claims.get(act) || []);
    return [...(claims.get(fact.of) || [fact]), ...changing].sort(order);
  }

  function steps(fact) {
    const told = life(fact);
    if (told.length < 2) return null;
    const own = told.filter((f) => f.of === fact.of).map((f) => KG.status(f.status).label);
    const path = own.filter((label, i) => label !== own[i - 1]);
    return h("section", { class: "block" }, h("h3", {}, "Status history"),
      path.length > 1 && h("p", { class: "course" }, path.join(" → ")),
      h("ol", { class: "life" }, told.slice(0, 60).map((f) => h("li", { "aria-current": f === fact ? "true" : null },
        h("span", { class: "day" }, KG.day(article(f).published) || "Undated article"),
        open(f, KG.sign(f), h("span", {}, h("b", {}, f.of === fact.of ? KG.status(f.status).label : KG.type(f.type).label), " ",
          h("bdi", { class: "soft" }, voice(f)), outside.has(f) && h("span", { class: "soft" }, " (beyond this page’s filter)")))))),
      told.length > 60 && h("p", { class: "note" }, `${told.length - 60} more claims.`));
  }

  /** What this event changes. */
  function changes(fact) {
    const target = (claims.get(actsOn.get(fact.of)) || [])[0];
    if (!target) return null;
    return h("section", { class: "block" }, h("h3", {}, "Changes"), open(target, KG.sign(target), h("span", {}, KG.cut(target.text, 200))));
  }

  /** Articles that tell of the event; a copy stands under its original and counts for nothing. */
  function sources(fact) {
    const told = [...new Set((claims.get(fact.of) || [fact]).map((f) => f.article))].map((i) => data.articles[i]);
    const independent = new Set(told.map((a) => a.copyOf || a.iri)).size;
    if (told.length < 2 && !told[0].copyOf) return null;
    const name = (a) => KG.cut(a.outlet || a.file, 80);
    const original = (a) => data.articles.find((b) => b.iri === a.copyOf);
    const first = told.map((a) => [a.copyOf || a.iri, a.copyOf ? 1 : 0, a]).sort((x, y) => (x[0] < y[0] ? -1 : x[0] > y[0] ? 1 : x[1] - y[1]));
    return h("section", { class: "block" }, h("h3", {}, `Sources: ${independent} independent`),
      h("ul", { class: "sources" }, first.map(([, copy, a]) => h("li", { class: copy ? "copied" : "" },
        KG.cite.link(a.url, KG.cut(a.title || a.file, 120)) || h("cite", {}, KG.cut(a.title || a.file, 120)),
        h("span", { class: "soft" }, [name(a), KG.day(a.published), copy && `copy of ${original(a) ? name(original(a)) : "an article that is not on this page"}`].filter(Boolean).join(" · "))))));
  }

  const ABOUT = new Map([["date", "the date"], ["place", "the place"], ["participants", "who took part"], ["number", "the number"], ["occurrence", "whether it happened"], ["speaker", "who said it"]]);
  function side([id, value]) {
    const fact = byId.get(id);
    return h("li", {}, h("b", {}, h("bdi", {}, KG.cut(value, 160))), fact && open(fact, h("bdi", {}, voice(fact)), article(fact).published ? `, ${KG.day(article(fact).published)}` : ""));
  }

  /** Who tells it otherwise; nothing is decided. */
  function disagreements(fact) {
    const found = conflicts.get(fact.of);
    if (!found) return null;
    return h("section", { class: "block dispute" }, h("h3", {}, "Disputed"), [...new Set(found)].map((c) => h("div", {},
      h("p", {}, `Sources disagree on ${ABOUT.get(c.kind) || c.kind}.`, !c.oneEvent && " These may be two events."),
      h("ul", {}, side(c.left), side(c.right)))));
  }

  const disputed = (fact) => conflicts.has(fact.of);
  return { byId, claims, outside, steps, changes, sources, disagreements, disputed, voice, published };
});
