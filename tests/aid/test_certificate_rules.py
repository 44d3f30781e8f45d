"""The rules of certificates on plain papers: the province in the area, two at once, one organisation's standing."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from aid.choices import CertificateEvent
from aid.rules.certificates import Held, Standing, covers, overlapping, standing_on

NOTICE = timedelta(days=60)


@dataclass
class Paper:
    issued_on: date
    expires_on: date | None
    event: str = "issued"
    ended_on: date | None = None
    renewed_on: date | None = None
    pk: int = 1
    is_archived: bool = False


def paper(first: int, last: int | None, event: str = "issued", **fields: Any) -> Paper:
    """A paper from 1 January of a year to 31 December of another."""
    return Paper(date(first, 1, 1), date(last, 12, 31) if last else None, event, **fields)


@pytest.mark.parametrize(
    ("provinces", "found"),
    [
        ("Thái Nguyên", True),
        ("tỉnh Thái Nguyên", True),
        ("Hà Nội; THAI NGUYEN; Cao Bằng", True),
        ("Toàn quốc", True),
        ("trên phạm vi cả nước", True),
        ("Toàn lãnh thổ Việt Nam", True),
        ("Việt Nam", True),
        ("Hà Nội, Hòa Bình", False),
        ("Thái Bình, Tây Nguyên Xanh", False),
        ("Thái Nguyênn", False),
        ("Các tỉnh miền núi phía Bắc", None),
        ("Hà Nội và một số tỉnh khác", None),
        ("18 tỉnh", None),
        ("Cả nước, trừ Thái Nguyên", None),
        ("", None),
        ("–", None),
    ],
)
def test_the_area_as_written(provinces: str, found: bool | None) -> None:
    assert covers(provinces, "tỉnh Thái Nguyên") is found
    assert covers(provinces, "Thái Nguyên") is found


@pytest.mark.parametrize(
    ("provinces", "name", "found"),
    [
        ("Hòa Bình", "tỉnh Thanh Hóa", False),
        ("Thanh Hoá, Nghệ An", "tỉnh Thanh Hóa", True),
        ("TP. Đà Nẵng", "thành phố Đà Nẵng", True),
        ("Hà Nội", "", None),
    ],
)
def test_the_name_of_the_province_keeps_its_own_words(provinces: str, name: str, found: bool | None) -> None:
    assert covers(provinces, name) is found


HELD = paper(2015, 2019)


@pytest.mark.parametrize(
    ("new", "others", "is_found"),
    [
        (paper(2018, 2022), [HELD], True),
        (paper(2018, None), [HELD], True),
        (paper(2020, 2024), [HELD], False),  # begins the day after
        (Paper(date(2019, 12, 31), None), [HELD], True),  # the last day
        (paper(2013, 2015), [HELD], True),  # the older one typed later
        (paper(2013, 2014), [HELD], False),
        (paper(2015, 2016), [HELD], True),  # the same day
        (paper(2018, 2022, "renewed"), [HELD], False),
        (paper(2018, 2022, "amended"), [HELD], False),
        (paper(2018, 2022, "reissued"), [HELD], False),
        (paper(2018, None, "revoked"), [HELD], False),
        (HELD, [paper(2018, 2022, "renewed")], False),  # replaced by a renewal that is there already
        (paper(2018, 2022), [HELD, paper(2017, None, "revoked")], False),
        (paper(2018, 2022), [HELD, paper(2019, None, "suspended")], True),  # ended only later
        (paper(2018, 2022), [paper(2013, 2015), paper(2015, 2020, "renewed")], True),  # with the renewal
        (paper(2018, 2022, "renewed"), [HELD, paper(2020, 2024)], True),  # an older renewal, a first issue in it
        (paper(2018, 2022), [], False),
    ],
)
def test_two_papers_at_once(new: Paper, others: list[Paper], is_found: bool) -> None:
    assert (overlapping(new, others) is not None) is is_found


def test_the_other_paper_named_is_the_one_in_force() -> None:
    renewed = paper(2015, 2020, "renewed")
    assert overlapping(paper(2018, 2022), [paper(2013, 2016), renewed]) is renewed


YEARS = st.integers(2010, 2016)
PAPERS = st.builds(
    lambda first, length, event: paper(first, None if length is None else first + length, event),
    YEARS,
    st.none() | st.integers(0, 4),
    st.sampled_from(list(CertificateEvent)),
)


@given(st.lists(PAPERS, min_size=2, max_size=5))
def test_an_overlap_is_seen_from_both_sides(papers: list[Paper]) -> None:
    def pairs_of(one: Paper) -> bool:
        return overlapping(one, [other for other in papers if other is not one]) is not None

    involved = [one for one in papers if pairs_of(one)]
    assert len(involved) != 1


@pytest.mark.parametrize(
    ("papers", "held"),
    [
        ([], Held(Standing.NONE)),
        ([paper(2020, 2025)], Held(Standing.NONE)),  # not yet
        ([paper(2015, 2025)], Held(Standing.VALID, date(2025, 12, 31))),
        ([paper(2015, None), paper(2015, 2025)], Held(Standing.VALID)),
        ([Paper(date(2015, 1, 1), date(2019, 7, 31))], Held(Standing.EXPIRING, date(2019, 7, 31))),
        ([Paper(date(2015, 1, 1), date(2019, 8, 1))], Held(Standing.VALID, date(2019, 8, 1))),
        ([Paper(date(2015, 1, 1), date(2019, 5, 31))], Held(Standing.EXPIRED, date(2019, 5, 31))),
        ([Paper(date(2015, 1, 1), date(2019, 6, 1))], Held(Standing.EXPIRING, date(2019, 6, 1))),
        ([paper(2015, 2018), paper(2016, 2025)], Held(Standing.VALID, date(2025, 12, 31))),
        ([paper(2015, 2025, is_archived=True)], Held(Standing.NONE)),
        (
            [paper(2015, 2025, ended_on=date(2018, 1, 1)), paper(2018, None, "suspended")],
            Held(Standing.SUSPENDED, date(2018, 1, 1)),
        ),
        (
            [paper(2018, 2025, ended_on=date(2018, 1, 1), pk=2), paper(2018, None, "revoked")],
            Held(Standing.REVOKED, date(2018, 1, 1)),
        ),
        (
            [paper(2015, 2025, ended_on=date(2020, 1, 1)), paper(2020, None, "revoked")],
            Held(Standing.VALID, date(2025, 12, 31)),
        ),
    ],
)
def test_an_organisations_papers_in_one_state(papers: list[Paper], held: Held) -> None:
    assert standing_on(papers, date(2019, 6, 1), NOTICE) == held
