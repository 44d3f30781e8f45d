"""The term 2015-2020 with its targets, and the figures published before it (docs/rules.md, Targets).

Rows that exist already are left alone; going back removes the loaded rows that nobody has changed.
"""

from datetime import date

from django.db import migrations
from django.utils import timezone

LOADED = "Số liệu ban đầu"

TERM = {
    "name": "2015-2020",
    "ordinal": "III",
    "start_on": date(2015, 1, 1),
    "end_on": date(2020, 12, 31),
    "counting_rule": (
        "Cộng các dòng có ngày từ 01/01/2015 đến 31/12/2020. Cam kết tính theo ngày phê duyệt hoặc điều chỉnh; giải ngân "
        "tính theo ngày giải ngân, kể cả của khoản viện trợ phê duyệt trước nhiệm kỳ. Mỗi dòng quy đổi theo tỷ giá của "
        "ngày đó rồi mới cộng. “5 năm (2015-2020)” được hiểu là sáu năm dương lịch 2015 đến 2020."
    ),
}

TARGETS = [
    {
        "label": "Giá trị cam kết viện trợ PCPNN",
        "kind": "total",
        "figure": "committed_usd",
        "comparison": "more_than",
        "goal": 35_000_000,
        "goal_text": "trên 35 triệu USD",
    },
    {
        "label": "Giá trị giải ngân viện trợ PCPNN",
        "kind": "total",
        "figure": "disbursed_usd",
        "comparison": "more_than",
        "goal": 30_000_000,
        "goal_text": "trên 30 triệu USD",
    },
    {
        "label": "Tập huấn công tác đối ngoại nhân dân và viện trợ PCPNN",
        "kind": "every_year",
        "figure": "training_by_year",
        "comparison": "at_least",
        "goal": 1,
        "goal_text": "mỗi năm ít nhất 1 lớp",
    },
    {
        "label": "Thiết lập, mở rộng quan hệ với tổ chức nhân dân các nước Đông Nam Á",
        "kind": "partners",
        "figure": "sea_partners_established",
        "comparison": "at_least",
        "goal": None,
        "goal_text": "một số",
    },
    {"label": "Duy trì, mở rộng quan hệ, đa dạng hóa đối tác cả chiều rộng lẫn chiều sâu", "kind": "assessed"},
    {"label": "Đưa công tác đối ngoại nhân dân thành “cầu nối” của đối ngoại Đảng, ngoại giao Nhà nước", "kind": "assessed"},
    {"label": "Củng cố, xây dựng tổ chức vững mạnh; phát triển đội ngũ cán bộ", "kind": "assessed"},
]

SOURCE = "Bài giới thiệu Liên hiệp các tổ chức hữu nghị tỉnh Thái Nguyên, nhiệm kỳ 2010-2015 (năm 2015)"

PUBLISHED = [
    ("Tổng giá trị viện trợ PCPNN", "1997-2002", "", 2_100_000, None, "usd", ""),
    ("Giá trị viện trợ PCPNN", "năm 2010", "trên", 5_100_000, None, "usd", "tương đương hơn 100 tỷ đồng"),
    ("Tổng giá trị viện trợ PCPNN", "2006-2013", "hơn", 23_000_000, None, "usd", ""),
    ("Mức tăng giá trị viện trợ", "hằng năm, đến 2013", "khoảng", 20, None, "percent_per_year", ""),
    ("Tổ chức PCPNN có quan hệ với tỉnh", "1995-1996", "khoảng", 5, 6, "ngos", ""),
    ("Tổ chức PCPNN có quan hệ với tỉnh", "năm 2015", "trên", 70, None, "ngos", ""),
    ("Tổ chức PCPNN có quan hệ trực tiếp", "năm 2015", "hơn", 30, None, "ngos", ""),
    ("Đoàn nước ngoài đến khám chữa bệnh, tình nguyện", "2010-2015", "hơn", 20, None, "delegations", ""),
    ("Người dân được khám sức khỏe, cấp thuốc miễn phí", "2010-2015", "hơn", 7_000, None, "visits", ""),
    ("Trị giá thuốc chữa bệnh", "2010-2015", "hơn", 4_000_000_000, None, "vnd", ""),
    ("Đoàn sinh viên tình nguyện", "2010-2015", "khoảng", 40, None, "delegations", ""),
    ("Kinh phí của các đoàn sinh viên tình nguyện", "2010-2015", "trên", 15_000_000_000, None, "vnd", ""),
]


def create(apps, alias, name, values):
    """Insert a row with the first line of its history, so that the second writer's merge knows its base."""
    model = apps.get_model("reports", name)
    row = model.objects.using(alias).create(**values)
    columns = [field.attname for field in model._meta.concrete_fields]
    apps.get_model("reports", f"Historical{name}").objects.using(alias).create(
        history_date=timezone.now(),
        history_type="+",
        history_change_reason=LOADED,
        **{column: getattr(row, column) for column in columns},
    )
    return row


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    if not apps.get_model("reports", "Term").objects.using(alias).filter(name=TERM["name"]).exists():
        term = create(apps, alias, "Term", TERM)
        for position, values in enumerate(TARGETS, start=1):
            create(apps, alias, "Target", {"term": term, "position": position, **values})
    if not apps.get_model("reports", "PublishedFigure").objects.using(alias).exists():
        names = ("label", "period_label", "qualifier", "value_low", "value_high", "unit", "note")
        for position, row in enumerate(PUBLISHED, start=1):
            values = dict(zip(names, row, strict=True))
            create(apps, alias, "PublishedFigure", {**values, "source": SOURCE, "position": position})


def unload(apps, schema_editor):
    alias = schema_editor.connection.alias
    for name in ("Target", "Term", "PublishedFigure"):
        history = apps.get_model("reports", f"Historical{name}").objects.using(alias)
        loaded = list(history.filter(history_change_reason=LOADED).values_list("id", flat=True))
        rows = apps.get_model("reports", name).objects.using(alias).filter(version=1, pk__in=loaded)
        if name == "Term":
            rows = rows.filter(targets=None)
        gone = list(rows.values_list("pk", flat=True))
        rows.delete()
        history.filter(id__in=gone).delete()


class Migration(migrations.Migration):
    dependencies = [("reports", "0001_initial"), ("reference", "0001_initial"), ("accounts", "0001_initial")]

    operations = [migrations.RunPython(load, unload)]
