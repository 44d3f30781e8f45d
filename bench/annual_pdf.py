"""Measures the annual report as PDF: composing it, and printing it cold and warm.

An in-memory database holds the made-up office of the tests with forty projects more, which is the real scale.
Targets: cold no slower than LibreOffice on the same document (0,9 s for five pages), warm
at most a third of that; a page costs about a tenth of a second.
"""

import os
import sys
import time
from datetime import date
from pathlib import Path

os.environ["DATABASE_URL"] = "sqlite://:memory:"
os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings.test"
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import django

PROJECTS = 40
ROUNDS = 3


def main() -> None:
    django.setup()
    from django.core.management import call_command

    from config.kit.pdf import make_pdf
    from reports.annual_report import annual_report
    from tests.factories.annual import make_many_projects, make_office

    call_command("migrate", verbosity=0)
    make_office()
    make_many_projects(PROJECTS)

    for place in range(ROUNDS):
        started = time.perf_counter()
        document = annual_report(2019, today=date(2020, 1, 2)).document()
        composed = time.perf_counter()
        content = make_pdf("reports/annual/document.html", {"document": document})
        printed = time.perf_counter()
        name = "cold" if place == 0 else "warm"
        spent = f"composed {composed - started:.2f} s, printed {printed - composed:.2f} s"
        sys.stdout.write(f"{name}: {spent}, {len(content) // 1024} KB\n")


if __name__ == "__main__":
    main()
