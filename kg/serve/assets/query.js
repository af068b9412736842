// The query page: text in, answer out. What is shown is what was asked: the address names the query.
import { element, told } from "./common.js";
import { Editor } from "./query-editor.js";
import { Examples } from "./query-examples.js";
import { ANY, DOWNLOADS, kindOf, readUpTo, show } from "./query-results.js";

const LONGEST = 20_000_000; // bytes of an answer that are shown; a download has all
const START = `# Events by type
PREFIX kg: <urn:kg:ns:>
PREFIX sem: <http://semanticweb.cs.vu.nl/2009/11/sem/>
SELECT ?type (COUNT(?event) AS ?events) WHERE {
  ?event a sem:Event ; sem:eventType ?type .
}
GROUP BY ?type
ORDER BY DESC(?events)`;

const by = (id) => document.getElementById(id);
const editor = new Editor(by("text"), by("lines"));
let running = null; // the AbortController of the request in progress

function say(words) {
  by("status").textContent = words;
}

function wrong(words) {
  const [what, ...rest] = words.split("; ");
  by("wrong").replaceChildren(element("p", {}, what), ...(rest.length ? [element("p", {}, rest.join("; "))] : []));
  by("wrong").hidden = false;
  editor.mark(words);
}

function post(query, accept, signal) {
  return fetch("sparql", {
    method: "POST",
    headers: { "Content-Type": "application/sparql-query", Accept: accept },
    body: query,
    signal,
  });
}

async function run() {
  running?.abort();
  const mine = (running = new AbortController());
  const query = editor.value;
  history.replaceState(null, "", `#query=${encodeURIComponent(query)}`);
  by("wrong").hidden = true;
  by("answer").hidden = true;
  editor.mark("");
  by("stop").hidden = false;
  say("Running …");
  const start = performance.now();
  try {
    const response = await post(query, ANY, mine.signal);
    if (!response.ok) throw new Error(await told(response));
    const kind = kindOf(response.headers.get("content-type"));
    const { text, whole } = await readUpTo(response, LONGEST);
    const seconds = ((performance.now() - start) / 1000).toFixed(2);
    by("answer").hidden = false;
    offer(kind, query);
    if (!whole) by("results").replaceChildren();
    const found = whole ? show(by("results"), kind, text, query) : "Too much to show: download it, or add a LIMIT";
    say(`${found}, ${seconds} s`);
  } catch (error) {
    if (mine !== running) return; // another run has taken its place
    say(error.name === "AbortError" ? "Stopped" : "");
    if (error.name !== "AbortError") wrong(error.message);
  } finally {
    if (mine === running) {
      running = null;
      by("stop").hidden = true;
    }
  }
}

/** Buttons for each format of that kind of answer. */
function offer(kind, query) {
  const buttons = Object.entries(DOWNLOADS[kind]).map(([media, [label, ending]]) => {
    const button = element("button", { type: "button", class: "quiet", "data-media": media }, label);
    button.addEventListener("click", () => download(query, media, ending));
    return button;
  });
  by("downloads").replaceChildren(element("span", { class: "note" }, "Download"), ...buttons);
}

async function download(query, media, ending) {
  say("Fetching …");
  try {
    const response = await post(query, media);
    if (!response.ok) throw new Error(await told(response));
    const address = URL.createObjectURL(await response.blob());
    element("a", { href: address, download: `answer.${ending}` }).click();
    setTimeout(() => URL.revokeObjectURL(address), 60_000);
    say(`answer.${ending} is saved`);
  } catch (error) {
    say("");
    wrong(error.message);
  }
}

async function share() {
  history.replaceState(null, "", `#query=${encodeURIComponent(editor.value)}`);
  try {
    await navigator.clipboard.writeText(location.href);
    say("The link is copied");
  } catch {
    say("The address bar has the link");
  }
}

/** The query that the address names, if it names one. */
function named() {
  const query = new URLSearchParams(location.hash.slice(1)).get("query");
  if (query !== null && query !== editor.value) editor.value = query;
  return query !== null;
}

by("run").addEventListener("click", run);
by("stop").addEventListener("click", () => running?.abort());
by("share").addEventListener("click", share);
addEventListener("hashchange", named);
document.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    run();
  } else if (event.key === "Escape") running?.abort();
});

if (!named()) editor.value = START;
const examples = new Examples({
  list: by("named"), find: by("find"), none: by("none"), form: by("parameters"),
  take(text) { editor.value = text; run(); },
  wrong,
});
await examples.load();
document.documentElement.dataset.ready = "1";
