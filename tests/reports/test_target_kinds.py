"""Which figure measures which kind of target."""

import pytest

from reports.choices import TargetKind
from reports.measures import CATALOGUE
from reports.target_kinds import KINDS, fits, keys_by_subject


@pytest.mark.parametrize(
    ("key", "kinds"),
    [
        ("committed_usd", ["total"]),
        ("disbursed_vnd", ["total"]),
        ("committed_usd_by_year", ["every_year"]),
        ("training_by_year", ["every_year", "total"]),
        ("patient_visits", ["total", "count"]),
        ("medicine_vnd", ["total"]),
        ("projects_running", ["total", "count"]),
        ("ngos_direct", ["count"]),
        ("associations_members", ["count"]),
        ("sea_partners_extended", ["partners", "count"]),
    ],
)
def test_a_figure_measures_the_kinds_it_fits(key: str, kinds: list[str]):
    assert [str(kind) for kind in KINDS[key]] == kinds
    assert [str(kind) for kind in TargetKind if fits(kind, key)] == sorted(kinds, key=list(TargetKind).index)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "key",
    [
        "committed_usd_by_sector",
        "delegations_in_by_country",
        "association_members_by_kind",
        "committed_unconverted_rows",
        "committed_estimate_usd",
        "projects_without_commitment",
        "associations_overdue",
        "no_such_figure",
    ],
)
def test_a_breakdown_or_a_lack_is_no_target(key: str):
    assert [kind for kind in TargetKind if fits(kind, key)] == []


def test_every_figure_of_its_own_is_offered_once():
    offered = [key for keys in keys_by_subject().values() for key in keys]

    assert sorted(offered) == sorted(set(offered)) == sorted(KINDS)
    assert set(offered) <= set(CATALOGUE)
    assert next(iter(keys_by_subject().values()))[0] == "committed_usd"
