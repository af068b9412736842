"use strict";
/* The search field: it filters while one types, and offers actors and events to jump to
   (a combobox with a list, WAI-ARIA 1.2). */
KG.part("search", () => {
  const { data, state, h } = KG;
  const field = document.getElementById("search"), list = document.getElementById("matches");
  const MOST = 5;
  const folded = data.actors.map((a) => [a.name, ...a.aliases].map(KG.fold));
  let options = [], active = -1, pending = 0;

  /** Actors of whom a name holds all terms: those that begin with the words first, then by number of facts. */
  function actors(words, terms, result) {
    const count = new Map();
    for (const fact of result.shown) for (const who of fact.who) count.set(who, (count.get(who) || 0) + 1);
    const found = [];
    for (const [who, facts] of count) {
      const names = folded[who], hit = names.find((n) => terms.every((t) => n.includes(t)));
      if (hit) found.push({ who, facts, first: names.some((n) => n.startsWith(words)), alias: hit === names[0] ? null : data.actors[who].aliases[names.indexOf(hit) - 1] });
    }
    return found.sort((a, b) => b.first - a.first || b.facts - a.facts).slice(0, MOST);
  }

  /** Events whose text begins with the words first, then those that hold them together, then the others; the
      text is what a haystack begins with. */
  function events(words, result) {
    const found = [[], [], []];
    for (const [fact] of result.events.values()) {
      const at = fact.hay.indexOf(words), rank = at === 0 ? 0 : at > 0 && at < fact.text.length ? 1 : 2;
      if (found[rank].length < MOST) found[rank].push(fact);
    }
    return found.flat().slice(0, MOST);
  }

  function option(sel, ...inside) {
    const id = `match-${options.length}`;
    options.push(sel);
    return h("li", { role: "option", id, "aria-selected": "false", on: { pointerdown: (e) => e.preventDefault(), click: () => choose(sel) } }, inside);
  }

  /** Draws the list for what has been found; an empty one is closed. */
  function offer(result) {
    const words = KG.fold(field.value.trim()), terms = words.split(/\s+/).filter(Boolean);
    options = [];
    active = -1;
    if (document.activeElement !== field || !terms.length) return close();
    const who = actors(words, terms, result).map(({ who: i, facts, alias }) => option(`a:${data.actors[i].id}`, h("bdi", { class: "called" }, KG.cut(KG.name(i), 60)),
      h("span", { class: "count" }, alias ? KG.cut(alias, 24) : KG.many(facts, "fact"))));
    const what = events(words, result).map((fact) => option(`f:${fact.id}`, KG.sign(fact), h("bdi", { class: "called" }, KG.cut(fact.text, 80)), h("span", { class: "count" }, KG.when(fact))));
    const group = (title, rows) => rows.length > 0 && h("li", { role: "presentation" }, h("p", { class: "term", id: `matches-${title}` }, title), h("ul", { role: "group", "aria-labelledby": `matches-${title}` }, rows));
    list.replaceChildren(...[group("Actors", who), group("Events and statements", what)].filter(Boolean));
    list.hidden = !options.length;
    field.setAttribute("aria-expanded", String(!list.hidden));
    field.removeAttribute("aria-activedescendant");
    return undefined;
  }

  function close() {
    list.hidden = true;
    options = [];
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  /** Jumps to a match: the words have done their work and go. */
  function choose(sel) {
    clearTimeout(pending);
    close();
    field.value = "";
    KG.update({ q: "", sel }, "all");
  }

  function point(to) {
    active = (to + options.length) % options.length;
    list.querySelectorAll("[role=option]").forEach((o, i) => {
      o.setAttribute("aria-selected", String(i === active));
      if (i === active) { o.scrollIntoView({ block: "nearest" }); field.setAttribute("aria-activedescendant", o.id); }
    });
  }

  function keys(event) {
    if (event.key === "Escape" && !list.hidden) { event.stopPropagation(); event.preventDefault(); close(); return; }
    if (list.hidden || !options.length) { if (event.key === "ArrowDown") offer(KG.result()); return; }
    if (event.key === "ArrowDown") point(active + 1);
    else if (event.key === "ArrowUp") point(active < 0 ? options.length - 1 : active - 1);
    else if (event.key === "Enter" && active >= 0) choose(options[active]);
    else if (event.key === "Enter") close();
    else return;
    event.preventDefault();
  }

  const now = () => {
    if (state.q !== field.value) KG.update({ q: field.value }, "filter", "search");
    offer(KG.result());
  };
  field.addEventListener("input", () => {
    clearTimeout(pending);
    pending = setTimeout(now, data.facts.length > 8000 ? 120 : 40);
  });
  field.addEventListener("keydown", keys);
  field.addEventListener("blur", close);
  return { show: () => { if (document.activeElement !== field || field.value.trim() !== state.q.trim()) field.value = state.q; } };
});
