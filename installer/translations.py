"""Keeps the French catalogue complete (a maintainer's tool; needs Babel).

python installer/translations.py missing         what still has no French
python installer/translations.py add FILE.json   {"English": "Français", "a|||b": ["un", "des"]}
python installer/translations.py check           all translated, placeholders and spaces right
python installer/translations.py prune           forget sentences that the code no longer says
python installer/translations.py compile         write the .mo again

A context is written before its sentence: "context\\u0004sentence".
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter
from tokenize import TokenError

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[1]
PO = ROOT / "resources/locale/fr/LC_MESSAGES/vismavie.po"
MO = PO.with_suffix(".mo")
KEYWORDS = {
    "_": None,
    "N_": None,
    "ngettext": (1, 2),
    "pgettext": ((1, "c"), 2),
    "NP_": ((1, "c"), 2),
}

THIN, HARD = "\u202f", "\u00a0"
PLURAL, CONTEXT = "|||", "\u0004"
FIRST_DAY = datetime(2026, 11, 22, tzinfo=UTC)  # constant: the file changes with its sentences only
_ENTITY = re.compile(r"&\w+;")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One thing to translate; `plural` and `context` are empty when there are none."""

    singular: str
    plural: str = ""
    context: str = ""

    @classmethod
    def from_key(cls, key: str) -> Sentence:
        context, _, rest = key.rpartition(CONTEXT)
        singular, _, plural = rest.partition(PLURAL)
        return cls(singular, plural, context)

    @property
    def key(self) -> str:
        text = f"{self.singular}{PLURAL}{self.plural}" if self.plural else self.singular
        return f"{self.context}{CONTEXT}{text}" if self.context else text

    @property
    def id(self) -> str | tuple[str, str]:
        return (self.singular, self.plural) if self.plural else self.singular


def extracted() -> dict[Sentence, str]:
    """Every sentence of the code, with the place where it stands."""
    found: dict[Sentence, str] = {}
    for folder in ("desktop", "db"):
        for name, line, text, _comments, context in extract_from_dir(
            ROOT / folder, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            singular, plural = text if isinstance(text, tuple) else (text, "")
            if singular:
                sentence = Sentence(singular, plural, context or "")
                found.setdefault(sentence, f"{folder}/{name}:{line}")
    return found


def french_typography(text: str) -> str:
    """The no-break spaces and the apostrophes of French print; does not change right text."""
    text = re.sub(r"(?<=\w)'(?=[\w{])", "’", text)
    text = re.sub(rf"«[ {THIN}{HARD}]?(?=\S)", f"«{HARD}", text)
    text = re.sub(rf"(?<=\S)[ {THIN}{HARD}]?»", f"{HARD}»", text)
    text = re.sub(rf"[ {HARD}]([;!?%])", rf"{THIN}\1", text)
    text = re.sub(rf"[ {THIN}]:(?!\w)", f"{HARD}:", text)
    text = re.sub(r"(?<=[\w)}…»])([!?])(?=\s|$|\))", rf"{THIN}\1", text)
    text = re.sub(r"(?<=[\w)}»]):(?=\s|$)", f"{HARD}:", text)
    text = re.sub(r"(?<=[\d}])%(?=\s|$|[,.)])", f"{THIN}%", text)
    if not _ENTITY.search(text):
        text = re.sub(r"(?<=[\w)}»]);(?=\s|$)", f"{THIN};", text)
    return text


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def trouble(sentence: Sentence, french: tuple[str, ...]) -> str:
    """What is wrong with one translation; empty when all is well."""
    wanted = 2 if sentence.plural else 1
    if len(french) != wanted or not all(french):
        return "no French"
    known = placeholders(sentence.singular) | placeholders(sentence.plural)
    expected = placeholders(sentence.plural or sentence.singular)
    try:
        given = [placeholders(text) for text in french]
    except ValueError as error:
        return f"braces do not match ({error})"
    if given[-1] != expected or not given[0] <= known:
        return f"placeholders differ: {sorted(expected)} in English, {sorted(given[-1])} in French"
    if any(text != french_typography(text) for text in french):
        return "apostrophes, or spaces before ; ! ? % : or inside « », are not the French ones"
    return ""


def _strings(message: Message) -> tuple[str, ...]:
    strings = message.string or ""
    return (strings,) if isinstance(strings, str) else tuple(strings)


def _sentence(message: Message) -> Sentence:
    singular, plural = (message.id, "") if isinstance(message.id, str) else message.id
    return Sentence(singular, plural, message.context or "")


def read_catalogue() -> dict[Sentence, tuple[str, ...]]:
    if not PO.exists():
        return {}
    with PO.open("rb") as stream:
        catalogue = read_po(stream, locale="fr")
    return {_sentence(message): _strings(message) for message in catalogue if message.id}


def french_of(entries: dict[Sentence, tuple[str, ...]], sentence: Sentence) -> tuple[str, ...]:
    """Its French; a word that is also counted elsewhere shares the first form of that entry.

    A catalogue has one entry for "person", whether it is said alone or with "people": `gettext`
    finds the singular there.
    """
    if sentence in entries or sentence.plural:
        return entries.get(sentence, ())
    counted = (
        texts[:1]
        for one, texts in entries.items()
        if (one.singular, one.context) == (sentence.singular, sentence.context)
    )
    return next(counted, ())


def write_catalogue(entries: dict[Sentence, tuple[str, ...]]) -> None:
    """Write the .po in a stable order and the .mo from it; each file appears whole."""
    catalogue = Catalog(
        locale="fr",
        project="vismavie",
        version="1",
        msgid_bugs_address="none",
        last_translator="Vis ma vie",
        language_team="French",
        creation_date=FIRST_DAY,
        revision_date=FIRST_DAY,
        fuzzy=False,
    )
    for sentence in sorted(entries, key=lambda one: (one.singular, one.context)):
        strings = entries[sentence]
        catalogue.add(
            sentence.id,
            strings if sentence.plural else strings[0],
            context=sentence.context or None,
        )
    catalogue.header_comment = "# French words of Vis ma vie. Edited by installer/translations.py."
    PO.parent.mkdir(parents=True, exist_ok=True)
    for target, write in ((PO, _write_po), (MO, write_mo)):
        draft = target.with_suffix(target.suffix + ".new")
        with draft.open("wb") as stream:
            write(stream, catalogue)
        draft.replace(target)


def _write_po(stream: object, catalogue: Catalog) -> None:
    write_po(stream, catalogue, width=100, no_location=True, ignore_obsolete=True)  # type: ignore[arg-type]


@contextmanager
def alone() -> Iterator[None]:
    """Only one process at a time rewrites the catalogue."""
    import fcntl  # noqa: PLC0415 -- not on Windows, where maintainers only check

    PO.parent.mkdir(parents=True, exist_ok=True)
    with (ROOT / ".git" / "translations.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def add(path: Path) -> int:
    """Merge the translations of a JSON file; refuse those that are wrong, keep the others."""
    new = json.loads(path.read_text("utf-8"))
    refused = 0
    try:
        known = extracted()
    except TokenError as error:  # somebody is writing a file just now
        print(f"note: the code cannot be read just now ({error})")
        known = dict.fromkeys(map(Sentence.from_key, new), "")
    with alone():
        entries = read_catalogue()
        for key, value in new.items():
            sentence = Sentence.from_key(key)
            texts = (value,) if isinstance(value, str) else tuple(value)
            french = tuple(french_typography(text) for text in texts)
            if wrong := trouble(sentence, french):
                refused += 1
                print(f"refused: {key!r}: {wrong}")
                continue
            if sentence not in known:
                print(f"note: the code does not say {key!r} (yet)")
            entries[sentence] = french
        write_catalogue(entries)
    print(f"{len(new) - refused} added, {refused} refused, {len(entries)} in the catalogue")
    return 1 if refused else 0


def check() -> int:
    """Say every gap between code and catalogue; 1 when there is one."""
    entries, wrong = read_catalogue(), 0
    code = extracted()
    for sentence, place in code.items():
        if problem := trouble(sentence, french_of(entries, sentence)):
            wrong += 1
            print(f"{place}: {sentence.key!r}: {problem}")
    unused = [sentence for sentence in entries if sentence not in code]
    print(f"{len(code)} sentences, {wrong} to mend, {len(unused)} no longer said (prune)")
    return 1 if wrong else 0


def missing() -> int:
    """Print, as JSON ready to be filled in, what has no French."""
    entries = read_catalogue()
    lacking = {
        one.key: (["", ""] if one.plural else "")
        for one in extracted()
        if not french_of(entries, one)
    }
    print(json.dumps(lacking, ensure_ascii=False, indent=1))
    return 0


def prune() -> int:
    with alone():
        entries, code = read_catalogue(), extracted()
        kept = {one: text for one, text in entries.items() if one in code}
        write_catalogue(kept)
    print(f"{len(entries) - len(kept)} forgotten")
    return 0


def compile_() -> int:
    with alone():
        write_catalogue(read_catalogue())
    return 0


def main(argv: list[str]) -> int:
    plain = {"check": check, "missing": missing, "prune": prune, "compile": compile_}
    if len(argv) == 1 and argv[0] in plain:
        return plain[argv[0]]()
    if len(argv) == 2 and argv[0] == "add":
        return add(Path(argv[1]))
    print(__doc__)
    return 2


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
