"""What extraction is worth beside other systems, on public labelled data kept outside the project."""
