"""How fast the page is at 5,000 and at 20,000 nodes, beside pyvis's own page of the same graph."""
