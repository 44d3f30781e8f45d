"""The rules of the source (house style §4.2, §4.5): constraints, history, writes, text. Those of templates stand in
tests/config/kit/test_templates.py."""

import ast
import re
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import settings
from django.db import models

from config.kit.records import Record, Tracked

ROOT = Path(settings.BASE_DIR)
APPS = ("config", "aid", "delegations", "associations", "reports")
OUR_MODELS = [
    model
    for model in apps.get_models()
    if model.__module__.startswith(APPS) and not model.__name__.startswith("Historical")
]
TRACKED = [model for model in OUR_MODELS if issubclass(model, Tracked)]
# The same two rules for every register, broken once in the tests of the kit.
OF_EVERY_RECORD = ("archived_with_reason", "version_from_one")
# Their rows share the rules that tests/contracts/test_constraints.py breaks for both.
OF_BOTH_LEDGERS = re.compile(r"^aid_(?:commitment|disbursement)_(?!decrease_is_change|refund_is_negative)")
WRITES_PAST_THE_HISTORY = ("update", "bulk_update", "bulk_create", "update_or_create", "get_or_create", "raw")


def sources(*suffixes: str) -> list[Path]:
    """Our own files of these kinds; migrations are frozen once they are released."""
    found = [path for name in (*APPS, "tests") for path in (ROOT / name).rglob("*") if path.suffix in suffixes]
    return sorted(path for path in found if "__pycache__" not in path.parts)


def written(path: Path) -> bool:
    return "migrations" not in path.parts and "tests" not in path.parts


PYTHON = [path for path in sources(".py") if written(path)]
TESTS = "\n".join(path.read_text(encoding="utf-8") for path in sources(".py") if "tests" in path.parts)


def short(path: Path) -> str:
    return str(path.relative_to(ROOT))


def calls(tree: ast.AST) -> Iterator[tuple[int, str, ast.Call]]:
    """Every call of a method: its line, its name and its node."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            yield node.lineno, node.func.attr, node


def test_every_constraint_is_broken_in_a_test():
    names = [constraint.name for model in OUR_MODELS for constraint in model._meta.constraints]
    own = [name for name in names if not name.endswith(OF_EVERY_RECORD)]

    assert [name for name in own if not re.search(rf'"{OF_BOTH_LEDGERS.sub("", name)}"', TESTS)] == []


def test_every_constraint_says_whose_it_is():
    wrong = [
        constraint.name
        for model in OUR_MODELS
        for constraint in model._meta.constraints
        if not constraint.name.startswith(f"{model._meta.app_label}_")
    ]

    assert wrong == []


@pytest.mark.parametrize("model", TRACKED, ids=lambda model: model._meta.label)
def test_tracked_model_keeps_its_history(model: Any):
    kept = {field.name for field in model.history.model._meta.local_fields}

    assert {field.name for field in model._meta.local_fields} - kept == set()
    assert {"history_user", "history_date", "history_change_reason", "history_type"} <= kept


def test_every_model_of_ours_is_tracked_or_excused():
    excused = {
        "User": "keeps a history of its own",
        "FormReceipt": "never edited",
        "ImportBatch": "a log itself",
        "RecordMerge": "a log itself",
        "MemberIdentity": "what is purged must be gone everywhere; its member keeps who saw and changed it (0015)",
        "IdentityPurge": "a log itself",
        "IssuedReport": "written once (0018)",
        "IssuedFile": "written once (0018)",
        "FileJob": "a log itself",
    }

    assert {model.__name__ for model in OUR_MODELS if not issubclass(model, Tracked)} == set(excused)


def test_every_record_starts_with_a_version():
    fields = {
        model.__name__: model._meta.get_field("version").default for model in TRACKED if issubclass(model, Record)
    }

    assert set(fields.values()) == {1}


def test_money_is_never_a_float():
    wrong = [
        f"{model.__name__}.{field.name}"
        for model in OUR_MODELS
        for field in model._meta.fields
        if isinstance(field, models.FloatField)
    ]

    assert wrong == []


@pytest.mark.parametrize("path", PYTHON, ids=short)
def test_no_form_takes_every_field(path: Path):
    """`fields = "__all__"` and `exclude` would let a new column be written from outside."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    lines = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and any(isinstance(target, ast.Name) and target.id in {"fields", "exclude"} for target in node.targets)
        and isinstance(node.value, ast.Constant)
        and node.value.value == "__all__"
    ]

    assert lines == []


# Rows without a history: receipts, sessions and batches may be written in one statement.
UNTRACKED_WRITES = re.compile(r"receipts|Session|ImportBatch|FormReceipt|history\.model|Historical|batch")


@pytest.mark.parametrize("path", PYTHON, ids=short)
def test_no_tracked_row_is_written_past_its_history(path: Path):
    text = path.read_text(encoding="utf-8")
    found = [
        f"{short(path)}:{line} {ast.unparse(node)[:80]}"
        for line, name, node in calls(ast.parse(text))
        if name in WRITES_PAST_THE_HISTORY and is_of_a_queryset(node)
    ]

    assert [line for line in found if not UNTRACKED_WRITES.search(line)] == []


def is_of_a_queryset(node: ast.Call) -> bool:
    """`dict.update(other)` and `set.update(other)` take a positional argument; a queryset takes keywords."""
    assert isinstance(node.func, ast.Attribute)
    if node.func.attr == "update":
        return bool(node.keywords) and not node.args and not ast.unparse(node.func.value).endswith(("attrs", "kwargs"))
    return True


@pytest.mark.parametrize("path", PYTHON, ids=short)
def test_no_float_is_made(path: Path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    named = [node.lineno for node in ast.walk(tree) if isinstance(node, ast.Call) and ast.unparse(node.func) == "float"]

    assert named == []


def test_all_text_is_composed():
    paths = [
        *sources(".py", ".txt", ".json"),
        *(path for folder in ("templates", "static", "docs") for path in (ROOT / folder).rglob("*")),
        *ROOT.glob("*.md"),
    ]
    texts = [path for path in paths if path.suffix in {".py", ".txt", ".json", ".html", ".css", ".js", ".md", ".svg"}]

    assert [
        short(path) for path in texts if not unicodedata.is_normalized("NFC", path.read_text(encoding="utf-8"))
    ] == []


def test_transactional_tests_give_the_reference_data_back():
    """A test that ends by emptying the tables would leave the next one without places and countries."""
    marks = re.findall(r"django_db\(([^)]*transaction=True[^)]*)\)", TESTS)

    assert [mark for mark in marks if "serialized_rollback=True" not in mark] == []
