"""The store over HTTP: SPARQL 1.1 Protocol, Graph Store Protocol, service description.

The web process holds no store. Questions are answered by worker processes that can be killed; one more
process holds the writer, where writing is allowed. Starts fast: no NLP.
"""
