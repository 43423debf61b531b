"""Sets of slots as bits in words of 64: unions and differences of thousands of them at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from desktop.core.planning.tables import Bools, Ints

Words = NDArray[np.uint64]
NONE, ALL = np.uint64(0), np.uint64(0xFFFF_FFFF_FFFF_FFFF)


def packed(flags: Bools) -> Words:
    """Rows of flags as rows of words; the bits that pad the last word are 0."""
    height, width = flags.shape
    padded = np.zeros((height, -(-max(width, 1) // 64) * 64), np.bool_)
    padded[:, :width] = flags
    return np.packbits(padded, axis=1, bitorder="little").view(np.uint64)


def unpacked(words: Words, width: int) -> Bools:
    """Rows of words as rows of flags."""
    octets = np.ascontiguousarray(words).view(np.uint8)
    return np.unpackbits(octets, axis=1, count=width, bitorder="little").view(np.bool_)


def sets_by_key(keys: Ints, count: int) -> Words:
    """For each key from 0 to `count`, the set of the places that bear it; -1 bears none."""
    flags = np.zeros((max(count, 1), len(keys)), np.bool_)
    borne = keys >= 0
    flags[keys[borne], np.nonzero(borne)[0]] = True
    return packed(flags)


def united(marks: Bools, sets: Words) -> Words:
    """For each row of marks, the union of the sets that it marks."""
    found = np.zeros((len(marks), sets.shape[1]), np.uint64)
    rows, chosen = np.nonzero(marks)
    if len(rows):
        starts = np.nonzero(np.diff(rows, prepend=-1))[0]
        found[rows[starts]] = np.bitwise_or.reduceat(sets[chosen], starts, axis=0)
    return found


def where(flags: Bools) -> Words:
    """A column of whole or empty words, one for each flag: to be combined with sets."""
    words: Words = np.where(flags, ALL, NONE)[:, None]
    return words
