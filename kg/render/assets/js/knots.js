"use strict";
/* How actors and events look among the relations; vis-network asks for each when it draws. */
KG.part("knots", () => {
  const { data, state, paint, arrange } = KG;
  const { colours, now } = paint;
  /** People are pills; states and organisations have corners; whom nobody knows has a dashed edge. */
  const CORNER = { person: 12, group: 12, organization: 4, country: 4, place: 0 };
  const zoomOf = (ctx) => ctx.getTransform().a / (window.devicePixelRatio || 1);

  /** An actor with its name, and how many of its events are its own alone. */
  function actor(number, single) {
    const { kind, id: key } = data.actors[number], more = single ? ` +${single}` : "";
    return ({ ctx, x, y, state: how }) => {
      ctx.font = `600 ${paint.FONT}`;
      const far = arrange.grown(zoomOf(ctx));
      const text = paint.fit(ctx, KG.name(number), 170), wide = paint.widthOf(ctx, text);
      const width = wide + (more ? paint.widthOf(ctx, more) : 0) + 22, left = x - width / 2;
      const strong = how.selected || how.hover || now.path.some(([, who]) => who === number);
      return {
        drawNode() {
          ctx.translate(x * (1 - far), y * (1 - far));
          ctx.scale(far, far);
          ctx.beginPath(); ctx.roundRect(left, y - 12, width, 24, CORNER[kind] ?? 12);
          ctx.fillStyle = how.selected ? colours.tint : colours.raised; ctx.fill();
          ctx.strokeStyle = strong ? colours.accent : colours.edge; ctx.lineWidth = strong ? 2.2 : 1; ctx.setLineDash(kind ? [] : [3, 3]); ctx.stroke(); ctx.setLineDash([]);
          ctx.fillStyle = colours.ink; ctx.textBaseline = "middle"; ctx.textAlign = "left"; ctx.fillText(text, left + 11, y + 0.5);
          if (more) { ctx.fillStyle = colours.soft; ctx.font = paint.FONT; ctx.fillText(more, left + 11 + wide, y + 0.5); }
          if (state.pins.has(`a:${key}`)) needle(ctx, x + width / 2 - 3, y - 11);
        },
        nodeDimensions: { width: width * far, height: 24 * far },
      };
    };
  }

  /** An event with its sign; with its label where there are few, or where it is meant. */
  function event(number, fact, few) {
    const { id: key, label } = data.events[number];
    return ({ ctx, x, y, state: how }) => {
      const strong = how.selected || how.hover || now.path.some(([e]) => e === number);
      return {
        drawNode() {
          const scale = zoomOf(ctx);
          if (strong || (few() && scale > 0.6)) {
            ctx.font = strong ? `600 ${paint.FONT}` : paint.FONT; ctx.textBaseline = "middle"; ctx.textAlign = "left";
            const text = paint.fit(ctx, label, 240);
            ctx.fillStyle = colours.paper; ctx.globalAlpha = 0.85; ctx.fillRect(x + 11, y - 8, paint.widthOf(ctx, text) + 4, 16); ctx.globalAlpha = 1;
            ctx.fillStyle = colours.ink; ctx.fillText(text, x + 13, y + 0.5);
          }
          paint.sign(ctx, x, y, fact, strong, scale);
          if (state.pins.has(`e:${key}`)) needle(ctx, x + 7, y - 8);
        },
        nodeDimensions: { width: 22, height: 22 },
      };
    };
  }

  /** The head of a pin on what has been put where it is by hand. */
  function needle(ctx, x, y) {
    ctx.fillStyle = colours.accent; ctx.beginPath(); ctx.arc(x, y, 4, 0, 7); ctx.fill();
    ctx.fillStyle = colours.paper; ctx.beginPath(); ctx.arc(x - 1, y - 1, 1.3, 0, 7); ctx.fill();
  }

  return { actor, event };
});
