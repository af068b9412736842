// The named queries: a list to choose from, a form for their parameters. The server binds the values, so
// what lands in the editor is SPARQL that runs anywhere.
import { ask, element, told } from "./common.js";

const HINTS = { actor: "name or id", date: "YYYY-MM-DD", integer: "whole number", string: "words", type: "event type", status: "status" };

export class Examples {
  constructor(parts) {
    Object.assign(this, parts);
    this.find.addEventListener("input", () => this.narrow());
    this.form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.bind();
    });
  }

  async load() {
    try {
      this.queries = await ask("api/queries");
    } catch (error) {
      this.wrong(error.message);
      return;
    }
    this.list.replaceChildren(...this.queries.map((query) => {
      const button = element("button", { type: "button", "aria-pressed": "false", "data-name": query.name }, query.summary);
      button.addEventListener("click", () => this.choose(query, button));
      return element("li", {}, [button]);
    }));
  }

  narrow() {
    const words = this.find.value.toLowerCase().split(/\s+/).filter(Boolean);
    let left = 0;
    for (const item of this.list.children) {
      const text = `${item.textContent} ${item.firstChild.dataset.name}`.toLowerCase();
      item.hidden = !words.every((word) => text.includes(word));
      left += !item.hidden;
    }
    this.none.hidden = left > 0;
  }

  choose(query, button) {
    for (const other of this.list.querySelectorAll("button")) other.setAttribute("aria-pressed", String(other === button));
    this.chosen = query;
    const fields = query.parameters.map((parameter) => this.field(parameter));
    this.form.replaceChildren(element("p", {}, query.help || query.summary), ...fields,
      ...(fields.length ? [element("button", { class: "quiet" }, "Use these values")] : []));
    this.form.hidden = false;
    if (query.parameters.some((p) => p.default === null)) this.form.querySelector("input").focus();
    else this.bind();
  }

  field({ name, type, default: usual }) {
    const input = element("input", { name, placeholder: usual === null ? HINTS[type] : `any ${HINTS[type]}`, autocomplete: "off", spellcheck: "false" });
    input.required = usual === null;
    return element("label", {}, [usual === null ? name : `${name} (may be left out)`, input]);
  }

  async bind() {
    const given = [...new FormData(this.form)].filter(([, value]) => value.trim());
    const response = await fetch(`api/queries/${this.chosen.name}/sparql?${new URLSearchParams(given)}`);
    if (response.ok) this.take(await response.text());
    else this.wrong(await told(response));
  }
}
