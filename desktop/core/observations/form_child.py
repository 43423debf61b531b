"""Runs in a process of its own, with little memory and little time: reads the fields of one PDF.

python -m desktop.core.observations.form_child FILE     → JSON on standard output
Nothing of the file is ever executed, drawn or decoded but its fields.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any

MEMORY_BYTES = 1 << 30
MOST_FIELDS = 600
DEEPEST = 8
LONGEST = 20_000

Fields = dict[str, str]


class Refusal(Exception):  # noqa: N818 -- a verdict, told by its code
    """`str` is a code of `form_reader.REFUSALS`."""


def main(path: str) -> None:
    """Print what the fields hold, or the code of a refusal."""
    _limit_memory()
    try:
        answer: dict[str, Any] = {"fields": read_fields(path)}
    except Refusal as refusal:
        answer = {"refused": str(refusal)}
    except MemoryError:
        answer = {"refused": "too_large"}
    except Exception:  # noqa: BLE001 -- a broken file may break the library anywhere
        answer = {"refused": "broken"}
    sys.stdout.write(json.dumps(answer))


def _limit_memory() -> None:
    try:
        import resource  # noqa: PLC0415 -- not on Windows
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))


def read_fields(path: str) -> Fields:
    """Every field by its full name; raises Refusal."""
    from pypdf import PasswordType, PdfReader  # noqa: PLC0415 -- after the limit

    reader = PdfReader(path)
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refusal("encrypted")
    _refuse_traps(reader.root_object)
    held = reader.root_object.get("/AcroForm")
    form: Any = held.get_object() if held is not None else None
    if not form or not form.get("/Fields"):
        raise Refusal("no_form")
    if "/XFA" in form:
        raise Refusal("foreign")
    found: Fields = {}
    for name, value in _walk(form["/Fields"], "", 0, set()):
        if name in found:
            raise Refusal("twice")
        if len(found) >= MOST_FIELDS:
            raise Refusal("too_many")
        found[name] = value
    return found


def _refuse_traps(root: Any) -> None:  # noqa: ANN401 -- a PDF dictionary
    """A program to be run at opening, or other files inside: no form of ours has either."""
    names = root.get("/Names")
    held = names.get_object() if names is not None else {}
    if "/JavaScript" in held or "/EmbeddedFiles" in held or "/AA" in root or "/AF" in root:
        raise Refusal("trap")
    action = root.get("/OpenAction")
    found = action.get_object() if action is not None else None
    if isinstance(found, dict) and found.get("/S") != "/GoTo":
        raise Refusal("trap")


def _walk(kids: Any, above: str, depth: int, seen: set[int]) -> Iterator[tuple[str, str]]:  # noqa: ANN401
    """Terminal fields; a kid without a name of its own is but another view of its parent."""
    if depth > DEEPEST:
        raise Refusal("broken")
    for kid in kids.get_object():
        number = getattr(kid, "idnum", -len(seen) - 1)
        if number in seen:
            raise Refusal("broken")
        seen.add(number)
        if len(seen) > 4 * MOST_FIELDS:
            raise Refusal("too_many")
        field = kid.get_object()
        own = field.get("/T")
        name = ".".join(part for part in (above, str(own) if own is not None else "") if part)
        children = field.get("/Kids")
        named = [one for one in (children or []) if "/T" in one.get_object()]
        if named:
            yield from _walk(children, name, depth + 1, seen)
        else:
            yield name, _value(field)


def _value(field: Any) -> str:  # noqa: ANN401 -- a PDF dictionary
    value = field.get("/V")
    value = value.get_object() if value is not None else ""
    if isinstance(value, list):
        value = value[0] if value else ""
    if hasattr(value, "get_data"):  # a text kept as a stream
        value = value.get_data()[: LONGEST + 1].decode("utf-8", "replace")
    text = "" if value is None else str(value)
    if len(text) > LONGEST:
        raise Refusal("too_long")
    if field.get("/FT") == "/Btn":
        return text.removeprefix("/")
    return text.replace("\r\n", "\n").replace("\r", "\n")


if __name__ == "__main__":
    main(sys.argv[1])
