"""Measures the annual report as PDF: composing it, printing it cold and warm, and printing a very long one.

An in-memory database holds the made-up office of the tests with forty projects more, which is the real scale.
Targets: cold no slower than LibreOffice on the same document (0,9 s for five pages), warm at most a third of that; a
page costs about a tenth of a second. The long one has 3.000 rows in its first annex: once in pieces as the product
makes it, and with `whole` in one go, which costs half a megabyte of memory a row.

    bench/annual_pdf.py            the real scale
    bench/annual_pdf.py pieces     3.000 rows in pieces
    bench/annual_pdf.py whole      3.000 rows in one go
"""

import os
import resource
import sys
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

PROJECTS = 40
ROUNDS = 3
LONG_ROWS = 3000


def main(how: str) -> None:
    django.setup()
    from django.core.management import call_command

    from tests.factories.annual import make_many_projects, make_office

    call_command("migrate", verbosity=0)
    make_office()
    make_many_projects(PROJECTS)
    if how:
        long_report(how)
        return
    for place in range(ROUNDS):
        started = time.perf_counter()
        document = composed()
        written = time.perf_counter()
        content = printed(document)
        spent = f"composed {written - started:.2f} s, printed {time.perf_counter() - written:.2f} s"
        say("cold" if place == 0 else "warm", f"{spent}, {len(content) // 1024} KB")


def long_report(how: str) -> None:
    from reports.printed import pieces

    if how == "whole":
        pieces.LONG = LONG_ROWS * 10
    document = composed()
    first = document.annexes[0]
    table = first.tables[0]
    body = tuple(table.body[place % len(table.body)] for place in range(LONG_ROWS))
    long = replace(first, tables=(replace(table, body=body),))
    started = time.perf_counter()
    content = printed(replace(document, annexes=(long, *document.annexes[1:])))
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    say(how, f"{time.perf_counter() - started:.0f} s, peak {memory} MB, {len(content) // 1024} KB")


def composed() -> Any:
    from reports.printed.asked import default_body, occasion_named
    from reports.printed.drafts import draft_of

    occasion: Any = occasion_named("annual", "2019")
    return draft_of(occasion, today=date(2020, 1, 2), body=default_body()).document()


def printed(document: Any) -> bytes:
    from reports.printed.files import pdf_file

    return pdf_file(document)


def say(name: str, told: str) -> None:
    sys.stdout.write(f"{name}: {told}\n")


if __name__ == "__main__":
    main("".join(sys.argv[1:2]))
