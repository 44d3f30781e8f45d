"""Reads each environment variable once and says in a paragraph what is wrong with one."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import dj_database_url
from django.core.exceptions import ImproperlyConfigured

BASE_DIR = Path(__file__).resolve().parent.parent.parent


def text(name: str, default: str | None = None) -> str:
    """The variable as text; without a default it must be set."""
    value = os.environ.get(name, default)
    if value is None:
        raise ImproperlyConfigured(f"{name} is not set. See .env.example for its meaning and allowed form.")
    return value


def flag(name: str, *, default: bool) -> bool:
    """1/0, true/false, yes/no, on/off; anything else is refused by name."""
    value = os.environ.get(name, "1" if default else "0").strip().lower()
    if value in {"1", "true", "yes", "on"}:
        return True
    if value in {"0", "false", "no", "off", ""}:
        return False
    raise ImproperlyConfigured(f"{name}={value!r}: allowed are 1 or 0 (see .env.example).")


def names(name: str, default: str = "") -> list[str]:
    """A comma-separated list, blanks dropped."""
    return [part.strip() for part in os.environ.get(name, default).split(",") if part.strip()]


def documents_root() -> Path:
    """Where the files kept with records lie: DOCUMENTS_ROOT, a relative path counted from the tree."""
    return BASE_DIR / (text("DOCUMENTS_ROOT", "").strip() or "data/documents")


# What a ledger needs of SQLite: a write takes its lock at the start (no lost updates, no
# instant "database is locked"), a power cut loses no acknowledged commit (FULL), and a
# reader never waits for a writer (WAL). See docs/decisions/0003.
SQLITE_OPTIONS: Mapping[str, Any] = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;",
}


def database() -> dict[str, Any]:
    """The default database from DATABASE_URL: sqlite:///path or postgres://…"""
    url = text("DATABASE_URL", f"sqlite:///{BASE_DIR / 'data' / 'cau-noi.sqlite3'}")
    if not url.startswith(("sqlite:", "postgres:", "postgresql:")):
        raise ImproperlyConfigured(
            f"DATABASE_URL={url!r}: use sqlite:///path/to/file or postgres://user:password@host/name."
        )
    parsed: dict[str, Any] = dict(dj_database_url.parse(url, conn_max_age=60, conn_health_checks=True))
    if url.startswith("sqlite:"):
        parsed["OPTIONS"] = dict(SQLITE_OPTIONS)
        if parsed["NAME"] not in {"", ":memory:"}:
            Path(parsed["NAME"]).parent.mkdir(parents=True, exist_ok=True)
    else:
        parsed.setdefault("OPTIONS", {})["connect_timeout"] = 3
    return parsed
