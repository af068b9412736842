// A textarea with line numbers; the line that an error names is marked.

const PLACE = /\bline (\d+)|\bat (\d+):\d+/; // "line 3: …" as our parser says it, "at 3:5" as the engine does

export class Editor {
  constructor(area, gutter) {
    this.area = area;
    this.gutter = gutter;
    this.at = 0;
    area.addEventListener("input", () => this.number());
    area.addEventListener("scroll", () => { gutter.scrollTop = area.scrollTop; });
    new ResizeObserver(() => { gutter.style.height = `${area.clientHeight}px`; }).observe(area);
  }

  get value() { return this.area.value; }

  set value(text) {
    this.area.value = text;
    this.area.scrollTop = 0;
    this.at = 0;
    this.number();
  }

  /** Marks the line that a message names and puts the cursor there; no line: no mark. */
  mark(message) {
    const found = PLACE.exec(message);
    this.at = found ? Number(found[1] ?? found[2]) : 0;
    this.number();
    if (!this.at) return;
    const place = this.value.split("\n").slice(0, this.at - 1).reduce((sum, text) => sum + text.length + 1, 0);
    this.area.setSelectionRange(place, place);
  }

  number() {
    const lines = this.value.split("\n").map((_, i) => {
      const number = document.createElement("span");
      if (i + 1 === this.at) number.className = "at";
      number.textContent = `${i + 1}\n`;
      return number;
    });
    this.gutter.replaceChildren(...lines);
    this.gutter.scrollTop = this.area.scrollTop;
  }
}
