"use strict";
/* What was known on a day: only articles published until then. One step of the slider is one day of publication. */
KG.part("asof", () => {
  const { data, state, h } = KG;
  const host = document.getElementById("asof");
  const days = [...new Set(data.articles.map((a) => a.published).filter(Boolean))].sort();
  const words = h("output", { class: "range", for: "asof-range" });
  const slider = h("input", { type: "range", id: "asof-range", min: 0, max: days.length, step: 1, "aria-describedby": "asof-note" });
  const note = h("p", { class: "note", id: "asof-note" });
  host.append(h("label", { for: "asof-range", class: "term" }, "As known on"), words, slider, note);
  host.hidden = days.length < 2;

  slider.addEventListener("input", () => KG.update({ asof: days[Number(slider.value)] || null }, "filter", "asof"));

  function draw() {
    const until = state.asof ? days.filter((d) => d <= state.asof).length - 1 : days.length;
    if (Number(slider.value) !== until) slider.value = String(Math.max(0, until));
    const read = state.asof ? data.articles.filter((a) => a.published && a.published <= state.asof).length : data.articles.length;
    words.textContent = state.asof ? KG.day(state.asof) : "today";
    slider.setAttribute("aria-valuetext", words.textContent);
    const bare = KG.sieve.unpublished();
    note.textContent = `${read} of ${KG.many(data.articles.length, "article")} read${bare ? `; ${KG.many(bare, "fact")} of undated articles left out` : ""}`;
  }
  return { draw };
});
