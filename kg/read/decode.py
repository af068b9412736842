"""Bytes to text: what is no text is refused by name, and a guess is never silent."""

from __future__ import annotations

import codecs
import re

from kg.read.raw import refuse

_MAGIC: tuple[tuple[bytes, str, str], ...] = (
    (b"%PDF-", "is a PDF file", "turn it into text first, e.g. with `pdftotext FILE.pdf`"),
    (b"PK\x03\x04", "is a zip or office file (docx, odt, epub)", "save it as plain text or HTML first"),
    (b"\xd0\xcf\x11\xe0", "is an office file (doc, xls)", "save it as plain text or HTML first"),
    (b"{\\rtf", "is a rich-text file", "save it as plain text or HTML first"),
    (b"\x89PNG", "is an image", "give the article's text"),
    (b"\xff\xd8\xff", "is an image", "give the article's text"),
    (b"GIF8", "is an image", "give the article's text"),
    (b"RIFF", "is a media file", "give the article's text"),
    (b"\x7fELF", "is a program", "give the article's text"),
    (b"SQLite format 3", "is a database", "export its articles as JSON lines"),
    (b"\x1f\x8b", "is gzipped", "unpack it, or let its name end in .gz"),
)
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_RESAVE = "save it again as UTF-8, or name its encoding with --encoding"
_MULTI = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_CONTROL = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f]")
_MAC = re.compile(rb"[a-z]\xd5(?:s|t|re|ve|ll|d|m)\b|\xd2[A-Za-z][^\x80-\xff\n]{0,400}\xd3")
"""Mac Roman's apostrophe, and words between its quote marks; in Windows-1252 they are accented capitals."""
_HEAD = 65_536


def decode(data: bytes, where: str, encoding: str | None = None) -> tuple[str, tuple[str, ...]]:
    """The text, without a byte-order mark (a signature, not text: RFC 3629 section 6), and notes.

    Line ends stay as they are. Order: the encoding asked for; a byte-order mark; strict UTF-8;
    UTF-16 by its NULs; UTF-8 with a stray bad byte; Windows-1252 where a few bytes betray it; else
    the likeliest by charset-normalizer.

    :raises ReadError: no text, cut off, or in no known encoding.
    """
    if encoding:
        return _asked_for(data, where, encoding), ()
    for mark, name in _BOMS:
        if data.startswith(mark):
            notes = () if name == "utf-8" else (f"read as {name.upper()}",)
            return _strict(data[len(mark) :], where, name), notes
    _refuse_magic(data, where)
    if b"\0" in data:
        return _wide(data, where)
    head = data[:_HEAD]
    if len(_CONTROL.findall(head)) * 20 > len(head):
        raise refuse(where, "is binary, not text", "give the article as text, HTML or JSON")
    try:
        return data.decode("utf-8"), ()
    except UnicodeDecodeError as error:
        return _not_utf8(data, where, error)


def _asked_for(data: bytes, where: str, encoding: str) -> str:
    try:
        return data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise refuse(where, f"unknown encoding {encoding!r}", "name one such as utf-8 or cp1252") from None
    except (UnicodeError, ValueError) as error:
        what = f"is not {encoding} ({error.reason if isinstance(error, UnicodeDecodeError) else error})"
        raise refuse(where, what, "name another --encoding, or leave it out to have it found") from error


def _strict(data: bytes, where: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        cut = "it seems cut off" if error.end >= len(data) - 4 else f"bad bytes at {error.start}"
        what = f"says it is {encoding.upper()}, but {cut}"
        raise refuse(where, what, "fetch it again, or save it again as UTF-8") from error


def _refuse_magic(data: bytes, where: str) -> None:
    for magic, what, remedy in _MAGIC:
        if data.startswith(magic):
            raise refuse(where, f"{what}, not text", remedy)


def _wide(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    """UTF-16 without a mark: every second byte of English text is NUL. Any other NUL means binary."""
    head = data[:_HEAD]
    half = max(1, len(head) // 2)
    for start, name in ((1, "utf-16-le"), (0, "utf-16-be")):
        if head[start::2].count(0) >= 0.6 * half and head[1 - start :: 2].count(0) <= 0.01 * half:
            return _strict(data, where, name), (f"read as {name.upper()} (guessed)",)
    raise refuse(where, "is binary (it holds NUL bytes), not text", "give the article as text, HTML or JSON")


def _not_utf8(data: bytes, where: str, error: UnicodeDecodeError) -> tuple[str, tuple[str, ...]]:
    good = len(_MULTI.findall(data))
    if error.reason == "unexpected end of data" and (good or len(data) - error.start > 1):
        raise refuse(where, "ends in the middle of a character: it is cut off", "fetch it again") from error
    text = data.decode("utf-8", "replace")
    bad = text.count("\ufffd")
    if good > 2 * bad and bad * 500 <= len(text) + 500:
        return text, (f"{bad} byte(s) that are no UTF-8 were replaced by U+FFFD",)
    if _MAC.search(data):
        return data.decode("mac_roman"), ("encoding guessed: Mac Roman",)
    high = sum(1 for b in data[:_HEAD] if b >= 0x80)
    if high * 10 <= len(data[:_HEAD]):
        try:
            return data.decode("cp1252"), ("encoding guessed: Windows-1252",)
        except UnicodeDecodeError:
            pass
    return _guess(data, where)


def _guess(data: bytes, where: str) -> tuple[str, tuple[str, ...]]:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise refuse(where, "is in no encoding that can be recognised", _RESAVE)
    try:
        text = data.decode(best.encoding)
    except UnicodeDecodeError as error:
        raise refuse(where, f"looks like {best.encoding}, but has bad bytes", _RESAVE) from error
    return text, (f"encoding guessed: {best.encoding}",)
