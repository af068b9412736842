"""How the server bears up: many clients with a writer, slow clients, hostile input."""
