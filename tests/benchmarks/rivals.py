"""The words and tables of one report set by another library; run by `documents --rivals PYTHON`.

python rivals.py NAME CONTENT.json FONTS OUT.pdf RUNS   → JSON: seconds (CPU, least), megabytes.
Stands alone: it runs in an environment that has fpdf2, typst and weasyprint, and not our program.
Rivals draw no chart and no cover: what they are asked is less than what ours does.
"""

# ruff: noqa: T201 -- a script of measures
from __future__ import annotations

import html
import json
import resource
import sys
import time
from pathlib import Path


def typst(content, fonts, out):
    import typst as library

    lines = [
        '#set document(title: "Report")',
        '#set text(font: "IBM Plex Sans", size: 9.6pt, lang: "fr")',
    ]
    lines += ['#set page(numbering: "1", margin: 57pt)', "#set par(justify: true)"]
    for tag, body in content:
        if tag == "table":
            columns = max(map(len, body))
            cells = [
                f"[#{json.dumps(cell, ensure_ascii=False)}]" for row in body[1:] for cell in row
            ]
            head = [f"[#{json.dumps(cell, ensure_ascii=False)}]" for cell in body[0]]
            lines.append(
                f"#table(columns: {columns}, table.header({', '.join(head)}), {', '.join(cells)})"
            )
        elif tag in ("H1", "H2", "H3"):
            lines.append(f"#heading(level: {tag[1]}, {json.dumps(body, ensure_ascii=False)})")
        else:
            lines.append(f"#par[#{json.dumps(body, ensure_ascii=False)}]")
    source = "\n".join(lines).encode()
    data = library.compile(source, font_paths=[fonts], format="pdf", pdf_standards=["ua-1"])
    Path(out).write_bytes(data)


def weasyprint(content, fonts, out):
    import weasyprint as library

    face = f"@font-face {{ font-family: Plex; src: url('file://{fonts}/IBMPlexSans-Regular.ttf') }}"
    style = face + "@page { margin: 57pt } body { font: 9.6pt Plex; text-align: justify }"
    parts = [f"<html lang=fr><head><title>Report</title><style>{style}</style></head><body>"]
    for tag, body in content:
        if tag == "table":
            head = "".join(f"<th scope=col>{html.escape(cell)}</th>" for cell in body[0])
            rows = "".join(
                "<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in row) + "</tr>"
                for row in body[1:]
            )
            parts.append(f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>")
        else:
            parts.append(f"<{tag.lower()}>{html.escape(body)}</{tag.lower()}>")
    library.HTML(string="".join(parts)).write_pdf(out, pdf_variant="pdf/ua-1")


def fpdf2(content, fonts, out):
    from fpdf import FPDF

    pdf = FPDF(format="A4")
    pdf.add_font("Plex", fname=f"{fonts}/IBMPlexSans-Regular.ttf")
    pdf.add_font("Plex", "B", fname=f"{fonts}/IBMPlexSans-SemiBold.ttf")
    pdf.set_margin(20)
    pdf.add_page()
    sizes = {"H1": 21, "H2": 13, "H3": 10.6}
    for tag, body in content:
        pdf.set_font("Plex", "", sizes.get(tag, 9.6))
        if tag == "table":
            pdf.set_font("Plex", "", 8.6)
            with pdf.table() as grid:
                for row in body:
                    line = grid.row()
                    for cell in row:
                        line.cell(cell)
        else:
            pdf.multi_cell(0, text=body, new_x="LMARGIN", new_y="NEXT")
            pdf.ln(2)
    pdf.output(out)


RIVALS = {"typst": typst, "weasyprint": weasyprint, "fpdf2": fpdf2}


def main():
    name, source, fonts, out, runs = sys.argv[1:]
    content = json.loads(Path(source).read_text("utf-8"))
    least = float("inf")
    for _run in range(int(runs) + 1):  # one more: the first loads fonts and modules
        start = time.process_time()
        RIVALS[name](content, fonts, out)
        least = min(least, time.process_time() - start)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": least, "megabytes": memory}))


if __name__ == "__main__":
    main()
