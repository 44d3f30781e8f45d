"""Invented names of persons, by country."""

from random import Random

FAMILY = (
    "Nguyễn",
    "Trần",
    "Lê",
    "Phạm",
    "Hoàng",
    "Vũ",
    "Đặng",
    "Bùi",
    "Đỗ",
    "Ngô",
    "Dương",
    "Lý",
    "Nông",
    "Ma",
    "Triệu",
)
GIVEN = (
    *("Thanh Hương", "Ngọc Lan", "Thu Phương", "Hồng Yến", "Bích Thủy", "Mai Quyên", "Thị Hiền", "Phương Thảo"),
    *("Đức Tùng", "Anh Dũng", "Hoàng Sơn", "Văn Hải", "Quốc Khánh", "Thanh Bình", "Minh Tuấn", "Xuân Trường"),
)

# Given name first; Koreans and the Chinese write the family name first.
PERSONS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "KR": (("Kim", "Park", "Lee", "Choi", "Jung", "Kang", "Yoon"), ("Sung-ho", "Min-jae", "Eun-kyung", "Ji-hye")),
    "JP": (("Tanaka", "Mori", "Ishida", "Fujimoto", "Okada"), ("Hiroshi", "Keiko", "Naoki", "Mariko")),
    "US": (("Karen", "Michael", "Linda", "Thomas", "Julia"), ("Harper", "Collins", "Wheeler", "Bishop", "Reed")),
    "DE": (("Petra", "Markus", "Sabine", "Uwe"), ("Neumann", "Krüger", "Seidel", "Albrecht")),
    "FR": (("Hélène", "Antoine", "Brigitte"), ("Marchand", "Roussel", "Fontaine")),
    "GB": (("Alison", "Graham", "Ruth"), ("Pemberton", "Lacey", "Hargreaves")),
    "AU": (("Megan", "Ross", "Fiona"), ("Donnelly", "Tran", "Gibbons")),
    "SE": (("Eva", "Björn", "Lena"), ("Nyström", "Åkesson", "Holmgren")),
    "LA": (("Bounthong", "Sengdao", "Vilay"), ("Phommachanh", "Sayavong", "Keodara")),
}
ELSEWHERE = (
    ("Ingrid", "Marco", "Anneke", "Pierre", "Elena", "Jan"),
    ("Sørensen", "Bianchi", "Vermeer", "Favre", "Navarro", "Aalto"),
)


def person(country: str, random: Random) -> str:
    """A name as people of the country write it."""
    first, second = PERSONS.get(country, ELSEWHERE)
    return f"{random.choice(first)} {random.choice(second)}"


def vietnamese(random: Random) -> str:
    """A Vietnamese name of three parts."""
    return f"{random.choice(FAMILY)} {random.choice(GIVEN)}"
