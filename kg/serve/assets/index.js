// The overview: numbers of the store, and the paths of the API as it describes itself.
import { ask, element } from "./common.js";

const SHOWN = [["articles", "articles"], ["events", "events"], ["statements", "statements"], ["actors", "actors"], ["quads", "quads"]];

async function numbers() {
  const list = document.getElementById("numbers");
  try {
    const stats = await ask("api/stats");
    for (const [key, label] of SHOWN) {
      list.append(element("div", {}, [element("dt", {}, label), element("dd", {}, stats[key].toLocaleString("en"))]));
    }
  } catch (error) {
    const box = document.getElementById("wrong");
    box.textContent = `The numbers cannot be read: ${error.message}`;
    box.hidden = false;
  }
  list.removeAttribute("aria-busy");
}

async function paths() {
  const description = await ask("openapi.json");
  const rows = Object.entries(description.paths).filter(([path]) => !/^\/api\/queries\/./.test(path));
  for (const [path, { get }] of rows) {
    const link = path.includes("{") ? element("code", {}, path) : element("a", { href: path.slice(1) }, [element("code", {}, path)]);
    document.getElementById("paths").append(element("tr", {}, [element("td", {}, [link]), element("td", {}, get.summary)]));
  }
  const named = Object.keys(description.paths).filter((path) => /^\/api\/queries\/[^/]+$/.test(path)).length;
  document.getElementById("paths").append(element("tr", {}, [
    element("td", {}, [element("code", {}, "/api/queries/NAME")]),
    element("td", {}, `The rows of one of ${named} named queries; …/sparql gives its text with the parameters bound`),
  ]));
}

function examples() {
  const here = new URL(".", location.href).href;
  document.getElementById("examples").textContent = [
    `curl '${here}api/facts?type=meeting&status=planned&limit=5'`,
    `curl '${here}api/timeline?from=2018-06&to=2018-06'`,
    `curl ${here}sparql -H 'Accept: text/csv' -d 'query=SELECT ?e { ?e a sem:Event } LIMIT 5'`,
  ].join("\n");
}

examples();
await Promise.allSettled([numbers(), paths()]);
document.documentElement.dataset.ready = "1";
