"""Which rules a khoản viện trợ stands under. Pure: no database, no clock.

The decree is fixed by the approval date (docs/rules.md, Law): a grant approved under an older decree keeps
that decree's reporting to its end (Nghị định 80/2020/NĐ-CP, Điều 35).
"""

from datetime import date

from aid.choices import LegalBasis

# The first day each decree was in force.
IN_FORCE_FROM: tuple[tuple[date, LegalBasis], ...] = (
    (date(2025, 12, 8), LegalBasis.ND_313_2025),
    (date(2020, 9, 17), LegalBasis.ND_80_2020),
    (date(2010, 1, 8), LegalBasis.ND_93_2009),
)


def legal_basis_on(approved_on: date) -> LegalBasis:
    """The decree in force on the day of approval; before 08/01/2010 Quyết định 64/2001/QĐ-TTg."""
    return next((basis for first, basis in IN_FORCE_FROM if approved_on >= first), LegalBasis.QD_64_2001)
