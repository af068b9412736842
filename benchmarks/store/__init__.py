"""The store at its limits: an event graph of millions of triples, and what loading and asking it costs."""
