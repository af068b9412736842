"use strict";
/* The canvas of the lanes: what part is in view, and how mouse, touch and wheel move it. */
KG.part("camera", () => {
  const { h } = KG;
  const SMALLEST = 0.01, LARGEST = 3, STILL = 5;
  const box = document.getElementById("canvas");
  const canvas = h("canvas", { class: "lanes", "aria-hidden": "true" });
  const ctx = canvas.getContext("2d");
  box.append(canvas);
  /** Upper left corner in the lanes' own lengths, and how many pixels one of them takes. */
  const eye = { x: 0, y: 0, scale: 1 };
  const acts = { draw() {}, click() {}, hover() {}, moved() {}, resized() {} };
  let asked = 0, width = 0, height = 0, held = null;

  const view = () => ({ left: eye.x, top: eye.y, right: eye.x + width / eye.scale, bottom: eye.y + height / eye.scale, scale: eye.scale, width, height });

  /** Fits the bitmap to the box; `true` if it had another size. */
  function fit() {
    const ratio = window.devicePixelRatio || 1;
    if (box.clientWidth === width && box.clientHeight === height && canvas.width === Math.round(width * ratio)) return false;
    width = box.clientWidth;
    height = box.clientHeight;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    return true;
  }

  function paint() {
    asked = 0;
    fit();
    if (!width || !height) return;
    const ratio = window.devicePixelRatio || 1;
    ctx.setTransform(1, 0, 0, 1, 0, 0);
    ctx.clearRect(0, 0, canvas.width, canvas.height);
    const k = ratio * eye.scale;
    ctx.setTransform(k, 0, 0, k, -eye.x * k, -eye.y * k);
    acts.draw(ctx, view());
  }

  /** Draws before the next frame, once however often it is asked. */
  function redraw() {
    if (!asked) asked = requestAnimationFrame(paint);
  }

  function moveTo({ x = eye.x, y = eye.y, scale = eye.scale }) {
    Object.assign(eye, { x, y, scale: Math.min(LARGEST, Math.max(SMALLEST, scale)) });
    redraw();
  }

  /** Zooms; the place at `x`, `y` pixels of the box stays where it is. */
  function zoom(factor, x = width / 2, y = height / 2) {
    const scale = Math.min(LARGEST, Math.max(SMALLEST, eye.scale * factor));
    moveTo({ x: eye.x + x / eye.scale - x / scale, y: eye.y + y / eye.scale - y / scale, scale });
    acts.moved();
  }

  /** Where the pointer is from top to bottom, in pixels of the box; the middle where there is none. */
  const pointer = () => held ?? height / 2;

  const place = (event) => {
    const edge = box.getBoundingClientRect();
    held = event.clientY - edge.top;
    return { px: event.clientX - edge.left, py: event.clientY - edge.top };
  };
  const toLanes = ({ px, py }) => ({ px, py, x: eye.x + px / eye.scale, y: eye.y + py / eye.scale });

  const fingers = new Map();
  let start = null, dragged = false, spread = 0;

  function down(event) {
    if (event.button > 0) return;
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, place(event));
    if (fingers.size === 1) { start = place(event); dragged = false; }
    spread = gap();
  }

  const gap = () => {
    const [a, b] = [...fingers.values()];
    return b ? Math.hypot(a.px - b.px, a.py - b.py) : 0;
  };

  function move(event) {
    const before = fingers.get(event.pointerId), now = place(event);
    if (!before) { if (event.pointerType === "mouse") acts.hover(toLanes(now)); return; }
    if (!dragged && Math.hypot(now.px - start.px, now.py - start.py) < STILL) return;
    dragged = true;
    box.classList.add("dragging");
    const share = 1 / fingers.size;
    fingers.set(event.pointerId, now);
    moveTo({ x: eye.x - ((now.px - before.px) * share) / eye.scale, y: eye.y - ((now.py - before.py) * share) / eye.scale });
    if (fingers.size > 1) {
      const points = [...fingers.values()], wide = gap();
      if (spread > 0 && wide > 0) zoom(wide / spread, (points[0].px + points[1].px) / 2, (points[0].py + points[1].py) / 2);
      spread = wide;
    }
    acts.moved();
  }

  function up(event) {
    if (!fingers.delete(event.pointerId)) return;
    spread = gap();
    if (fingers.size) return;
    box.classList.remove("dragging");
    if (!dragged && event.type === "pointerup") acts.click(toLanes(place(event)));
  }

  /** The wheel moves, with Ctrl (or a pinch on a touchpad) it zooms, as in maps and drawing programs. */
  function wheel(event) {
    event.preventDefault();
    const { px, py } = place(event), step = event.deltaMode === 1 ? 16 : 1;
    if (event.ctrlKey || event.metaKey) return zoom(Math.exp(-event.deltaY * step * 0.004), px, py);
    const [dx, dy] = event.shiftKey && !event.deltaX ? [event.deltaY, 0] : [event.deltaX, event.deltaY];
    moveTo({ x: eye.x + (dx * step) / eye.scale, y: eye.y + (dy * step) / eye.scale });
    return acts.moved();
  }

  canvas.addEventListener("pointerdown", down);
  canvas.addEventListener("pointermove", move);
  for (const kind of ["pointerup", "pointercancel"]) canvas.addEventListener(kind, up);
  canvas.addEventListener("pointerleave", () => { held = null; acts.hover(null); });
  canvas.addEventListener("wheel", wheel, { passive: false });
  new ResizeObserver(() => { if (box.clientWidth && fit()) { acts.resized(); paint(); } }).observe(box);

  return { box, eye, acts, view, pointer, fit, redraw, moveTo, zoom };
});
