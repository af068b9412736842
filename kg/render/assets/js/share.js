"use strict";
/* Taking it along: the address, an embedded copy, pictures and data of what is shown, and what the page is. */
KG.part("share", () => {
  const { h } = KG;
  const $ = (id) => document.getElementById(id);
  const status = $("share-status");

  KG.about = () => ({
    title: document.querySelector("h1").textContent,
    standfirst: document.querySelector('meta[name="description"]').content,
    sources: [...document.querySelectorAll("#about .outlets li")].map((li) => li.textContent.trim().replace(/\s+/g, " ")).join(", "),
  });

  /** A file for the reader, made here: a Blob behind a link, so that no request is needed. */
  function save(name, content, type) {
    const url = URL.createObjectURL(content instanceof Blob ? content : new Blob([content], { type }));
    const link = h("a", { href: url, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(url), 60000);
  }

  /** A name of the title that every file system takes. */
  const stem = () => KG.fold(KG.about().title).replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 60) || "events";

  const FORMS = {
    png: async () => save(`${stem()}.png`, await KG.figure.png(KG.figure.draw())),
    svg: () => save(`${stem()}.svg`, KG.figure.draw().svg, "image/svg+xml"),
    csv: () => save(`${stem()}.csv`, KG.exports.csv(KG.result().shown), "text/csv;charset=utf-8"),
    json: () => save(`${stem()}.json`, KG.exports.json(KG.result().shown), "application/json"),
    ttl: () => save(`${stem()}.ttl`, KG.turtle.write(KG.result().shown, { title: KG.about().title, description: KG.about().standfirst }), "text/turtle;charset=utf-8"),
  };

  async function take(form) {
    status.textContent = "Working…";
    await new Promise((done) => setTimeout(done, 20));
    try {
      await FORMS[form]();
      status.textContent = `Saved as ${stem()}.${form}`;
    } catch {
      status.textContent = "This is more than the browser can draw: narrow the filters, or take the SVG.";
    }
  }

  const EMBED = /(^|[?#&])embed(=1?)?(?=&|$)/;
  /** The address of this view, with or without its frame. */
  function address(embed) {
    if (document.documentElement.dataset.ready) KG.writeNow();
    const url = new URL(location.href);
    for (const part of ["search", "hash"]) url[part] = url[part].replace(EMBED, "$1").replace(/^[?#]&*|&+$/g, "").replace(/&&+/g, "&");
    if (embed) url.search = url.search ? `${url.search}&embed` : "?embed";
    return url.href;
  }

  /** Serialised, never put into the page. */
  const frame = () => h("iframe", { src: address(true), title: KG.about().title, width: "100%", height: 640, style: "border:0", loading: "lazy" }).outerHTML;

  function show(dialog) {
    const shown = KG.result().shown.length;
    $("share-count").textContent = KG.many(shown, "fact");
    $("share-local").hidden = location.protocol !== "file:";
    for (const button of document.querySelectorAll("[data-save]")) button.disabled = !shown;
    status.textContent = "";
    dialog.showModal();
  }

  for (const [button, dialog] of [["share-button", "share"], ["about-button", "about"]]) {
    $(button).addEventListener("click", () => show($(dialog)));
    $(dialog).addEventListener("click", (event) => { if (event.target === $(dialog) || event.target.closest(".close")) $(dialog).close(); });
    $(dialog).addEventListener("close", () => $(button).focus());
  }
  for (const button of document.querySelectorAll("[data-save]")) button.addEventListener("click", () => take(button.dataset.save));
  $("share-copies").append(KG.cite.copier("Copy link to this view", () => address(false)), KG.cite.copier("Copy code to embed", frame));
  $("share-print").addEventListener("click", () => { $("share").close(); print(); });

  KG.embed = EMBED.test(location.search) ? "search" : EMBED.test(location.hash) ? "hash" : null;
  if (KG.embed) {
    document.body.dataset.embed = "1";
    const whole = h("a", { class: "whole-page", href: address(false), target: "_blank", rel: "noopener" }, "Open the full page ↗");
    for (const event of ["pointerdown", "focus"]) whole.addEventListener(event, () => (whole.href = address(false)));
    document.querySelector(".tools").append(whole);
  }

  return { address, take };
});
