"""What the documents say is held against the tree."""

import ast
import re
from pathlib import Path

import pytest
from django.apps import apps
from django.core.management import get_commands

ROOT = Path(__file__).resolve().parents[2]
OUR_APPS = ("config.", "aid", "delegations", "associations", "reports")
READERS = {"text", "flag", "names"}


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def variables_read() -> set[str]:
    """Environment variables named in the settings: the first argument of each call that reads one."""
    found = set()
    for path in (ROOT / "config" / "settings").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in READERS:
                argument = node.args[0]
                if isinstance(argument, ast.Constant):
                    found.add(argument.value)
    return found


def explained_variables() -> dict[str, str]:
    """Each variable of .env.example with the comment right above it."""
    explained: dict[str, str] = {}
    comment: list[str] = []
    for line in read(".env.example").splitlines():
        if match := re.match(r"#?([A-Z_]+)=", line):
            explained[match[1]] = explained.get(match[1], "") + " ".join(comment)
        elif line.startswith("#"):
            comment.append(line.lstrip("# "))
        else:
            comment = []
    return explained


def our_commands() -> list[str]:
    return sorted(name for name, app in get_commands().items() if app.startswith(OUR_APPS))


def readme_commands() -> list[str]:
    """The lines of the README's code blocks, in order."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", read("README.md"), re.MULTILINE | re.DOTALL)
    return [line for block in blocks for line in block.splitlines() if line]


def documents() -> list[Path]:
    return [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]


def test_settings_read_variables_at_all():
    assert {"SECRET_KEY", "DATABASE_URL", "ALLOWED_HOSTS"} <= variables_read()


def test_each_variable_is_explained():
    explained = explained_variables()

    unexplained = [name for name in sorted(variables_read() | {"PORT"}) if len(explained.get(name, "")) < 40]

    assert unexplained == []


def test_example_names_no_unknown_variable():
    outside_settings = {"PORT", "DJANGO_SETTINGS_MODULE"}

    assert set(explained_variables()) - variables_read() - outside_settings == set()


def test_readme_is_short():
    assert len(read("README.md").splitlines()) <= 80


def test_readme_starts_with_run_and_test():
    assert readme_commands()[:2] == ["make run", "make test"]


def test_each_command_is_described():
    described = read("README.md") + read("docs/operating.md")

    assert [name for name in our_commands() if not re.search(rf"`{name}\b", described)] == []


def test_each_make_target_in_the_documents_exists():
    targets = set(re.findall(r"^([a-z-]+):", read("Makefile"), re.MULTILINE))
    named = {name for path in documents() for name in re.findall(r"`make ([a-z-]+)", path.read_text(encoding="utf-8"))}

    assert named - targets == set()


@pytest.mark.parametrize("path", documents(), ids=lambda path: path.name)
def test_links_lead_somewhere(path: Path):
    links = re.findall(r"\]\(([^)#:]+)\)", path.read_text(encoding="utf-8"))

    assert [link for link in links if not (path.parent / link).exists()] == []


def test_glossary_names_each_model():
    glossary = read("docs/glossary.md")
    models = [model for model in apps.get_models() if model.__module__.startswith(OUR_APPS)]
    names = sorted(model.__name__ for model in models if not model.__name__.startswith("Historical"))

    assert [name for name in names if f"`{name}" not in glossary] == []


def test_decisions_have_their_three_parts():
    parts = ["## Context", "## Decision", "## Consequences"]

    for path in (ROOT / "docs" / "decisions").glob("*.md"):
        headings = [line for line in path.read_text(encoding="utf-8").splitlines() if line.startswith("## ")]
        assert headings == parts, path.name
