"""Hostile documents: readers, quotations and dates under random and coverage-guided inputs.

python -m benchmarks.fuzz readers quotes dates --inputs 200000
"""
