"""The one tree of errors: each says what went wrong, where, and what to do next.

The library raises these; the command line turns them into one line on standard error and an exit
code. Nothing else is raised on purpose, so an exception outside this tree is a defect.
"""

from __future__ import annotations


class KgError(Exception):
    """Something the user can mend. Shown as ``where: what; remedy``.

    :param what: what is wrong, in one clause.
    :param where: the file, URL, query or option it is about; ``None`` where there is none.
    :param remedy: the next step to take, in the imperative.
    """

    exit_code = 2

    def __init__(self, what: str, *, where: str | None = None, remedy: str | None = None) -> None:
        self.what, self.where, self.remedy = what, where, remedy
        super().__init__(what)

    def __str__(self) -> str:
        line = f"{self.where}: {self.what}" if self.where else self.what
        line = f"{line}; {self.remedy}" if self.remedy else line
        return " ".join(line.split())

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.where, self.remedy)


def is_damage(error: BaseException) -> bool:
    """Whether the quad store complains that its files are not as it wrote them (RocksDB: "Corruption")."""
    words = str(error)
    lost = "/CURRENT: No such file" in words
    return isinstance(error, OSError | RuntimeError) and ("Corruption:" in words or lost)


def _rebuild(cls: type[KgError], what: str, where: str | None, remedy: str | None) -> KgError:
    """Errors cross process borders (``--jobs``), and keyword-only arguments do not pickle."""
    return cls(what, where=where, remedy=remedy)


class ReadError(KgError):
    """A document that cannot be read: empty, binary, no article in it, a bad date."""


class ExtractionError(KgError):
    """A document that could be read but not analysed: a defect of ours, kept to that one document."""


class ModelMissing(KgError):
    """The spaCy pipeline that was asked for is not installed."""


class StoreError(KgError):
    """The store cannot be opened, is locked, of another version, or on a full or read-only disk."""


class WorkersError(KgError):
    """Workers, or the cluster that lends them, that cannot be reached, went away or run other code."""


class QueryError(KgError):
    """A query that does not parse, is refused, or lacks a parameter."""


class LimitError(KgError):
    """A request that takes more time, memory or room than it may."""


class NotAcceptable(KgError):
    """An answer in none of the forms that were asked for."""


class NotFound(KgError):
    """A name or id that nothing in the store answers to."""


class SchemaError(KgError):
    """An event-type or lexicon file that breaks its rules."""


class UsageError(KgError):
    """Options that do not go together."""
