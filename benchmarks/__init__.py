"""Measuring the product from outside: speed, and quality beside peers."""
