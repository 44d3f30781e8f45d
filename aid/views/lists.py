"""The tabs that the lists of one section share."""

NGO_TABS = (("Tổ chức", "aid:ngo-list"), ("Giấy đăng ký", "aid:certificate-list"))
AID_TABS = (
    ("Khoản viện trợ", "aid:project-list"),
    ("Sổ cam kết", "aid:commitment-list"),
    ("Sổ giải ngân", "aid:disbursement-list"),
    ("Tỷ giá", "aid:rate-list"),
)
