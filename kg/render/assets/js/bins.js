"use strict";
/* Level of detail for the timeline: what stands too close together in a lane is one bar with its count. */
KG.part("bins", () => {
  const date = (d) => new Date(d * 864e5);
  const years = (n) => (d) => Math.floor(date(d).getUTCFullYear() / n);
  const months = (n) => (d) => Math.floor((date(d).getUTCFullYear() * 12 + date(d).getUTCMonth()) / n);
  /** Widths of a bar, in days, and the number of the bar that a day belongs to: by the calendar, so that
      moving along changes nothing. */
  const STEPS = [
    ["days", 1, (d) => d], ["weeks", 7, (d) => Math.floor((d + 3) / 7)], ["months", 30, months(1)], ["quarters", 91, months(3)],
    ["years", 365, years(1)], ["decades", 3652, years(10)], ["centuries", 36525, years(100)],
  ];
  const NARROWEST = 84, MOST = 360, CALM = 160;

  /** One entry a bar or an event. `entries` are `{event, fact, lane, start, end}` in days, `loose` the lane whose
      events are shown by number wherever there are several; `alone` are events that never go into a bar. */
  function bins(entries, { from, to, width, loose, alone }) {
    const perDay = width / Math.max(1, to - from), span = to - from;
    const near = entries.filter((e) => e.end >= from - span && e.start <= to + span);
    const inView = near.filter((e) => e.end >= from && e.start <= to);
    const calm = inView.filter((e) => e.lane !== loose).length <= CALM;
    let first = STEPS.findIndex(([, days]) => days * perDay >= NARROWEST);
    if (first < 0) first = STEPS.length - 1;
    for (let step = first; ; step += 1) {
      const drawn = pack(near, STEPS[step], calm ? 8 : 3, loose, alone);
      if (drawn.length <= MOST || step === STEPS.length - 1) return { drawn, step: STEPS[step][0], inView };
    }
  }

  function pack(entries, [name, , number], most, loose, alone) {
    const groups = new Map(), drawn = [];
    for (const entry of entries) {
      if (alone.has(entry.event)) { drawn.push({ entry }); continue; }
      const key = `${name}:${entry.lane}:${number(entry.start)}`;
      if (groups.has(key)) groups.get(key).push(entry); else groups.set(key, [entry]);
    }
    for (const [key, group] of groups) {
      const least = group[0].lane === loose && name !== "days" ? 1 : most;
      if (group.length <= least) drawn.push(...group.map((entry) => ({ entry })));
      else drawn.push({ key, group, lane: group[0].lane, start: Math.min(...group.map((e) => e.start)), end: Math.max(...group.map((e) => e.start)) });
    }
    return drawn;
  }

  return { bins };
});
