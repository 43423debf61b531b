"""The company's logo: read once, whatever it holds, and made small enough for every document."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from desktop.core.errors import UserError
from desktop.core.i18n import _

LARGEST_BYTES = 5_000_000
MOST_PIXELS = 40_000_000
WIDEST, HIGHEST = 600, 240
"""In pixels: 300 to the inch at the size at which it is printed."""
_FORMATS = ("PNG", "JPEG")


@dataclass(frozen=True, slots=True)
class Logo:
    """Pixels on white, three bytes each, row by row from the top."""

    width: int
    height: int
    pixels: bytes

    def fitted(self, width: float, height: float) -> tuple[float, float]:
        """The largest size in these limits, in the same proportions."""
        scale = min(width / self.width, height / self.height)
        return self.width * scale, self.height * scale


def read_logo(path: Path) -> Logo:
    """Read a PNG or JPEG file. Raises `UserError`, in one sentence, when it is neither."""
    from PIL import Image  # noqa: PLC0415 -- slow import

    try:
        if path.stat().st_size > LARGEST_BYTES:
            raise _refused(path, _("it is larger than 5 MB"))
        with Image.open(BytesIO(path.read_bytes()), formats=_FORMATS) as found:
            if found.width * found.height > MOST_PIXELS:
                raise _refused(path, _("it has too many pixels"))
            image = found.convert("RGBA")
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        raise _refused(path, _("it is not a PNG or JPEG image")) from None
    image.thumbnail((WIDEST, HIGHEST))
    ground = Image.new("RGBA", image.size, "white")
    ground.alpha_composite(image)
    return Logo(image.width, image.height, ground.convert("RGB").tobytes())


def _refused(path: Path, reason: str) -> UserError:
    return UserError(
        _("The logo {file} cannot be used ({reason}); documents are made without it.").format(
            file=path.name, reason=reason
        )
    )
