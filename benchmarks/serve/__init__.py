"""How the server bears up: many clients with a writer, slow clients, hostile input.

``python -m benchmarks.serve load|slow|fuzz|describe --store DIR``; each is bounded in time, talks to
servers on this machine alone, and ends what it began.
"""
