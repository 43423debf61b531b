"""Programs of other people that fill in a form; each is given bytes and gives bytes back.

Those that are not Python are looked for: `VISMAVIE_NODE_MODULES` names a folder that holds
pdf-lib and pdfjs-dist, pdftk and a Python with Poppler's bindings are taken from the system.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from xml.sax.saxutils import escape

import pytest

Values = Mapping[str, str | bool]
Filler = Callable[[bytes, Values, Path], bytes]


def by_pypdf(blank: bytes, values: Values, _folder: Path) -> bytes:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(blank)))
    plain = {name: "/Yes" if value is True else value for name, value in values.items()}
    for page in writer.pages:
        writer.update_page_form_field_values(page, plain)
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


def by_pikepdf(blank: bytes, values: Values, _folder: Path) -> bytes:
    import pikepdf

    with pikepdf.open(BytesIO(blank)) as pdf:
        for field in pdf.Root.AcroForm.Fields:
            value = values.get(str(field.T))
            if value is True:
                field.V = field.AS = pikepdf.Name("/Yes")
            elif value is not None:
                field.V = pikepdf.String(str(value))
        out = BytesIO()
        pdf.save(out)
        return out.getvalue()


def by_pdfium(blank: bytes, values: Values, _folder: Path) -> bytes:
    """Typed and clicked as in Chrome and Edge, which use this engine."""
    import ctypes

    import pypdfium2 as pdfium
    from pypdfium2 import raw

    document = pdfium.PdfDocument(blank)
    document.init_forms()
    form = document.formenv.raw
    pages = [document[number] for number in range(len(document))]
    for page in (each.raw for each in pages):
        for widget in _widgets(raw, form, page):
            value = values.get(widget.name)
            if value is None:
                continue
            x, y = widget.middle
            if value is True:
                raw.FORM_OnLButtonDown(form, page, 0, x, y)
                raw.FORM_OnLButtonUp(form, page, 0, x, y)
            elif widget.is_choice:
                raw.FORM_OnFocus(form, page, 0, x, y)
                raw.FORM_SetIndexSelected(form, page, widget.options.index(value), True)
            else:
                raw.FORM_OnFocus(form, page, 0, x, y)
                raw.FORM_SelectAllText(form, page)
                words = (str(value) + "\0").encode("utf-16-le")
                held = ctypes.create_string_buffer(words)
                raw.FORM_ReplaceSelection(form, page, ctypes.cast(held, raw.FPDF_WIDESTRING))
            raw.FORM_ForceToKillFocus(form)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


class _Widget:
    def __init__(self, raw, form, annotation) -> None:
        import ctypes

        def words(function, *more) -> str:
            length = function(form, annotation, *more, None, 0)
            held = ctypes.create_string_buffer(length)
            function(
                form, annotation, *more, ctypes.cast(held, ctypes.POINTER(raw.FPDF_WCHAR)), length
            )
            return held.raw[: length - 2].decode("utf-16-le")

        rect = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(annotation, rect)
        self.middle = ((rect.left + rect.right) / 2, (rect.top + rect.bottom) / 2)
        self.name = words(raw.FPDFAnnot_GetFormFieldName)
        kind = raw.FPDFAnnot_GetFormFieldType(form, annotation)
        self.is_choice = kind == raw.FPDF_FORMFIELD_COMBOBOX
        count = raw.FPDFAnnot_GetOptionCount(form, annotation) if self.is_choice else 0
        self.options = [words(raw.FPDFAnnot_GetOptionLabel, number) for number in range(count)]


def _widgets(raw, form, page) -> list[_Widget]:
    found = []
    for number in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, number)
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_WIDGET:
            found.append(_Widget(raw, form, annotation))
        raw.FPDFPage_CloseAnnot(annotation)
    return found


def _outside(command: list[str], blank: bytes, values: Values, folder: Path, **options) -> bytes:
    (folder / "blank.pdf").write_bytes(blank)
    (folder / "values.json").write_text(json.dumps(values), encoding="utf-8")
    subprocess.run(command, cwd=folder, check=True, capture_output=True, timeout=60, **options)
    return (folder / "filled.pdf").read_bytes()


def _by_node(script: str) -> Filler:
    def fill(blank: bytes, values: Values, folder: Path) -> bytes:
        modules = os.environ.get("VISMAVIE_NODE_MODULES", "")
        node = shutil.which("node")
        if node is None or not (Path(modules) / "pdf-lib").is_dir():
            pytest.skip("no node, or no pdf-lib and pdfjs-dist in VISMAVIE_NODE_MODULES")
        (folder / "node_modules").symlink_to(modules)
        (folder / "fill.mjs").write_text(script, encoding="utf-8")
        return _outside([node, "fill.mjs"], blank, values, folder)

    return fill


by_pdf_lib = _by_node("""
import { readFileSync, writeFileSync } from 'node:fs';
import { PDFDocument, PDFCheckBox, PDFDropdown, PDFHexString, PDFName } from 'pdf-lib';
const pdf = await PDFDocument.load(readFileSync('blank.pdf'));
const form = pdf.getForm();
for (const [name, value] of Object.entries(JSON.parse(readFileSync('values.json', 'utf8')))) {
  const field = form.getField(name);
  if (field instanceof PDFCheckBox) field.check();
  else if (field instanceof PDFDropdown) field.select(value);
  else field.acroField.dict.set(PDFName.of('V'), PDFHexString.fromText(value));
}
writeFileSync('filled.pdf', await pdf.save({ updateFieldAppearances: false }));
""")

by_pdf_js = _by_node("""
import { readFileSync, writeFileSync } from 'node:fs';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
const values = JSON.parse(readFileSync('values.json', 'utf8'));
const pdf = await getDocument({ data: new Uint8Array(readFileSync('blank.pdf')) }).promise;
const fields = await pdf.getFieldObjects();
for (const [name, value] of Object.entries(values))
  for (const field of fields[name])
    pdf.annotationStorage.setValue(field.id, { value });
writeFileSync('filled.pdf', await pdf.saveDocument());
""")

_POPPLER = """
import json, pathlib
import gi
gi.require_version('Poppler', '0.18')
from gi.repository import Poppler
values = json.loads(pathlib.Path('values.json').read_text('utf-8'))
pdf = Poppler.Document.new_from_file(pathlib.Path('blank.pdf').absolute().as_uri(), None)
held = []
for number in range(pdf.get_n_pages()):
    page = pdf.get_page(number)
    held.append(page)
    for mapping in page.get_form_field_mapping():
        field = mapping.field
        value = values.get(field.get_name())
        if value is None:
            continue
        kind = field.get_field_type()
        if kind is Poppler.FormFieldType.BUTTON:
            field.button_set_state(True)
        elif kind is Poppler.FormFieldType.CHOICE:
            options = [field.choice_get_item(n) for n in range(field.choice_get_n_items())]
            field.choice_select_item(options.index(value))
        else:
            field.text_set_text(value)
pdf.save(pathlib.Path('filled.pdf').absolute().as_uri())
"""


def by_poppler(blank: bytes, values: Values, folder: Path) -> bytes:
    """As in Evince and Okular, which use this engine."""
    python = "/usr/bin/python3"
    tried = subprocess.run(
        [python, "-c", "import gi; gi.require_version('Poppler', '0.18')"],
        check=False,
        capture_output=True,
    )
    if tried.returncode:
        pytest.skip("no Poppler bindings in the system's Python")
    return _outside([python, "-c", _POPPLER], blank, values, folder)


def by_pdftk(blank: bytes, values: Values, folder: Path) -> bytes:
    """pdftk-java, which stands on iText."""
    if shutil.which("pdftk") is None:
        pytest.skip("no pdftk")
    fields = "".join(
        f'<field name="{escape(name)}"><value>{"Yes" if value is True else escape(str(value))}'
        "</value></field>"
        for name, value in values.items()
    )
    (folder / "values.xfdf").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><xfdf xmlns="http://ns.adobe.com/xfdf/" '
        f'xml:space="preserve"><fields>{fields}</fields></xfdf>',
        encoding="utf-8",
    )
    command = ["pdftk", "blank.pdf", "fill_form", "values.xfdf", "output", "filled.pdf"]
    return _outside(command, blank, values, folder)


FILLERS: dict[str, Filler] = {
    "pypdf": by_pypdf,
    "pikepdf": by_pikepdf,
    "pdfium": by_pdfium,
    "pdf-lib": by_pdf_lib,
    "pdf.js": by_pdf_js,
    "poppler": by_poppler,
    "pdftk": by_pdftk,
}
