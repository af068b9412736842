"use strict";
/* What narrows the view, as chips that can be taken off; the path as a list; what can be done with a node. */
KG.part("trail", () => {
  const { data, state, h, finding, FACETS } = KG;
  const host = document.getElementById("trail");
  const button = (words, act, more = {}) => h("button", { type: "button", on: { click: act }, ...more }, words);

  function chip(term, words, off, ...more) {
    return h("li", { class: "chip" }, term && h("span", { class: "term" }, term), h("bdi", { class: "called" }, KG.cut(words, 60)), more,
      button("×", off, { class: "off", "aria-label": `Take off: ${term} ${KG.cut(words, 60)}` }));
  }

  function chips() {
    const found = [];
    if (state.asof) found.push(chip("As known on", KG.day(state.asof), () => KG.update({ asof: null }, "filter")));
    if (state.brush) found.push(chip("Time", KG.span(...state.brush), () => KG.update({ brush: null }, "filter")));
    for (const [node, steps] of state.near) found.push(chip("Near", finding.called(node), () => finding.near(node, 0), stepper(node, steps)));
    if (state.path) found.push(chip("Path", `${finding.called(state.path[0])} → ${state.path[1] ? finding.called(state.path[1]) : "choose the other end"}`, () => KG.update({ path: null }, "filter")));
    for (const facet of FACETS) {
      if (!state[facet].size) continue;
      const names = [...state[facet]].map((key) => KG.filters.label(facet, key));
      found.push(chip(KG.filters.TITLES[facet], names.slice(0, 3).join(", ") + (names.length > 3 ? ` and ${names.length - 3} more` : ""), () => KG.update({ [facet]: new Set() }, "filter")));
    }
    return found;
  }

  function stepper(node, steps) {
    return h("span", { class: "stepper", role: "group", "aria-label": "Steps" },
      button("−", () => finding.near(node, steps - 1), { "aria-label": "A step less", disabled: steps < 2 }),
      h("span", {}, KG.many(steps, "step")),
      button("+", () => finding.near(node, steps + 1), { "aria-label": "A step more", disabled: steps > 2 }));
  }

  /** The path, one step after the other: who, in what part, in what event. */
  function path(events) {
    const steps = finding.steps(events);
    if (!steps) return null;
    if (!steps.length) return h("p", { class: "note" }, "No chain of visible facts joins these two. Widen the filters, or include plans and claims.");
    return h("ol", { class: "path", "aria-label": "Path" }, steps.map((step) => (step.actor !== undefined
      ? h("li", { class: "who" }, button(KG.cut(KG.name(step.actor), 60), () => KG.evidence.select(finding.address(step.actor))))
      : h("li", { class: "what" }, step.before && h("span", { class: "part" }, step.before.replace(/_/g, " ")),
        button([KG.sign(step.fact), h("span", {}, h("bdi", {}, KG.cut(step.fact.text, 90)), h("span", { class: "day" }, KG.when(step.fact)))], () => KG.evidence.select(`f:${step.fact.id}`)),
        step.after && h("span", { class: "part" }, step.after.replace(/_/g, " "))))));
  }

  function draw(events) {
    const list = chips();
    const held = host.contains(document.activeElement) ? document.activeElement.getAttribute("aria-label") : null;
    host.hidden = !list.length;
    host.replaceChildren(h("ul", { class: "chips", "aria-label": "What narrows the view" }, list,
      list.length > 1 && h("li", {}, button("Clear all", () => KG.filters.clear(), { class: "all" }))), path(events) || "");
    if (held) (host.querySelector(`[aria-label="${CSS.escape(held)}"]:not([disabled])`) || host.querySelector("button"))?.focus();
  }

  /** Begins or ends the choice of a path; the next node that is selected is its other end. */
  function follow() {
    const node = finding.selected();
    if (!state.path || state.path[1] || !node || node === state.path[0]) return false;
    KG.update({ path: [state.path[0], node] }, "filter");
    return true;
  }

  /** What can be done with the selected node, to stand in the panel under its name. */
  function tools() {
    const node = finding.selected();
    if (!node) return null;
    const steps = finding.stepsOf(node), started = state.path && !state.path[1] && state.path[0] === node;
    const near = state.near.length && !steps ? "Add its neighbours" : "Only its neighbourhood";
    const part = edge();
    return h("div", { class: "node-tools" },
      part && h("p", { class: "edge" }, part),
      h("div", { class: "row" },
        steps ? h("span", { class: "chip" }, h("span", { class: "term" }, "Neighbourhood"), stepper(node, steps), button("×", () => finding.near(node, 0), { class: "off", "aria-label": "Take its neighbourhood off" }))
          : button(near, () => finding.near(node, 1), { class: "quiet" }),
        button(started ? "Choose the other end…" : "Path to…", () => KG.update({ path: started ? null : [node, null] }, "filter"), { class: "quiet", "aria-pressed": String(Boolean(started)) }),
        state.pins.has(node) && button("Unpin", () => unpin(node), { class: "quiet" })));
  }

  function unpin(node) {
    const pins = new Map(state.pins);
    pins.delete(node);
    KG.update({ pins }, "pins");
  }

  /** The line that is selected, in words. */
  function edge() {
    if (!state.edge) return null;
    const at = state.edge.lastIndexOf("|"), actor = data.actors.find((a) => a.id === state.edge.slice(0, at));
    if (!actor) return null;
    return [h("span", { class: "term" }, "Line"), h("bdi", {}, KG.cut(actor.name, 80)), ` · ${state.edge.slice(at + 1).replace(/_/g, " ")}`];
  }

  document.getElementById("undo").addEventListener("click", KG.undo);
  document.getElementById("redo").addEventListener("click", KG.redo);
  document.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.altKey || /^(textarea|select)$/i.test(event.target.tagName) || event.target.type === "search") return;
    const redo = event.key.toLowerCase() === "y" || (event.shiftKey && event.key.toLowerCase() === "z");
    if (!redo && event.key.toLowerCase() !== "z") return;
    event.preventDefault();
    (redo ? KG.redo : KG.undo)();
  });

  return { draw, tools, follow };
});
