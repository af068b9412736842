"""Event types as typed objects, read from one TOML file a type."""

from kg.errors import SchemaError
from kg.schema.heads import load_heads
from kg.schema.loader import load_types
from kg.schema.pattern import NounPattern, VerbPattern
from kg.schema.types_model import ROLE_NAMES, EventType, RoleSpec

__all__ = [
    "ROLE_NAMES",
    "EventType",
    "NounPattern",
    "RoleSpec",
    "SchemaError",
    "VerbPattern",
    "load_heads",
    "load_types",
]
