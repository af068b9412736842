"use strict";
/* The page over a store: asks its server for one part of the facts and says which. What the address asks for
   (?actor=…&type=…, as `kg facts` names it) narrows the store; what the reader does in the page narrows the part. */
{
  const { h } = KG;
  const box = document.getElementById("store");
  const asked = new URLSearchParams(location.search);
  const FIELDS = [["actor", "Actor"], ["type", "Type"], ["from", "From"], ["to", "To"], ["text", "Words"], ["source", "Source"]];
  const OURS = new Set(["page", "limit", "embed"]);
  KG.narrowed = [...asked].some(([name]) => !OURS.has(name));

  /** The address of another part; the view stays, what was selected in this one does not. */
  function go(change) {
    const next = new URLSearchParams(asked);
    next.delete("page");
    change(next);
    location.search = next.toString();
  }

  function chips() {
    const given = [...asked].filter(([name]) => !OURS.has(name));
    return h("ul", { "aria-label": "Asked for" }, given.map(([name, value], i) => h("li", {}, h("button", {
      type: "button", class: "chip", "aria-label": `Without ${name} ${value}`,
      on: { click: () => go((next) => { const kept = given.filter((_, j) => j !== i); for (const [n] of given) next.delete(n); for (const [n, v] of kept) next.append(n, v); }) },
    }, `${name}${value ? `: ${value}` : ""} ×`))));
  }

  function narrow() {
    const field = ([name, label]) => h("label", {}, label, h("input", { name, value: asked.getAll(name).length === 1 ? asked.get(name) : "", autocomplete: "off", spellcheck: "false", placeholder: name === "from" || name === "to" ? "2018-06" : "" }));
    const form = h("form", { hidden: true, on: { submit: (event) => { event.preventDefault(); take(form); } } },
      FIELDS.map(field), h("button", { class: "quiet" }, "Show"));
    const open = h("button", { type: "button", class: "quiet", "aria-expanded": "false", on: { click: () => {
      form.hidden = !form.hidden;
      open.setAttribute("aria-expanded", String(!form.hidden));
      if (!form.hidden) form.querySelector("input").focus();
    } } }, "Narrow");
    return [open, form];
  }

  function take(form) {
    const given = [...new FormData(form)];
    go((next) => {
      for (const [name, value] of given) {
        if (next.getAll(name).length > 1 && !value.trim()) continue; // several values, which one field cannot show
        next.delete(name);
        if (value.trim()) next.append(name, value.trim());
      }
    });
  }

  function turn({ page, pages }) {
    const step = (label, to, on) => h("button", { type: "button", class: "quiet", disabled: !on, on: { click: () => go((next) => next.set("page", to)) } }, label);
    return pages < 2 ? null : h("div", { class: "turn", role: "group", "aria-label": "Parts of the store" }, step("Earlier", page - 1, page > 1), step("Later", page + 1, page < pages));
  }

  const number = (n) => n.toLocaleString("en");
  function words({ total, limit, page, pages }) {
    if (pages < 2) return KG.many(total, "fact");
    return `Facts ${number((page - 1) * limit + 1)}–${number(Math.min(total, page * limit))} of ${number(total)}`;
  }

  const links = h("nav", { "aria-label": "Pages" }, h("a", { href: "./" }, "Overview"), h("a", { href: "query" }, "Query"));
  function draw(line, part) {
    const [open, form] = narrow();
    box.replaceChildren(...[links, h("p", { role: "status" }, line), chips(), open, part && turn(part), form].filter(Boolean));
  }

  function about({ title, description, covers, published, sources, more }) {
    document.title = title;
    document.querySelector("h1").textContent = title;
    document.querySelector("#about .about-text").textContent = description;
    const outlets = sources.map(([name, count]) => h("li", {}, h("bdi", {}, KG.cut(name, 80)), count > 1 ? ` (${count})` : ""));
    if (more) outlets.push(h("li", {}, `and ${more} more`));
    const terms = [["Covers", covers], ["Published", published], ["Sources", outlets.length && h("ul", { class: "outlets" }, outlets)]];
    document.querySelector("#about dl").replaceChildren(...terms.filter(([, told]) => told).flatMap(([term, told]) => [h("dt", {}, term), h("dd", {}, told)]));
  }

  async function load() {
    const wanted = new URLSearchParams(asked);
    wanted.delete("embed");
    box.classList.add("loading");
    draw("Reading the store", null);
    try {
      const response = await fetch(`explore/story.json?${wanted}`);
      const body = await response.json();
      if (!response.ok) throw new Error([body.detail, body.remedy].filter(Boolean).join("; "));
      about(body.about);
      draw(words(body), body);
      KG.boot(body.story, () => body.network);
    } catch (error) {
      draw("Nothing to show", null);
      box.append(h("p", { class: "wrong", role: "alert", "aria-label": "What is wrong" }, error.message));
      document.documentElement.dataset.failed = "1";
    } finally {
      box.classList.remove("loading");
    }
  }
  load();
}
