"""Quads behind a SPARQL 1.1 endpoint: where it is, what goes over the wire, how a store is made of it."""
