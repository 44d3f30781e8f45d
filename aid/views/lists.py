"""The tabs that the lists of one section share."""

NGO_TABS = (
    ("Tổ chức", "aid:ngo-list"),
    ("Giấy đăng ký", "aid:certificate-list"),
    ("Qua các năm", "reports:ngo-years"),
    ("Tên trùng", "aid:ngo-duplicates"),
)
AID_TABS = (
    ("Khoản viện trợ", "aid:project-list"),
    ("Kêu gọi viện trợ", "aid:project-calls"),
    ("Kết quả, công trình", "aid:outputs"),
    ("Sổ cam kết", "aid:commitment-list"),
    ("Sổ giải ngân", "aid:disbursement-list"),
    ("Báo cáo phải nộp", "aid:obligations"),
    ("Tỷ giá", "aid:rate-list"),
)
