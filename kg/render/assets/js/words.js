"use strict";
/* The words of the articles. Offsets count code points of an article; JavaScript counts UTF-16 units, so
   a text with any pair of surrogates is cut by its code points. */
KG.part("words", () => {
  const { data, h } = KG;
  const PAIRS = /[\ud800-\udfff]/;
  const points = new Map(), paired = new Map();
  function hasPairs(p) {
    if (!paired.has(p)) paired.set(p, PAIRS.test(p.text));
    return paired.get(p);
  }

  /** Code points `[start, end)` of a paragraph, counted as the article counts. */
  function cut(paragraph, start, end) {
    const { start: base, text } = paragraph;
    const [a, b] = [Math.max(0, start - base), Math.max(0, end - base)];
    if (!hasPairs(paragraph)) return text.slice(a, b);
    if (!points.has(paragraph)) points.set(paragraph, Array.from(text));
    return points.get(paragraph).slice(a, b).join("");
  }

  const paragraph = (fact) => data.paragraphs[fact.paragraph];
  const end = (p) => p.start + (hasPairs(p) ? Array.from(p.text).length : p.text.length);
  const sentence = (fact) => cut(paragraph(fact), ...fact.at);
  const oneLine = (text) => text.replace(/[ \t\n\r]+/g, " ").replace(/^ | $/g, "");

  for (const fact of [...data.facts, ...data.others]) {
    fact.quote ??= fact.spans.map(([a, b]) => oneLine(cut(paragraph(fact), a, b))).join(" … ");
  }

  /** The paragraph, its sentence set off and the quote in it marked. */
  function marked(fact) {
    const p = paragraph(fact), [from, to] = fact.at;
    const pieces = [];
    let done = from;
    for (const [a, b] of [...fact.spans].sort((x, y) => x[0] - y[0])) {
      const [start, stop] = [Math.min(to, Math.max(done, a)), Math.min(to, b)];
      if (stop <= start) continue;
      pieces.push(cut(p, done, start), h("mark", {}, cut(p, start, stop)));
      done = stop;
    }
    pieces.push(cut(p, done, to));
    const before = cut(p, p.start, from), after = cut(p, to, end(p));
    return h("blockquote", { class: "words", dir: "auto" },
      before && h("span", { class: "around" }, before), h("span", { class: "sentence" }, pieces), after && h("span", { class: "around" }, after));
  }

  return { marked, sentence, cut };
});
