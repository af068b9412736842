"""The index beside the quads: the list of facts and the words, a function of what the store holds."""
