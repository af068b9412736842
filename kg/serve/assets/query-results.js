// Answers as a table. Terms become text nodes; only http and https addresses become links that leave.
import { element } from "./common.js";

const ROWS = 2000; // rows that are drawn; a download has all
const WHOLE = 32; // letters
const XSD = "http://www.w3.org/2001/XMLSchema#";
const NUMBERS = new Set(["integer", "decimal", "double", "float", "long", "int", "short", "nonNegativeInteger"].map((name) => XSD + name));

/** What the page asks for: SELECT and ASK as JSON, triples as Turtle. */
export const ANY = "application/sparql-results+json, text/turtle;q=0.9";

/** Media type -> label and ending of the file, by kind of answer. */
export const DOWNLOADS = {
  rows: {
    "text/csv": ["CSV", "csv"],
    "text/tab-separated-values": ["TSV", "tsv"],
    "application/sparql-results+json": ["JSON", "srj"],
    "application/sparql-results+xml": ["XML", "srx"],
  },
  graph: {
    "text/turtle": ["Turtle", "ttl"],
    "application/n-triples": ["N-Triples", "nt"],
    "application/ld+json": ["JSON-LD", "jsonld"],
    "application/rdf+xml": ["RDF/XML", "rdf"],
  },
};

export function kindOf(media) {
  return (media ?? "").startsWith("application/sparql-results+json") ? "rows" : "graph";
}

/** The text of a response, or its beginning where it is longer than so many bytes. */
export async function readUpTo(response, most) {
  const reader = response.body.getReader();
  const decoder = new TextDecoder();
  let text = "", length = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return { text: text + decoder.decode(), whole: true };
    length += value.length;
    text += decoder.decode(value, { stream: true });
    if (length > most) {
      await reader.cancel();
      return { text, whole: false };
    }
  }
}

/** Draws an answer and says in words how much it is. */
export function show(place, kind, text, query) {
  if (kind === "graph") {
    place.replaceChildren(element("pre", {}, text || "# no triples"));
    const lines = text.split("\n").filter((line) => line.trim()).length;
    return `${lines.toLocaleString("en")} lines of Turtle`;
  }
  const { head, results, boolean } = JSON.parse(text);
  if (results === undefined) {
    place.replaceChildren(element("p", { class: "answer" }, boolean ? "Yes" : "No"));
    return "Answered";
  }
  const rows = results.bindings;
  if (!rows.length) place.replaceChildren(element("p", { class: "answer note" }, "No rows"));
  else place.replaceChildren(table(head.vars, rows.slice(0, ROWS), prefixes(query)));
  const drawn = rows.length > ROWS ? `, the first ${ROWS.toLocaleString("en")} are shown` : "";
  return `${rows.length.toLocaleString("en")} ${rows.length === 1 ? "row" : "rows"}${drawn}`;
}

function table(names, rows, known) {
  const head = element("tr", {}, [element("th", { class: "row", scope: "col" }, [element("span", { class: "hidden" }, "Row")]), ...names.map((name) => element("th", { scope: "col", ...(numeric(rows, name) ? { class: "number" } : {}) }, name))]);
  const body = rows.map((row, i) => element("tr", {}, [
    element("td", { class: "row" }, String(i + 1)),
    ...names.map((name) => cell(row[name], known)),
  ]));
  return element("table", {}, [element("thead", {}, [head]), element("tbody", {}, body)]);
}

/** Whether the first value of a column is a number. */
function numeric(rows, name) {
  return NUMBERS.has(rows.find((row) => row[name])?.[name].datatype);
}

/** A short word, an id or a day stays on its line. */
function whole(text) {
  return text.length <= WHOLE && !/\s/.test(text) ? { class: "whole" } : {};
}

function cell(term, known) {
  if (!term) return element("td");
  if (term.type === "uri") return element("td", whole(shorten(term.value, known)), [link(term.value, known)]);
  if (term.type === "bnode") return element("td", {}, `_:${term.value}`);
  if (term.type === "triple") return element("td", {}, `<< ${Object.values(term.value).map((t) => t.value).join(" ")} >>`);
  const number = NUMBERS.has(term.datatype);
  const note = term["xml:lang"] ? `@${term["xml:lang"]}` : !term.datatype || term.datatype.startsWith(XSD) ? "" : shorten(term.datatype, known);
  return element("td", number ? { class: "number" } : whole(term.value), [term.value, ...(note ? [element("span", { class: "type" }, note)] : [])]);
}

function link(iri, known) {
  const words = shorten(iri, known);
  if (/^https?:\/\//i.test(iri)) return element("a", { href: iri, rel: "noopener noreferrer", title: iri }, words);
  const thing = /^urn:kg:(claim|event|mention|actor|article|local-actor):/.test(iri);
  return element(thing ? "a" : "span", thing ? { href: `api/show/${encodeURIComponent(iri)}`, title: iri } : { title: iri }, words);
}

/** An IRI with the longest prefix that the query declares; our own without what all of them begin with. */
function shorten(iri, known) {
  for (const [prefix, base] of known) if (iri.startsWith(base)) return `${prefix}:${iri.slice(base.length)}`;
  return iri;
}

function prefixes(query) {
  const found = [...query.matchAll(/prefix\s+([\w-]*)\s*:\s*<([^>]*)>/gi)].map(([, prefix, base]) => [prefix, base]);
  return found.filter(([, base]) => base).sort((a, b) => b[1].length - a[1].length);
}
