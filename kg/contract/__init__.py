"""The JSON Lines contract of ``kg extract`` (docs/data-model.md): extractions to plain data and back."""

from kg.contract.read import from_json
from kg.contract.write import to_json, to_line

__all__ = ["from_json", "to_json", "to_line"]
