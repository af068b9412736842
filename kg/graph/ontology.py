"""The ontology: written from the type definitions and enumerations, never by hand.

``python -m tests.golden ontology`` rewrites ``ontology.ttl``; a test checks that it is in step.
"""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import pyoxigraph as ox
from pyoxigraph import NamedNode, Quad

from kg import iri
from kg.graph.folder import FORMAT
from kg.model import Attitude, Certainty, Polarity, StatementKind, Status
from kg.model.resolution import DecisionKind
from kg.schema import ROLE_NAMES, load_types

ONTOLOGY_NODE = NamedNode("urn:kg:ontology")
_FILE = Path(__file__).with_name("ontology.ttl")

CLASSES = {
    "Claim": ("", "What a holder (the article, or somebody it quotes) puts forward: that an event "
              "has a status, or a statement. Has kg:about and kg:status, or kg:attitude and kg:quoteKind."),
    "EventMention": ("sem:Event", "An event as one place of an article mentions it; refers to a sem:Event."),
    "LocalActor": ("sem:Actor", "An actor as one article shows it; refers to a merged sem:Actor."),
    "UnknownVoice": ("", "The holder of a statement whose speaker the article does not let us know."),
    "Group": ("sem:Actor", "People or bodies without a common organisation."),
    "EventType": ("sem:EventType", "A kind of event."),
    "Status": ("", "What a claim says of its event's occurrence."),
    "Attitude": ("", "How a holder stands to the content of a statement."),
    "QuoteKind": ("", "Whether a statement is quoted word for word."),
    "Polarity": ("", "Affirmed or negated."),
    "Certainty": ("", "How sure the words are (FactBank's and MEANTIME's degrees)."),
    "Decision": ("", "Why two local things were merged, or why not."),
    "Correction": ("", "What a person decided about the story: a merge, split, rejection, edit or undo."),
    "Judgement": ("", "Outcome of a decision."),
}  # fmt: skip
"""Own classes: superclass, comment."""

OBJECT_PROPERTIES = {
    "holder": ("Claim", "", "Who puts the claim forward: the article, a local actor, or an unknown voice."),
    "holderActor": ("Claim", "sem:Actor", "The merged actor that the holder refers to."),
    "about": ("Claim", "EventMention", "The event mention whose status is claimed."),
    "status": ("Claim", "Status", "Status of the event at this mention."),
    "polarity": ("Claim", "Polarity", "Affirmed or negated."),
    "certainty": ("Claim", "Certainty", "How sure the words are."),
    "attitude": ("Claim", "Attitude", "Of a statement: how its holder stands to the content."),
    "quoteKind": ("Claim", "QuoteKind", "Of a statement: direct, indirect or mixed."),
    "content": ("Claim", "Claim", "Of a statement: a claim made within its words."),
    "addressee": ("Claim", "LocalActor", "To whom a statement is made."),
    "addresseeActor": ("Claim", "sem:Actor", "The merged actor to whom a statement is made."),
    "via": ("Claim", "LocalActor", "The news outlet that passes a statement on."),
    "refersTo": ("", "", "From a local actor or event mention to the merged actor or event."),
    "actsOn": ("", "", "The event that a cancellation, postponement or reinstatement changes."),
    "sameAs": ("EventMention", "EventMention", "First mention of the same event in the article."),
    "judgement": ("Decision", "Judgement", "Merged or refused."),
    "left": ("Decision", "", "One of the two local things."),
    "right": ("Decision", "", "The other."),
    "corrects": (
        "Correction",
        "",
        "A local thing that the correction is about; of a merge one of the one side.",
    ),
    "correctsWith": ("Correction", "", "Of a merge: a local thing of the other side."),
    "undoes": ("Correction", "Correction", "The correction that no longer holds."),
    "rejectedBy": ("Claim", "Correction", "Why the claim is left out of default views."),
    "editedBy": ("", "Correction", "Why a value is another than the article or the merging gives."),
    "copyOf": ("schema:NewsArticle", "schema:NewsArticle", "The earliest article with the same text."),
}
"""Own object properties: domain, range, comment."""

DATA_PROPERTIES = {
    "fileName": ("schema:NewsArticle", "xsd:string", "Last part of the source."),
    "outlet": ("schema:NewsArticle", "xsd:string", "Who published the article."),
    "source": ("schema:NewsArticle", "xsd:string", "Path or URL that the article was read from."),
    "documentId": ("schema:NewsArticle", "xsd:string", "Id of the document, stable across runs."),
    "publishedFrom": ("schema:NewsArticle", "xsd:string", "Where the publication date was found."),
    "sha256": ("prov:Entity", "xsd:string", "SHA-256 of the UTF-8 bytes of the text (prov:value), in hex."),
    "codePoints": ("prov:Entity", "xsd:integer", "Length of the text in Unicode code points."),
    "sentences": ("prov:Entity", "kg:Spans", "Where the sentences stand."),
    "spans": ("", "kg:Spans", "Where the words stand: start-end in code points, end exclusive."),
    "mentionSpans": ("LocalActor", "kg:Spans", "Where the actor is referred to."),
    "cueSpans": ("Claim", "kg:Spans", "Where the words stand that signal the statement."),
    "holderSpans": ("Claim", "kg:Spans", "Where the speaker is named."),
    "placeSpans": ("EventMention", "kg:Spans", "Where the place is named."),
    "roleSpans": (
        "EventMention",
        "xsd:string",
        "A line for each role filler: role, key of the actor or -, spans.",
    ),
    "kind": ("", "xsd:string", "person, organization, country, group or place."),
    "description": ("LocalActor", "xsd:string", "Title or role that the article gives the actor."),
    "key": ("", "xsd:string", "Key of the actor in the gazetteer."),
    "named": (
        "LocalActor",
        "xsd:boolean",
        "False for an actor known by a description alone; otherwise absent.",
    ),
    "triggerSpans": (
        "EventMention",
        "kg:Spans",
        "Where the trigger stands, if the claim's annotation holds the clause around it.",
    ),
    "trigger": ("EventMention", "xsd:string", "Lemma of the words that name the event."),
    "cue": ("Claim", "xsd:string", "Lemma of the words that signal the statement."),
    "dateText": ("sem:Time", "xsd:string", "The words of the date."),
    "edtf": ("sem:Time", "edtf:EDTF", "The date with its uncertainty (ISO 8601-2)."),
    "timexType": ("sem:Time", "xsd:string", "TIMEX3 type."),
    "timexValue": ("sem:Time", "xsd:string", "TIMEX3 value."),
    "rule": ("sem:Time", "xsd:string", "Rule that resolved the date."),
    "dateLentBy": (
        "EventMention",
        "xsd:string",
        "Rule by which another mention or clause lent the date; absent: its own clause tells it.",
    ),
    "sources": (
        "sem:Event",
        "xsd:integer",
        "How many articles mention the event, if several.",
    ),
    "correctionId": ("Correction", "xsd:string", "Short id of the correction."),
    "operation": ("Correction", "xsd:string", "merge, split, reject, edit or undo."),
    "author": ("Correction", "xsd:string", "Who decided."),
    "because": ("Correction", "xsd:string", "The person's reason."),
    "field": ("Correction", "xsd:string", "Of an edit: what is set."),
    "newValue": ("Correction", "xsd:string", "Of an edit: to what."),
    "correctedStatus": ("Claim", "xsd:string", "Status that a person gave the claim."),
    "correctedPolarity": ("Claim", "xsd:string", "Polarity that a person gave the claim."),
    "correctedCertainty": ("Claim", "xsd:string", "Certainty that a person gave the claim."),
    "correctedEarliest": ("EventMention", "xsd:string", "First day that a person gave; empty: open."),
    "correctedLatest": ("EventMention", "xsd:string", "Last day that a person gave; empty: open."),
    "correctedType": ("EventMention", "xsd:string", "Event type that a person gave the mention."),
    "sharedWords": ("schema:NewsArticle", "xsd:decimal", "Part of the text that the original holds too."),
    "score": ("Decision", "xsd:decimal", "Similarity in [0, 1]."),
    "reason": ("Decision", "xsd:string", "What spoke for the decision."),
    "plover": ("EventType", "xsd:string", "Class of the PLOVER manual."),
    "colour": ("EventType", "xsd:string", "Colour of the type in the page."),
}
"""Own datatype properties: domain, range, comment."""

_ROLE_COMMENTS = {
    "agent": "Who acts.",
    "target": "Whom or what it is done to.",
    "participant": "A side of a symmetric event (meeting, agreement).",
    "theme": "What it is about.",
    "beneficiary": "For whom it is done.",
}
_ENUMS: dict[str, type[StrEnum]] = {
    "Status": Status, "Attitude": Attitude, "QuoteKind": StatementKind,
    "Polarity": Polarity, "Certainty": Certainty, "Judgement": DecisionKind,
}  # fmt: skip
_HEADER = "".join(f"@prefix {p}: <{n}> .\n" for p, n in iri.PREFIXES.items())


def _text(value: str) -> str:
    return str(ox.Literal(" ".join(value.split())))


def _name(value: str) -> str:
    return value if ":" in value else f"kg:{value}"


def _property(name: str, kind: str, domain: str, range_: str, comment: str) -> str:
    lines = [f"kg:{name} a owl:{kind}"]
    lines += [f"rdfs:domain {_name(domain)}"] if domain else []
    lines += [f"rdfs:range {_name(range_)}"] if range_ else []
    return " ; ".join([*lines, f"rdfs:comment {_text(comment)}"]) + " ."


def ontology_turtle() -> str:
    """The ontology as Turtle; the same for the same definitions."""
    about = f'a owl:Ontology ; rdfs:label "Event timeline ontology" ; owl:versionInfo "{FORMAT}"'
    lines = [_HEADER, f"{ONTOLOGY_NODE} {about} .", ""]
    for name, (above, comment) in CLASSES.items():
        upper = f" ; rdfs:subClassOf {above}" if above else ""
        lines.append(f"kg:{name} a owl:Class{upper} ; rdfs:comment {_text(comment)} .")
    lines.append('kg:Spans a rdfs:Datatype ; rdfs:comment "Pieces start-end, parted by blanks." .\n')
    for name, row in OBJECT_PROPERTIES.items():
        lines.append(_property(name, "ObjectProperty", *row))
    for name, row in DATA_PROPERTIES.items():
        lines.append(_property(name, "DatatypeProperty", *row))
    lines.append('kg:anchor a rdf:Property ; rdfs:domain sem:Time ; rdfs:comment "What a relative date '
                 'counts from: another sem:Time, or the word published." .\n')  # fmt: skip
    for role in ROLE_NAMES:
        if role != "place":
            lines.append(
                f"kg:{role} a owl:ObjectProperty ; rdfs:subPropertyOf sem:hasActor ; "
                f"rdfs:comment {_text(_ROLE_COMMENTS[role])} ."
            )
    lines.append("")
    for name, enum in _ENUMS.items():
        lines += [f'kg:{iri.camel(v.value)} a kg:{name} ; rdfs:label "{v.value}" .' for v in enum]
    lines.append("")
    for type_ in sorted(load_types().values(), key=lambda x: x.name):
        plover = f" ; kg:plover {_text(type_.plover)}" if type_.plover else ""
        lines.append(
            f"kg:{iri.camel(type_.name)} a kg:EventType ; rdfs:label {_text(type_.label)} ; "
            f"skos:notation {_text(type_.name)} ; rdfs:comment {_text(type_.description)}{plover} ; "
            f"kg:colour {_text(type_.colour)} ."
        )
    return "\n".join(lines) + "\n"


def ontology_quads() -> list[Quad]:
    """The shipped ontology as quads of its own graph."""
    graph = NamedNode(iri.ONTOLOGY)
    text = _FILE.read_bytes()
    return [Quad(q.subject, q.predicate, q.object, graph) for q in ox.parse(text, format=ox.RdfFormat.TURTLE)]
