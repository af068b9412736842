"use strict";
/* Signs: the shape is the family of the type, the colour the type; filling, outline and the mark inside are the
   status. Nothing is told by colour alone. */
{
  /** Shapes of PLOVER's four quad classes (verbal and material, cooperation and conflict), of types that have no
      class, and of statements; each fits a square of 14 around 0,0. */
  const SHAPE = {
    talk: { label: "Talks, accords", body: "M-6,0a6,6 0 1,0 12,0a6,6 0 1,0 -12,0z" },
    help: { label: "Cooperation", body: "M-3.4,-5.6h6.8a2.2,2.2 0 0,1 2.2,2.2v6.8a2.2,2.2 0 0,1 -2.2,2.2h-6.8a2.2,2.2 0 0,1 -2.2,-2.2v-6.8a2.2,2.2 0 0,1 2.2,-2.2z" },
    dispute: { label: "Disputes", body: "M0,-6.8L7,5.4H-7z" },
    clash: { label: "Clashes", body: "M0,-7.2l7.2,7.2l-7.2,7.2l-7.2,-7.2z" },
    other: { label: "Other", body: "M-3.5,-6h7l3.5,6l-3.5,6h-7l-3.5,-6z" },
    speech: { label: "Statements", body: "M-6.4,-5.6h12.8v8.4h-6.4l-4.2,4v-4h-2.2z" },
  };
  const STATUS = {
    occurred: { label: "Occurred", fill: true, line: [] },
    ongoing: { label: "Ongoing", mark: "M-2.4,0a2.4,2.4 0 1,0 4.8,0a2.4,2.4 0 1,0 -4.8,0z", full: true, line: [] },
    said: { label: "Said", fill: true, line: [] },
    planned: { label: "Planned", line: [7, 4] },
    proposed: { label: "Proposed", dash: [2.4, 2.2], line: [3, 4] },
    postponed: { label: "Postponed", mark: "M-3,0h6M0.6,-2.6l2.6,2.6l-2.6,2.6", line: [9, 3, 2, 3] },
    cancelled: { label: "Cancelled", mark: "M-2.5,-2.5l5,5M2.5,-2.5l-5,5", line: [9, 3, 2, 3] },
    denied: { label: "Denied", mark: "M-6.4,6.4L6.4,-6.4", line: [2, 4] },
    hypothetical: { label: "Hypothetical", dash: [2.4, 2.2], mark: "M-1.1,0a1.1,1.1 0 1,0 2.2,0a1.1,1.1 0 1,0 -2.2,0z", full: true, line: [2, 4] },
    unknown: { label: "Status unknown", mark: "M-1.9,-1.6c0,-2.6 3.9,-2.5 3.8,0c0,1.5 -1.9,1.3 -1.9,2.7M0,3.1v0.4", line: [2, 4] },
  };
  const status = (name) => (Object.hasOwn(STATUS, name) ? STATUS[name] : STATUS.unknown);
  const shape = (name) => (Object.hasOwn(SHAPE, name) ? SHAPE[name] : SHAPE.other);

  function svg(tag, props) {
    const element = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(props)) element.setAttribute(name, String(value));
    return element;
  }

  /** A sign to stand in text, in a colour (or in that of the text). */
  function glyph(name, colour, form) {
    const look = status(name);
    const root = svg("svg", { viewBox: "-8 -8 16 16", class: "glyph", "aria-hidden": "true", focusable: "false" });
    const tint = colour ? KG.shade(colour) : "currentColor";
    const body = { d: shape(form || (name === "said" ? "speech" : "talk")).body, stroke: tint, "stroke-width": 1.7, "stroke-linejoin": "round", fill: look.fill ? tint : "none" };
    if (look.dash) body["stroke-dasharray"] = look.dash.join(" ");
    root.append(svg("path", body));
    if (look.mark) root.append(svg("path", { d: look.mark, stroke: tint, "stroke-width": 1.7, fill: look.full ? tint : "none" }));
    return root;
  }

  /** The sign of a fact: its type's shape and colour, its status. */
  function sign(fact) {
    const { colour, shape: form } = KG.type(fact.type);
    return glyph(fact.status, colour, form);
  }

  Object.assign(KG, { SHAPE, STATUS, status, shape, glyph, sign, svg });
}
