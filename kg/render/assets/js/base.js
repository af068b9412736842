"use strict";
/* How the page begins, and small tools that every view shares. Text reaches the page by textContent alone.
   A part is a function that is run once there are data; its result is KG[name]. */
const KG = (() => {
  const parts = [];
  const part = (name, make) => parts.push([name, make]);

  /** Shows a story (kg.render.payload says what it holds). `network` gives pyvis's nodes and edges when the
      relations are first opened. Parts run in the order of their scripts. */
  function boot(story, network) {
    KG.data = story;
    KG.network = network;
    for (const [name, make] of parts) KG[name] = make();
    document.documentElement.dataset.ready = "1";
  }

  /** Runs a library that the page carries as inert text, once. The policy names its hash as it does every
      script's, so that exactly this text may run. */
  function library(name) {
    const held = document.getElementById(`lib-${name}`);
    if (!held || held.dataset.run) return;
    held.dataset.run = "1";
    const script = document.createElement("script");
    script.textContent = held.textContent;
    document.head.append(script);
  }

  const type = (name) => (Object.hasOwn(KG.data.types, name) ? KG.data.types[name] : null) || { label: name, colour: "#7c7f86", shown: true, shape: "other" };

  /** An element with properties and children; strings become text nodes, never markup. */
  function h(tag, props = {}, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "on") for (const [event, act] of Object.entries(value)) element.addEventListener(event, act);
      else if (name === "class") element.className = value;
      else element.setAttribute(name, value === true ? "" : String(value));
    }
    element.append(...children.flat().filter((c) => c !== null && c !== undefined && c !== false));
    return element;
  }

  const darkQuery = matchMedia("(prefers-color-scheme: dark)");
  const printQuery = matchMedia("print");
  const isDark = () => darkQuery.matches && !printQuery.matches;
  /** The colour, lifted towards white on a dark page so that it keeps a contrast of three to one. */
  function shade(colour) {
    if (!/^#[0-9a-f]{6}$/i.test(colour)) return "#7c7f86";
    if (!isDark()) return colour;
    const parts = [1, 3, 5].map((i) => parseInt(colour.slice(i, i + 2), 16));
    return `rgb(${parts.map((c) => Math.round(c + (255 - c) * 0.42)).join(",")})`;
  }

  const MONTHS = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");
  function day(iso) {
    if (!iso) return "";
    const [y, m, d] = iso.split("-").map(Number);
    return `${d} ${MONTHS[m - 1]} ${y}`;
  }
  /** The days a fact may denote, in words; never one day where the text leaves several. */
  function when(fact) {
    if (!fact.from && !fact.to) return "No date";
    if (fact.from === fact.to) return day(fact.from);
    if (!fact.to) return `From ${day(fact.from)}`;
    if (!fact.from) return `Until ${day(fact.to)}`;
    const [a, b] = [day(fact.from).split(" "), day(fact.to).split(" ")];
    if (fact.from.endsWith("-01-01") && fact.to.endsWith("-12-31")) return a[2] === b[2] ? a[2] : `${a[2]} – ${b[2]}`;
    if (a[0] === "1" && a[1] === b[1] && a[2] === b[2] && days(fact.to) === lastDay(fact.from)) return `${a[1]} ${a[2]}`;
    if (a[2] !== b[2]) return `${a.join(" ")} – ${b.join(" ")}`;
    return a[1] === b[1] ? `${a[0]}–${b[0]} ${b[1]} ${b[2]}` : `${a[0]} ${a[1]} – ${b[0]} ${b[1]} ${b[2]}`;
  }
  const span = (from, to) => when({ from, to });
  /** Days since 1970 of an ISO day, and back. */
  const days = (iso) => Date.parse(`${iso}T00:00:00Z`) / 864e5;
  const iso = (number) => new Date(Math.round(number) * 864e5).toISOString().slice(0, 10);
  const lastDay = (text) => Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)), 0) / 864e5;

  const ASCII = /^[\x00-\x7f]*$/;
  const fold = (text) => (ASCII.test(text) ? text : text.normalize("NFD").replace(/[\u0300-\u036f]/g, "")).toLowerCase();
  const cut = (text, most) => {
    const points = Array.from(text.slice(0, most * 3));
    return points.length > most ? points.slice(0, most - 1).join("") + "…" : text;
  };
  const many = (count, one, more = `${one}s`) => `${count.toLocaleString("en")} ${count === 1 ? one : more}`;
  const name = (i) => KG.data.actors[i].name;
  const source = (fact) => {
    const article = KG.data.articles[fact.article];
    return article.outlet || article.file;
  };

  return { part, boot, library, type, h, shade, isDark, darkQuery, printQuery, day, when, span, days, iso, fold, cut, many, name, source, MONTHS };
})();
