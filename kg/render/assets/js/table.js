"use strict";
/* Every claim as a row: sortable, and the way in for a screen reader. */
KG.part("table", () => {
  const { state, h } = KG;
  const host = document.getElementById("table");
  const STEP = 200;
  const collate = new Intl.Collator("en").compare;
  const who = (f) => f.actors.map(([a]) => KG.name(a)).join(", ");
  const says = (f) => f.holders.map(KG.name).join(" → ");
  /** A speaker is not told as the source of what he says himself. */
  const told = (f) => (f.kind === "statement" && f.holders.every((i) => f.actors.some(([a]) => a === i)) ? "" : says(f));
  const COLUMNS = [
    ["date", "Date", (a, b) => collate(a.from || a.to || "9999", b.from || b.to || "9999") || collate(a.to || "9999", b.to || "9999")],
    ["type", "Type", (a, b) => collate(KG.type(a.type).label, KG.type(b.type).label)],
    ["status", "Status", (a, b) => collate(KG.status(a.status).label, KG.status(b.status).label)],
    ["what", "What", (a, b) => collate(a.text, b.text)],
    ["who", "Who", (a, b) => collate(who(a), who(b))],
    ["claimed", "According to", (a, b) => collate(says(a), says(b))],
    ["source", "Source", (a, b) => collate(KG.source(a), KG.source(b))],
  ];
  let limit = STEP, rows = [];

  function sort(facts) {
    const down = state.sort.startsWith("-"), name = state.sort.replace(/^-/, "");
    const column = COLUMNS.find(([n]) => n === name) || COLUMNS[0];
    const place = new Map(facts.map((f, i) => [f, i]));
    return [...facts].sort((a, b) => (down ? -1 : 1) * column[2](a, b) || place.get(a) - place.get(b));
  }

  function head([name, label]) {
    const now = state.sort.replace(/^-/, "") === name, down = state.sort.startsWith("-");
    const act = () => KG.update({ sort: now && !down ? `-${name}` : name }, "sort");
    return h("th", { scope: "col", class: `c-${name}`, "aria-sort": now ? (down ? "descending" : "ascending") : "none" },
      h("button", { type: "button", "data-sort": name, on: { click: act } }, label, h("span", { class: "arrow", "aria-hidden": "true" }, now ? (down ? "↓" : "↑") : "")));
  }

  function row(fact) {
    const open = h("button", { type: "button", class: "open", on: { click: () => KG.evidence.select(`f:${fact.id}`) } }, KG.cut(fact.text, 220));
    const line = h("tr", { "data-fact": fact.id, "aria-current": state.sel === `f:${fact.id}` ? "true" : null },
      h("td", { class: "c-date" }, KG.when(fact)),
      h("td", { class: "c-type" }, KG.type(fact.type).label),
      h("td", { class: "c-status" }, KG.sign(fact), KG.status(fact.status).label),
      h("td", { class: "c-what" }, open),
      h("td", { class: "c-who" }, h("bdi", {}, KG.cut(who(fact), 160))),
      h("td", { class: "c-claimed" }, h("bdi", {}, KG.cut(told(fact) || "the article", 160))),
      h("td", { class: "c-source" }, KG.cut(KG.source(fact), 80)));
    line.addEventListener("click", (event) => { if (!event.target.closest("button")) KG.evidence.select(`f:${fact.id}`); });
    return line;
  }

  /** `fresh` begins again with the first rows; paper gets them all. */
  function draw(shown, fresh, most = STEP) {
    if (fresh) limit = most;
    const held = document.activeElement?.dataset?.sort;
    rows = sort(shown);
    const more = rows.length - limit;
    host.replaceChildren(
      h("table", {}, h("caption", { class: "hidden" }, "Facts with their dates, status and source. Column headings sort."),
        h("thead", {}, h("tr", {}, COLUMNS.map(head))), h("tbody", {}, rows.slice(0, limit).map(row))),
      more > 0 ? h("button", { type: "button", class: "quiet more", on: { click: () => { limit += STEP; draw(shown, false); } } }, `Show ${Math.min(STEP, more)} more of ${more}`) : "");
    if (held) host.querySelector(`[data-sort="${held}"]`)?.focus();
  }

  function select() {
    for (const line of host.querySelectorAll("tbody tr")) {
      if (state.sel === `f:${line.dataset.fact}`) { line.setAttribute("aria-current", "true"); line.scrollIntoView({ block: "nearest" }); }
      else line.removeAttribute("aria-current");
    }
  }

  return { draw, select };
});
