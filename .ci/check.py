"""`make check`: everything that can be said about the sources without running the product."""

import os
import re
import secrets
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
TOOLS = Path(sys.prefix) / "bin"
LOCKS = ("requirements.lock", "requirements-dev.lock")
MOST_LINES = 60
# An address, an option naming one, or a folder of somebody's machine.
FOREIGN = re.compile(r"\w://|^\s*--(?!hash=)|(?<![\w.])/\w+/|\b[\w-]+\.(?:org|com|net|io|vn)\b", re.MULTILINE)
IN_MEMORY = {"DATABASE_URL": "sqlite://:memory:", "DJANGO_SETTINGS_MODULE": "config.settings.dev"}
PRODUCTION = {
    "DATABASE_URL": "sqlite://:memory:",
    "DJANGO_SETTINGS_MODULE": "config.settings.production",
    "ALLOWED_HOSTS": "office.example",
    "CSRF_TRUSTED_ORIGINS": "https://office.example",
}


@dataclass(frozen=True)
class Outcome:
    """Whether a step held, and what it said."""

    ok: bool
    said: str


def command(*words: str, **environment: str) -> Callable[[], Outcome]:
    def run() -> Outcome:
        done = subprocess.run(
            words,
            cwd=ROOT,
            env=os.environ | environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return Outcome(done.returncode == 0, done.stdout)

    return run


def tool(name: str, *words: str) -> Callable[[], Outcome]:
    return command(str(TOOLS / name), *words)


def manage(*words: str, **environment: str) -> Callable[[], Outcome]:
    return command(PYTHON, "manage.py", *words, **environment)


def sources() -> list[Path]:
    """The files of the tree that belong to it: committed ones and new ones that are not ignored."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],  # noqa: S607  git from the path
        cwd=ROOT,
        capture_output=True,
        check=True,
    ).stdout.decode()
    return sorted(path for name in listed.split("\0") if name and (path := ROOT / name).is_file())


def templates(*options: str) -> Outcome:
    files = [str(path) for path in sources() if path.suffix == ".html" and "templates" in path.parts]
    if not files:
        return Outcome(ok=True, said="no templates")
    return tool("djade", "--target-version", "5.2", *options, *files)()


def composed_text() -> Outcome:
    """Vietnamese is written composed (NFC) everywhere: two ways to write ế would be two words to a search."""
    faults = []
    for path in sources():
        name = str(path.relative_to(ROOT))
        try:
            text = name + "\n" + path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        faults += [
            f"{name}:{number}: decomposed letters; write them as NFC"
            for number, line in enumerate(text.split("\n"))
            if not unicodedata.is_normalized("NFC", line)
        ]
    return Outcome(not faults, "\n".join(faults))


def locks_name_no_place() -> Outcome:
    faults = [
        f"{name}: names a host, an option or a path: {found.group().strip()!r}"
        for name in LOCKS
        for found in FOREIGN.finditer((ROOT / name).read_text(encoding="utf-8"))
    ]
    return Outcome(not faults, "\n".join(faults))


STEPS: dict[str, Callable[[], Outcome]] = {
    "format (ruff)": tool("ruff", "format", "--check", "--quiet", "."),
    "lint (ruff)": tool("ruff", "check", "--quiet", "."),
    "templates (djade)": lambda: templates("--check"),
    "import contracts": tool("lint-imports", "--no-cache"),
    "types (mypy)": tool("mypy"),
    "settings": manage("check", **IN_MEMORY),
    "settings for production": manage(
        "check", "--deploy", "--fail-level", "WARNING", SECRET_KEY=secrets.token_urlsafe(60), **PRODUCTION
    ),
    "migrations complete": manage("makemigrations", "--check", "--dry-run", **IN_MEMORY),
    "text composed (NFC)": composed_text,
    "lock files name no place": locks_name_no_place,
}


def write_format() -> int:
    """`make format`: what the first three steps ask for, written."""
    fixed = tool("ruff", "check", "--fix", "--quiet", ".")()
    for outcome in (tool("ruff", "format", ".")(), templates()):
        print(outcome.said.strip())
    print(fixed.said.strip())
    return 0 if fixed.ok else 1


def main() -> int:
    if sys.argv[1:] == ["--format"]:
        return write_format()
    failed: dict[str, str] = {}
    for name, step in STEPS.items():
        started = time.perf_counter()
        outcome = step()
        if not outcome.ok:
            failed[name] = outcome.said
        print(f"  {name:<26} {'ok' if outcome.ok else 'FAILED':<7} {time.perf_counter() - started:5.1f} s", flush=True)
    for name, said in failed.items():
        lines = said.strip().split("\n")
        print(f"\n---- {name}")
        print("\n".join(lines[-MOST_LINES:]))
        if len(lines) > MOST_LINES:
            print(f"(the last {MOST_LINES} of {len(lines)} lines)")
    print(f"\n{len(STEPS) - len(failed)} of {len(STEPS)} steps ok")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
