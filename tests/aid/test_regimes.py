"""The decree in force on the day of approval (docs/rules.md, Law), at each edge."""

from datetime import date

import pytest

from aid.choices import LegalBasis
from aid.rules.regimes import legal_basis_on


@pytest.mark.parametrize(
    ("approved_on", "basis"),
    [
        (date(2003, 8, 8), LegalBasis.QD_64_2001),
        (date(2010, 1, 7), LegalBasis.QD_64_2001),
        (date(2010, 1, 8), LegalBasis.ND_93_2009),
        (date(2020, 9, 16), LegalBasis.ND_93_2009),
        (date(2020, 9, 17), LegalBasis.ND_80_2020),
        (date(2025, 12, 7), LegalBasis.ND_80_2020),
        (date(2025, 12, 8), LegalBasis.ND_313_2025),
        (date(2030, 1, 1), LegalBasis.ND_313_2025),
    ],
)
def test_the_decree_follows_the_approval_date(approved_on: date, basis: LegalBasis) -> None:
    assert legal_basis_on(approved_on) == basis
