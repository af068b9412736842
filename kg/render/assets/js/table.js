"use strict";
/* Every claim as a row: sortable, in pages, and the way in for a screen reader. */
KG.part("table", () => {
  const { state, h } = KG;
  const host = document.getElementById("table");
  const PAGE = 100;
  const collate = new Intl.Collator("en").compare;
  const who = (f) => f.actors.map(([a]) => KG.name(a)).join(", ");
  const says = (f) => f.holders.map(KG.name).join(" → ");
  /** A speaker is not told as the source of what he says himself. */
  const told = (f) => (f.kind === "statement" && f.holders.every((i) => f.actors.some(([a]) => a === i)) ? "" : says(f));
  const order = (a, b) => (a < b ? -1 : a > b ? 1 : 0);
  const COLUMNS = [
    ["date", "Date", (f) => `${f.from || f.to || "9999"} ${f.to || "9999"}`, order],
    ["type", "Type", (f) => KG.type(f.type).label, collate],
    ["status", "Status", (f) => KG.status(f.status).label, collate],
    ["what", "What", (f) => f.text, collate],
    ["who", "Who", who, collate],
    ["claimed", "According to", says, collate],
    ["source", "Source", KG.source, collate],
    ["sources", "Sources", (f) => f.sources, order],
  ];
  const chosen = () => COLUMNS.find(([name]) => name === state.sort.replace(/^-/, "")) || COLUMNS[0];
  const down = () => state.sort.startsWith("-");
  let first = 0, rows = [];

  function sort(facts) {
    const [, , key, compare] = chosen(), sign = down() ? -1 : 1;
    const keys = new Map(facts.map((f, i) => [f, [key(f), i]]));
    return [...facts].sort((a, b) => sign * compare(keys.get(a)[0], keys.get(b)[0]) || keys.get(a)[1] - keys.get(b)[1]);
  }

  const sortBy = (name) => KG.update({ sort: chosen()[0] === name && !down() ? `-${name}` : name }, "sort");

  function head([name, label]) {
    const now = chosen()[0] === name;
    return h("th", { scope: "col", role: "columnheader", class: `c-${name}`, "aria-sort": now ? (down() ? "descending" : "ascending") : "none" },
      h("button", { type: "button", "data-sort": name, on: { click: () => sortBy(name) } }, label, h("span", { class: "arrow", "aria-hidden": "true" }, now ? (down() ? "↓" : "↑") : "")));
  }

  const cell = (name, ...inside) => h("td", { role: "cell", class: `c-${name}` }, ...inside);
  function row(fact, number) {
    const act = () => KG.evidence.select(`f:${fact.id}`);
    const disputed = KG.history.disputed(fact) && h("span", { class: "flag" }, "Disputed");
    const line = h("tr", { role: "row", "aria-rowindex": number + 2, "data-fact": fact.id, "aria-current": state.sel === `f:${fact.id}` ? "true" : null },
      cell("date", KG.when(fact)),
      cell("type", h("bdi", {}, KG.cut(KG.type(fact.type).label, 80))),
      cell("status", KG.sign(fact), KG.status(fact.status).label),
      h("th", { scope: "row", role: "rowheader", class: "c-what" }, h("button", { type: "button", class: "open", on: { click: act } }, h("bdi", {}, KG.cut(fact.text, 220))), " ", disputed),
      cell("who", h("bdi", {}, KG.cut(who(fact), 160))),
      cell("claimed", h("bdi", {}, KG.cut(told(fact) || "the article", 160))),
      cell("source", h("bdi", {}, KG.cut(KG.source(fact), 80))),
      cell("sources", String(fact.sources)));
    line.addEventListener("click", (event) => { if (!event.target.closest("button")) act(); });
    return line;
  }

  /** What the table holds, in words: its caption. */
  function caption(last) {
    const by = `sorted by ${chosen()[1].toLowerCase()}, ${down() ? "descending" : "ascending"}`;
    return `${KG.many(rows.length, "claim")}, ${by}${rows.length > last - first ? `; rows ${first + 1} to ${last}` : ""}`;
  }

  function turn(to) {
    first = to;
    show(Infinity === to ? 0 : to);
    host.scrollTop = 0;
    host.querySelector("tbody .open")?.focus({ preventScroll: true });
    KG.cite.say(host.querySelector("caption").textContent);
  }

  function pager(last) {
    if (rows.length <= PAGE) return "";
    const button = (label, to, off) => h("button", { type: "button", class: "quiet", disabled: off, on: { click: () => turn(to) } }, label);
    return h("nav", { class: "pager", "aria-label": "Pages of the table" },
      button("‹ Before", first - PAGE, first === 0), h("span", {}, `${(first + 1).toLocaleString("en")}–${last.toLocaleString("en")} of ${rows.length.toLocaleString("en")}`),
      button("Next ›", first + PAGE, last >= rows.length));
  }

  /** On a small window the headings are out of sight: sorting stands above the list. */
  function sorter() {
    const choice = h("select", { id: "sort-by", on: { change: () => KG.update({ sort: choice.value }, "sort") } },
      COLUMNS.map(([name, label]) => h("option", { value: name, selected: name === chosen()[0] }, label)));
    return h("div", { class: "sorter" }, h("label", { for: "sort-by" }, "Sort by"), choice,
      h("button", { type: "button", class: "quiet", on: { click: () => sortBy(chosen()[0]) } }, down() ? "Descending ↓" : "Ascending ↑"));
  }

  function show(from, most = PAGE) {
    first = Math.max(0, Math.min(from, Math.floor(Math.max(0, rows.length - 1) / PAGE) * PAGE));
    const last = Math.min(rows.length, first + most);
    host.replaceChildren(sorter(),
      h("table", { role: "table", "aria-rowcount": rows.length + 1 }, h("caption", {}, caption(last)),
        h("thead", { role: "rowgroup" }, h("tr", { role: "row", "aria-rowindex": 1 }, COLUMNS.map(head))),
        h("tbody", { role: "rowgroup" }, rows.slice(first, last).map((fact, i) => row(fact, first + i)))),
      pager(last));
  }

  /** `fresh` begins again with the first rows; paper gets them all. */
  function draw(shown, fresh, most = PAGE) {
    const held = document.activeElement?.dataset?.sort;
    rows = sort(shown);
    show(fresh ? 0 : first, most);
    if (held) { host.querySelector(`[data-sort="${held}"]`)?.focus(); KG.cite.say(caption(Math.min(rows.length, first + PAGE))); }
  }

  function select() {
    const at = rows.findIndex((f) => state.sel === `f:${f.id}`);
    if (at >= 0 && (at < first || at >= first + PAGE)) show(Math.floor(at / PAGE) * PAGE);
    for (const line of host.querySelectorAll("tbody tr")) {
      if (state.sel === `f:${line.dataset.fact}`) { line.setAttribute("aria-current", "true"); line.scrollIntoView({ block: "nearest" }); }
      else line.removeAttribute("aria-current");
    }
  }

  /** Up and down move between the rows. */
  host.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !event.target.classList.contains("open")) return;
    const all = [...host.querySelectorAll("tbody .open")], next = all[all.indexOf(event.target) + step];
    event.preventDefault();
    next?.focus();
  });

  return { draw, select, rows: () => rows, told };
});
