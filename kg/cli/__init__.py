"""The command line: parse, call, print. Every other package works without it.

Data goes to standard output, everything else to standard error. Heavy packages are imported inside the
commands that need them, so that ``kg facts`` never waits for the language pipeline.
"""
