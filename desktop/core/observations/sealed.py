"""Reports that travel without the network: a mission goes out, a sealed package comes back.

A mission holds the questions, the coordinator's public key and a secret of its own. A package is
MAGIC, then a libsodium sealed box of compressed JSON padded to 4 KiB: only the coordinator opens
it, nobody on the way reads it or learns its length, and the secret inside tells who answers.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import struct
import zlib
from dataclasses import dataclass
from typing import Any, NoReturn

from desktop.core.errors import UserError
from desktop.core.i18n import _

MISSION_MAGIC = b"VMVMISSION1\n"
PACKAGE_MAGIC = b"VMVREPORT1\n"
MISSION_SUFFIX, PACKAGE_SUFFIX = ".vmvmission", ".vmvreport"
PADDED_TO = 4096
LARGEST_PACKAGE = 2_000_000
LARGEST_CONTENT = 4_000_000
SECRET_BYTES = 16

Document = dict[str, Any]
_MISSION_WORDS = ("role", "occasion", "questionnaire_uid", "secret", "author", "campaign")


@dataclass(frozen=True, slots=True)
class Package:
    """An opened package: `revision` grows with each sealing, `report` is JSON of `report_file`."""

    role: str
    occasion: str
    questionnaire: str
    secret: str
    revision: int
    report: str

    @property
    def digest(self) -> str:
        """Tells two packages of one revision apart."""
        return hashlib.sha256(self.report.encode()).hexdigest()


def new_key() -> bytes:
    """The coordinator's private key."""
    from nacl.public import PrivateKey  # noqa: PLC0415 -- slow import

    return bytes(PrivateKey.generate())


def public_half(private: bytes) -> bytes:
    """What may be given to everybody."""
    from nacl.public import PrivateKey  # noqa: PLC0415 -- slow import

    return bytes(PrivateKey(private).public_key)


def new_secret() -> str:
    """What a mission alone knows, in hexadecimal."""
    return secrets.token_hex(SECRET_BYTES)


def fingerprint(secret: str) -> str:
    """What the base keeps of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret(secret: str, known: str) -> bool:
    """Whether this is the secret whose fingerprint is known."""
    return hmac.compare_digest(fingerprint(secret), known)


# -- missions


def write_mission(mission: Document) -> bytes:
    """The file that the coordinator gives to a participant."""
    return MISSION_MAGIC + zlib.compress(json.dumps(mission, ensure_ascii=False).encode())


def read_mission(content: bytes, source: str) -> Document:
    """What a mission asks. Raises UserError for whatever is none."""
    if not content.startswith(MISSION_MAGIC) or len(content) > LARGEST_PACKAGE:
        raise UserError(_("{file}: this is not a mission.").format(file=source))
    try:
        document = _json(_inflated(content[len(MISSION_MAGIC) :]))
        bytes.fromhex(document["key"])
        if not all(isinstance(document[name], str) for name in _MISSION_WORDS):
            raise _refusal_of_mission(source)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise _refusal_of_mission(source) from None
    return document


def _refusal_of_mission(source: str) -> UserError:
    return UserError(_("{file}: this mission is damaged.").format(file=source))


# -- packages


def seal(package: Package, public: bytes) -> bytes:
    """A package that only the holder of the private key opens."""
    from nacl.public import PublicKey, SealedBox  # noqa: PLC0415 -- slow import

    held = {
        "role": package.role,
        "occasion": package.occasion,
        "questionnaire": package.questionnaire,
        "secret": package.secret,
        "revision": package.revision,
        "report": package.report,
    }
    squeezed = zlib.compress(json.dumps(held, ensure_ascii=False).encode(), 9)
    plain = struct.pack(">I", len(squeezed)) + squeezed
    plain += bytes(-len(plain) % PADDED_TO)
    return PACKAGE_MAGIC + bytes(SealedBox(PublicKey(public)).encrypt(plain))


def unseal(content: bytes, private: bytes, source: str) -> Package:
    """Open a package. Raises UserError, in one sentence, for whatever is not for this key."""
    from nacl.exceptions import CryptoError  # noqa: PLC0415 -- slow import
    from nacl.public import PrivateKey, SealedBox  # noqa: PLC0415 -- slow import

    refusal = UserError(
        _("{file}: this package is damaged, or was not sealed for this database.").format(
            file=source
        )
    )
    if not content.startswith(PACKAGE_MAGIC) or len(content) > LARGEST_PACKAGE:
        raise refusal
    try:
        plain = SealedBox(PrivateKey(private)).decrypt(content[len(PACKAGE_MAGIC) :])
        (length,) = struct.unpack(">I", plain[:4])
        if len(plain) % PADDED_TO or length > len(plain) - 4 or any(plain[4 + length :]):
            raise refusal
        return _package(_json(_inflated(plain[4 : 4 + length])))
    except (CryptoError, ValueError, KeyError, TypeError, RecursionError, struct.error):
        raise refusal from None


def _package(held: Document) -> Package:
    names = ("role", "occasion", "questionnaire", "secret", "report")
    words = {name: held.pop(name) for name in names}
    revision = held.pop("revision")
    if held or not all(isinstance(word, str) for word in words.values()):
        raise ValueError("unknown or ill-typed entries")
    if type(revision) is not int or not 0 < revision < 1_000_000:
        raise ValueError("no revision")
    return Package(revision=revision, **words)


def _inflated(squeezed: bytes) -> bytes:
    """Decompress without letting a bomb fill the memory."""
    machine = zlib.decompressobj()
    try:
        plain = machine.decompress(squeezed, LARGEST_CONTENT)
    except zlib.error as error:
        raise ValueError("not compressed") from error
    if not machine.eof or machine.unused_data:
        raise ValueError("too long, cut short, or followed by something")
    return plain


def _json(text: bytes) -> Document:
    document = json.loads(text.decode(), parse_constant=_refuse)
    if not isinstance(document, dict):
        raise ValueError("no object")  # noqa: TRY004 -- the file is wrong, not the program
    return document


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)
