"""How well mentions of one event are merged: pairwise precision and recall."""
