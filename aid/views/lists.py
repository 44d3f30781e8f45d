"""What the lists of aid share: the tabs of their sections and the search box."""

from dataclasses import replace
from typing import Any

from config.kit.lists import RegisterList

NGO_TABS = (("Tổ chức", "aid:ngo-list"), ("Giấy đăng ký", "aid:certificate-list"))
AID_TABS = (
    ("Khoản viện trợ", "aid:project-list"),
    ("Sổ cam kết", "aid:commitment-list"),
    ("Sổ giải ngân", "aid:disbursement-list"),
    ("Tỷ giá", "aid:rate-list"),
)


class SearchedList(RegisterList):
    """A list with a search box, of a register that the search over everything leaves out."""

    def _context(self, *args: Any) -> dict[str, Any]:
        return super()._context(*args) | {"register": replace(self.register, is_searched=True)}
