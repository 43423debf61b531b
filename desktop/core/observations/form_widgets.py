"""The fields of a fillable PDF: text boxes, tick boxes, lists, in a font that the file embeds."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any

from pypdf import PdfReader, PdfWriter
from pypdf.generic import (
    ArrayObject,
    BooleanObject,
    DecodedStreamObject,
    DictionaryObject,
    FloatObject,
    IndirectObject,
    NameObject,
    NumberObject,
    TextStringObject,
)

from desktop.core.observations.form_names import TICKED

MULTILINE, COMBO, READ_ONLY = 1 << 12, 1 << 17, 1
PRINTED = 4
FONT_SIZE = 9.5
REFERENCE_SIZE = 7.5
TICK = "1.6 w 0.04 0.31 0.36 RG 2.4 5 m 4.6 2.4 l 8.6 8.4 l S"

Rect = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Widget:
    """One field on one page, numbered from 0; `rect` in points from the bottom left."""

    page: int
    rect: Rect
    name: str
    tip: str
    kind: str
    value: str = ""
    options: tuple[str, ...] = ()
    lines: int = 1
    read_only: bool = False


def with_fields(document: bytes, widgets: list[Widget], title: str, ref: str, lang: str) -> bytes:
    """The same pages with the fields laid over them."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(document)))
    font = writer._add_object(_font(writer))  # noqa: SLF001 -- pypdf's only way
    fields = ArrayObject()
    for widget in widgets:
        page = writer.pages[widget.page]
        field = _field(writer, widget, page.indirect_reference, font)
        reference = writer._add_object(field)  # noqa: SLF001 -- pypdf's only way
        fields.append(reference)
        page.setdefault(NameObject("/Annots"), ArrayObject()).append(reference)
        page[NameObject("/Tabs")] = NameObject("/S")
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject(
        {
            NameObject("/Fields"): fields,
            NameObject("/DA"): TextStringObject(f"/Plex {FONT_SIZE} Tf 0 g"),
            NameObject("/DR"): _dictionary(Font=_dictionary(Plex=font)),
            NameObject("/NeedAppearances"): BooleanObject(False),
        }
    )
    writer.root_object[NameObject("/Lang")] = TextStringObject(lang)
    writer.add_metadata({"/Title": title, "/Keywords": ref})
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def _dictionary(**entries: Any) -> DictionaryObject:  # noqa: ANN401 -- PDF objects of any kind
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def _numbers(*values: float) -> ArrayObject:
    return ArrayObject(FloatObject(round(value, 2)) for value in values)


def _field(
    writer: PdfWriter, widget: Widget, page: IndirectObject | None, font: IndirectObject
) -> DictionaryObject:
    field = _dictionary(
        Type=NameObject("/Annot"),
        Subtype=NameObject("/Widget"),
        T=TextStringObject(widget.name),
        TU=TextStringObject(widget.tip),
        Rect=_numbers(*widget.rect),
        F=NumberObject(PRINTED),
        MK=_dictionary(BC=_numbers(0.6, 0.68, 0.7)),
    )
    if page is not None:
        field[NameObject("/P")] = page
    return _tick_box(writer, field) if widget.kind == "tick" else _box(writer, field, widget, font)


def _box(
    writer: PdfWriter, field: DictionaryObject, widget: Widget, font: IndirectObject
) -> DictionaryObject:
    flags = READ_ONLY * widget.read_only
    if widget.kind == "choice":
        flags |= COMBO
        field[NameObject("/Opt")] = ArrayObject(map(TextStringObject, ("", *widget.options)))
    elif widget.lines > 1:
        flags |= MULTILINE
    x0, y0, x1, y1 = widget.rect
    size = REFERENCE_SIZE if widget.read_only else FONT_SIZE
    words = widget.value.encode("cp1252", "replace").hex()
    drawn = f"/Tx BMC q BT /Plex {size} Tf 0 g 2 4 Td <{words}> Tj ET Q EMC"
    field.update(
        _dictionary(
            FT=NameObject("/Ch" if widget.kind == "choice" else "/Tx"),
            Ff=NumberObject(flags),
            V=TextStringObject(widget.value),
            DA=TextStringObject(f"/Plex {size} Tf 0 g"),
            AP=_dictionary(
                N=_form(writer, x1 - x0, y1 - y0, drawn if widget.value else "", Plex=font)
            ),
        )
    )
    return field


def _tick_box(writer: PdfWriter, field: DictionaryObject) -> DictionaryObject:
    looks = DictionaryObject(
        {
            NameObject(f"/{TICKED}"): _form(writer, 11, 11, TICK),
            NameObject("/Off"): _form(writer, 11, 11, ""),
        }
    )
    field.update(
        _dictionary(
            FT=NameObject("/Btn"),
            Ff=NumberObject(0),
            V=NameObject("/Off"),
            AS=NameObject("/Off"),
            AP=_dictionary(N=looks),
        )
    )
    return field


def _form(
    writer: PdfWriter, width: float, height: float, drawing: str, **fonts: IndirectObject
) -> IndirectObject:
    stream = DecodedStreamObject()
    stream.set_data(drawing.encode("latin-1"))
    stream.update(
        _dictionary(
            Type=NameObject("/XObject"),
            Subtype=NameObject("/Form"),
            BBox=_numbers(0, 0, width, height),
            Resources=_dictionary(Font=_dictionary(**fonts)),
        )
    )
    return writer._add_object(stream)  # noqa: SLF001 -- pypdf's only way


def _font(writer: PdfWriter) -> DictionaryObject:
    """The bundled text face in the encoding that every form filler knows."""
    from importlib.resources import files  # noqa: PLC0415 -- only here

    from desktop.core.documents.fonts import face  # noqa: PLC0415 -- slow import: reportlab
    from desktop.core.documents.theme import Font  # noqa: PLC0415 -- slow import: reportlab

    known = face(Font.REGULAR).face
    stream = DecodedStreamObject()
    stream.set_data((files("resources") / "fonts" / f"{Font.REGULAR}.ttf").read_bytes())
    program = stream.flate_encode()
    widths = [
        NumberObject(round(known.charWidths.get(ord(char), 0)))
        for char in bytes(range(32, 256)).decode("cp1252", "replace")
    ]
    descriptor = _dictionary(
        Type=NameObject("/FontDescriptor"),
        FontName=NameObject("/IBMPlexSans"),
        Flags=NumberObject(32),
        FontBBox=_numbers(*known.bbox),
        ItalicAngle=NumberObject(0),
        Ascent=NumberObject(round(known.ascent)),
        Descent=NumberObject(round(known.descent)),
        CapHeight=NumberObject(round(known.capHeight)),
        StemV=NumberObject(80),
        FontFile2=writer._add_object(program),  # noqa: SLF001 -- pypdf's only way
    )
    return _dictionary(
        Type=NameObject("/Font"),
        Subtype=NameObject("/TrueType"),
        BaseFont=NameObject("/IBMPlexSans"),
        Encoding=NameObject("/WinAnsiEncoding"),
        FirstChar=NumberObject(32),
        LastChar=NumberObject(255),
        Widths=ArrayObject(widths),
        FontDescriptor=writer._add_object(descriptor),  # noqa: SLF001 -- pypdf's only way
    )
