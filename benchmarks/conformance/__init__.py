"""W3C's own test suites, over HTTP, against a running ``kg serve``."""
