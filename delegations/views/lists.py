"""What the pages of delegations share: the lists and tables that have no entry of their own in the navigation."""

TABS = (
    ("Danh sách", "delegations:delegation-list"),
    ("Lịch", "delegations:calendar"),
    ("Theo nước, theo loại", "delegations:years"),
    ("Bảng theo kỳ", "delegations:table"),
)
