"""What the fields of a printed form are called, and the token that binds a form to its occasion."""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass

from desktop.core.vocabulary import ObservationKind

REF = "sys:ref"
CARDS = 2
"""Irritant cards in one form; more are written in another copy."""

KPAM_FIELDS = {
    ObservationKind.BEST: "best",
    ObservationKind.MOST_FRUSTRATING: "frustrating",
}
CARD_TEXTS = ("title", "fact", "quote", "idea")
TICKED = "Yes"
_VERSION = "1"
_SIGNATURE_BYTES = 15


@dataclass(frozen=True, slots=True)
class Binding:
    """What a form is for: `role` is v (visitor), h (host) or s (stay); `questionnaire` its uid."""

    role: str
    occasion: str
    questionnaire: str

    @property
    def payload(self) -> str:
        return f"{_VERSION}.{self.role}.{self.occasion}.{self.questionnaire}"


def token(binding: Binding, key: bytes) -> str:
    """The reference that the form carries; it proves where the form comes from, not its answers."""
    return f"{binding.payload}.{_signature(binding.payload, key)}"


def bound(text: str, key: bytes) -> Binding | None:
    """What a token was made for; None if it was not made here or was changed."""
    payload, _dot, signature = text.strip().rpartition(".")
    if not hmac.compare_digest(signature.encode(), _signature(payload, key).encode()):
        return None
    version, role, occasion, questionnaire = payload.split(".")
    return Binding(role, occasion, questionnaire) if version == _VERSION else None


def _signature(payload: str, key: bytes) -> str:
    digest = hmac.new(key, payload.encode(), hashlib.sha256).digest()[:_SIGNATURE_BYTES]
    return base64.b32encode(digest).decode()


def answer_field(code: str) -> str:
    """Where an answer is written."""
    return f"q:{code}"


def tick_field(code: str, value: str) -> str:
    """The box to tick for one of the possible answers."""
    return f"t:{code}:{value}"


def note_field(code: str) -> str:
    """Where the fact beside an answer is written."""
    return f"n:{code}"


def card_field(number: int, part: str) -> str:
    """One part of one irritant card."""
    return f"card{number}:{part}"
