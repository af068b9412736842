"use strict";
/* What is shown, as CSV and JSON. Both name things as `kg facts --format csv|json` does. */
KG.part("exports", () => {
  const { data } = KG;
  const eventId = (fact) => fact.of.slice(fact.of.indexOf(":") + 1);
  const actorId = (i) => (data.actors[i].id.startsWith("actor:") ? data.actors[i].id.slice(6) : null);
  const documentId = (article) => article.iri.slice(article.iri.lastIndexOf(":") + 1);

  function actor(i, role) {
    const { name, kind } = data.actors[i];
    return { id: actorId(i), name, role, kind: kind || null };
  }

  function record(fact) {
    const article = data.articles[fact.article];
    return {
      id: fact.id, kind: fact.kind, event: eventId(fact), type: fact.type, text: fact.text,
      actors: fact.actors.map(([i, role]) => actor(i, role)),
      earliest: fact.from, latest: fact.to, date_text: fact.words, edtf: fact.edtf, date_rule: fact.rule, date_anchor: fact.anchor,
      place: fact.place, status: fact.status, polarity: fact.polarity, certainty: fact.certainty,
      holders: fact.holders.map((i) => actor(i, "holder")),
      evidence: {
        document: article.file, article: documentId(article), title: article.title, outlet: article.outlet, published: article.published, url: article.url,
        spans: fact.spans, quote: fact.quote, sentence: fact.at, context: KG.words.sentence(fact),
      },
      sources: fact.sources,
    };
  }

  const json = (facts) => `${JSON.stringify(facts.map(record), null, 1)}\n`;

  const COLUMNS = [
    ["id", (f) => f.id], ["kind", (f) => f.kind], ["event", eventId], ["type", (f) => f.type], ["status", (f) => f.status],
    ["earliest", (f) => f.from], ["latest", (f) => f.to], ["date_text", (f) => f.words], ["text", (f) => f.text],
    ["actors", (f) => f.actors.map(([i, role]) => `${role}: ${KG.name(i)}`).join("; ")],
    ["holders", (f) => f.holders.map(KG.name).join("; ")],
    ["place", (f) => f.place], ["certainty", (f) => f.certainty], ["polarity", (f) => f.polarity], ["sources", (f) => f.sources],
    ["document", (f) => data.articles[f.article].file], ["title", (f) => data.articles[f.article].title], ["outlet", (f) => data.articles[f.article].outlet],
    ["published", (f) => data.articles[f.article].published], ["url", (f) => data.articles[f.article].url],
    ["quote", (f) => f.quote], ["spans", (f) => f.spans.map(([a, b]) => `${a}-${b}`).join(" ")],
  ];

  /** A spreadsheet takes a cell that begins like this for a formula and runs it: an apostrophe before it makes it
      text (OWASP, CSV injection). Quoted as RFC 4180 has it. */
  const FORMULA = /^[\s\ufeff]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/;
  function cell(value) {
    if (value === null || value === undefined) return "";
    const text = typeof value === "string" && FORMULA.test(value) ? `'${value}` : String(value);
    return /[",\r\n']/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  }

  /** With a byte order mark, so that spreadsheets read it as UTF-8. */
  function csv(facts) {
    const rows = [COLUMNS.map(([name]) => name), ...facts.map((f) => COLUMNS.map(([, value]) => cell(value(f))))];
    return `\ufeff${rows.map((row) => row.join(",")).join("\r\n")}\r\n`;
  }

  return { json, csv, record, eventId };
});
