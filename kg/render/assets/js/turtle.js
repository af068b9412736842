"use strict";
/* What is shown, as RDF in the terms of docs/data-model.md: claims on mentions of events, who holds them, and
   the exact words as Web Annotations. A local actor is a blank node: the page knows only whom it refers to. */
KG.part("turtle", () => {
  const { data } = KG;
  const PREFIXES = {
    kg: "urn:kg:ns:", sem: "http://semanticweb.cs.vu.nl/2009/11/sem/", prov: "http://www.w3.org/ns/prov#", oa: "http://www.w3.org/ns/oa#",
    schema: "http://schema.org/", edtf: "http://id.loc.gov/datatypes/edtf/", rdfs: "http://www.w3.org/2000/01/rdf-schema#", xsd: "http://www.w3.org/2001/XMLSchema#",
    skos: "http://www.w3.org/2004/02/skos/core#",
  };
  const LETTERS = { c: "claim", e: "event", m: "mention", a: "local-actor", d: "article" };
  const CLASSES = new Map([["person", "schema:Person"], ["organization", "schema:Organization"], ["country", "schema:Country"], ["place", "schema:Place"], ["group", "kg:Group"]]);
  const ROLES = new Set(["agent", "target", "participant", "theme", "beneficiary"]);

  /** Whatever an IRI may not hold is written as percent signs (RFC 3986), so that no id breaks out of its brackets. */
  const encoded = (text) => encodeURIComponent(text.replace(/[\ud800-\udfff]/gu, "\ufffd")).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
  const iri = (kind, key) => `<urn:kg:${kind}:${encoded(key)}>`;
  const own = (text) => `<urn:kg:ns:${encoded(text)}>`;
  const camel = (value) => value.split(/[_-]/).map((part) => part.slice(0, 1).toUpperCase() + part.slice(1)).join("");
  /** The own term of a status, a type, an attitude. */
  const term = (value) => (/^[A-Za-z][A-Za-z_-]*$/.test(value) ? `kg:${camel(value)}` : own(value));

  /** A string (Turtle 1.1, 2.5.1): what ends it or is a control character is escaped. */
  const ESCAPES = { "\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t" };
  const text = (value) => `"${value.replace(/[\\"\n\r\t]/g, (c) => ESCAPES[c]).replace(/[\u0000-\u001f\u007f]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, "0")}`).replace(/[\ud800-\udfff]/gu, "\ufffd")}"`;
  const day = (value) => `"${value}"^^xsd:date`;

  /** A resource of a short id: `c-…`, `e-…`, `m-…`. */
  function short(id, kind) {
    const match = /^([cema])-([a-z2-7]+)$/.exec(id);
    return match && (kind !== "event" || match[1] !== "c") ? iri(LETTERS[match[1]], match[2]) : iri(kind, id);
  }
  const key = (fact) => (/^c-[a-z2-7]+$/.test(fact.id) ? fact.id.slice(2) : fact.id);

  function write(facts, { title, description }) {
    const blocks = [], actors = new Map(), articles = new Set(), events = new Map();
    let blanks = 0;
    const put = (subject, pairs) => {
      const lines = pairs.filter(Boolean).map(([predicate, ...objects]) => `${predicate} ${objects.join(", ")}`);
      if (lines.length) blocks.push(`${subject} ${lines.join(" ;\n  ")} .`);
    };

    /** A merged actor; `null` for words that name nobody known. */
    function actor(i) {
      const { id, name, kind, aliases } = data.actors[i];
      if (!id.startsWith("actor:")) return null;
      if (actors.has(i)) return actors.get(i);
      const node = /^actor:a-[a-z2-7]{12}$/.test(id) ? iri("local-actor", id.slice(8)) : iri("actor", id.slice(6));
      actors.set(i, node);
      put(node, [["a", "sem:Actor", CLASSES.get(kind)].filter(Boolean), ["rdfs:label", text(name)], kind && ["kg:kind", text(kind)], aliases.length && ["skos:altLabel", ...aliases.map(text)]]);
      return node;
    }

    /** The actor as one article has it. */
    function local(i, fact, voice = false) {
      const node = `_:a${fact.article}_${i}${voice && !actor(i) ? "v" : ""}`;
      const { name, kind } = data.actors[i];
      put(node, [["a", voice && !actor(i) ? "kg:UnknownVoice" : "kg:LocalActor"], ["rdfs:label", text(name)], kind && ["kg:kind", text(kind)], actor(i) && ["kg:refersTo", actor(i)]]);
      return node;
    }

    function article(i) {
      const row = data.articles[i], node = `<${row.iri}>`, words = `<${row.iri.replace("urn:kg:article:", "urn:kg:text:")}>`;
      if (!articles.has(i)) {
        articles.add(i);
        put(node, [["a", "schema:NewsArticle"], ["kg:fileName", text(row.file)], row.title !== null && ["schema:headline", text(row.title)],
          row.outlet !== null && ["kg:outlet", text(row.outlet)], row.published && ["schema:datePublished", day(row.published)],
          row.url && ["schema:url", `${text(row.url)}^^xsd:anyURI`], row.copyOf && ["kg:copyOf", `<${row.copyOf}>`]]);
        put(words, [["a", "prov:Entity"], ["prov:wasDerivedFrom", node]]);
      }
      return [node, words, row.iri.slice("urn:kg:article:".length)];
    }

    const ends = (fact) => [fact.from && ["sem:hasEarliestBeginTimeStamp", day(fact.from)], fact.to && ["sem:hasLatestEndTimeStamp", day(fact.to)]];
    function time(fact) {
      if (fact.words === null && fact.edtf === null) return null;
      const parts = [["a", "sem:Time"], fact.words !== null && ["kg:dateText", text(fact.words)], fact.edtf !== null && ["kg:edtf", `${text(fact.edtf)}^^edtf:EDTF`],
        fact.rule !== null && ["kg:rule", text(fact.rule)], fact.anchor !== null && ["kg:anchor", text(fact.anchor)], ...(fact.kind === "statement" ? ends(fact) : [])];
      const node = `_:t${(blanks += 1)}`;
      put(node, parts.filter(Boolean));
      return node;
    }

    const holder = (i, fact) => [["kg:holder", local(i, fact, true)], actor(i) && ["kg:holderActor", actor(i)]];
    /** Who holds the claim; those that pass it on hold claims whose content it is. */
    function held(fact, claim, source) {
      const voices = [...fact.holders], said = fact.kind === "statement" && fact.actors.length > 0;
      const speaker = said ? fact.actors[0][0] : voices.pop();
      if (said && voices[voices.length - 1] === speaker) voices.pop();
      let inner = claim;
      for (const voice of voices.reverse()) {
        const outer = `_:c${(blanks += 1)}`;
        put(outer, [["a", "kg:Claim"], ...holder(voice, fact), ["kg:content", inner]]);
        inner = outer;
      }
      return speaker === undefined ? [["kg:holder", source]] : holder(speaker, fact);
    }

    function claim(fact) {
      const [source, words, document] = article(fact.article), node = short(fact.id, "claim"), k = key(fact);
      const base = [["a", "kg:Claim"], ["prov:wasDerivedFrom", source], ...held(fact, node, source), ["kg:polarity", term(fact.polarity)], ["rdfs:label", text(fact.text)]];
      if (fact.kind === "statement") {
        const when = time(fact), told = fact.actors.filter(([, role]) => role === "addressee");
        put(node, [...base, ["kg:attitude", term(fact.type)], when && ["sem:hasTime", when], told.length && ["kg:addressee", ...told.map(([i]) => local(i, fact))]]);
      } else {
        const mention = iri("mention", k);
        put(node, [...base, ["kg:about", mention], ["kg:status", term(fact.status)], ["kg:certainty", term(fact.certainty)]]);
        const roles = new Map(), when = time(fact);
        for (const [i, role] of fact.actors) { const name = ROLES.has(role) ? `kg:${role}` : own(role); roles.set(name, [...(roles.get(name) || []), local(i, fact)]); }
        const event = short(KG.exports.eventId(fact), "event");
        put(mention, [["a", "kg:EventMention"], ["sem:eventType", term(fact.type)], event !== mention && ["kg:refersTo", event],
          ...[...roles].map(([name, who]) => [name, ...new Set(who)]), when && ["sem:hasTime", when], ...ends(fact)]);
        if (event !== mention) events.set(event, [...(events.get(event) || []), fact]);
      }
      const note = iri("annotation", k), spans = fact.spans.map(([a, b]) => [`<urn:kg:span:${document}:${a}-${b}>`, `<urn:kg:selector:${document}:${a}-${b}>`, a, b]);
      put(note, [["a", "oa:Annotation"], ["oa:hasBody", node], spans.length && ["oa:hasTarget", ...spans.map(([span]) => span)]]);
      for (const [span, selector, a, b] of spans) {
        put(span, [["oa:hasSource", words], ["oa:hasSelector", selector]]);
        put(selector, [["a", "oa:TextPositionSelector", "oa:TextQuoteSelector"], ["oa:start", a], ["oa:end", b], ["oa:exact", text(KG.words.cut(data.paragraphs[fact.paragraph], a, b))]]);
      }
    }

    put("_:page", [["a", "schema:Dataset"], ["schema:name", text(title)], ["schema:description", text(description)]]);
    facts.forEach(claim);
    for (const [event, claims] of events) {
      const who = [...new Set(claims.flatMap((f) => f.actors.map(([i]) => actor(i))))].filter(Boolean);
      put(event, [["a", "sem:Event"], ["sem:eventType", ...new Set(claims.map((f) => term(f.type)))], who.length && ["sem:hasActor", ...who],
        claims[0].sources > 1 && ["kg:sources", claims[0].sources]]);
    }
    return `${Object.entries(PREFIXES).map(([name, base]) => `@prefix ${name}: <${base}> .`).join("\n")}\n\n${[...new Set(blocks)].join("\n")}\n`;
  }

  return { write };
});
