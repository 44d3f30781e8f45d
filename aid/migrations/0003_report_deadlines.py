"""Loads the deadlines of reports that a new installation starts with.

Where a decree fixes no day the source says so, and the day is the office's to change. Deadlines that exist
already (by label, reporter and legal basis) are left alone; going back removes those that nobody has changed
and no report refers to.
"""

from datetime import date

from django.db import migrations
from django.utils import timezone

LOADED = "Danh mục ban đầu"
OWN_DAY = "mặc định của phần mềm, đổi theo quy định của tỉnh"
TT_23 = "Thông tư 23/2022/TT-BTC"

PROJECT = {"reporter": "project"}
NGO = {"reporter": "ngo"}
PROVINCE = {"reporter": "province"}
OF_OWNER = "của chủ khoản viện trợ"

# Days of the owners' half-yearly and yearly reports under each decree: (day, month), the second in the next year.
UNDER_DECREES = (
    ("qd64-2001", "Quyết định 64/2001/QĐ-TTg", (15, 7), (31, 1)),
    ("nd93-2009", "Nghị định 93/2009/NĐ-CP, Thông tư 07/2010/TT-BKH", (15, 7), (31, 1)),
    ("nd80-2020", "Nghị định 80/2020/NĐ-CP, Điều 14-15", (15, 7), (5, 1)),
    ("nd313-2025", "Nghị định 313/2025/NĐ-CP", (15, 7), (5, 1)),
)


def of_owners():
    for basis, decree, half, year in UNDER_DECREES:
        common = {**PROJECT, "legal_basis": basis, "source": f"{decree}; ngày {OWN_DAY}"}
        yield {
            **common,
            "label": f"Báo cáo 6 tháng {OF_OWNER}",
            "kind": "half_year",
            "day": half[0],
            "month": half[1],
        }
        yield {
            **common,
            "label": f"Báo cáo năm {OF_OWNER}",
            "kind": "annual",
            "day": year[0],
            "month": year[1],
            "year_offset": 1,
        }
    yield {
        **PROJECT,
        "label": f"Báo cáo kết thúc {OF_OWNER}",
        "kind": "final",
        "months_after_end": 6,
        "source": "Nghị định 80/2020/NĐ-CP, Điều 13-14: không quá 6 tháng sau khi kết thúc",
    }


def of_ngos():
    old = {**NGO, "in_force_from": date(2012, 6, 1), "in_force_to": date(2022, 10, 31)}
    source = f"Nghị định 12/2012/NĐ-CP; ngày {OWN_DAY}"
    yield {
        **old,
        "label": "Báo cáo 6 tháng của tổ chức PCPNN",
        "kind": "half_year",
        "day": 15,
        "month": 7,
        "source": source,
    }
    yield {
        **old,
        "label": "Báo cáo năm của tổ chức PCPNN",
        "kind": "annual",
        "day": 15,
        "month": 1,
        "year_offset": 1,
        "source": source,
    }
    yield {
        **NGO,
        "label": "Báo cáo năm của tổ chức PCPNN (mẫu số 05)",
        "kind": "annual",
        "day": 18,
        "month": 12,
        "in_force_from": date(2022, 11, 1),
        "source": "Nghị định 58/2022/NĐ-CP, khoản 5 Điều 21; số liệu từ 15/12 năm trước đến 14/12",
    }


def of_province():
    yield {
        **PROVINCE,
        "label": "Báo cáo tổng hợp viện trợ PCPNN gửi Bộ Kế hoạch và Đầu tư, Bộ Tài chính",
        "kind": "annual",
        "day": 15,
        "month": 1,
        "year_offset": 1,
        "in_force_from": date(2020, 9, 17),
        "source": "Nghị định 80/2020/NĐ-CP, khoản 9 Điều 13",
    }
    yield {
        **PROVINCE,
        "label": "Báo cáo hoạt động của các tổ chức PCPNN gửi Bộ Ngoại giao và Ủy ban công tác về các tổ chức PCPNN",
        "kind": "annual",
        "day": 18,
        "month": 12,
        "in_force_from": date(2022, 11, 1),
        "source": "Nghị định 58/2022/NĐ-CP, Điều 22, mẫu số 04",
    }
    half, year = "6 tháng", "năm"
    finance = (
        (f"Báo cáo {half} đầu năm về viện trợ thuộc nguồn thu ngân sách", "half_year", 31, 7, 0, "Điều 20"),
        (f"Báo cáo {half} cuối năm về viện trợ thuộc nguồn thu ngân sách", "half_year", 15, 2, 1, "Điều 20"),
        (f"Báo cáo {year} về viện trợ thuộc nguồn thu ngân sách", "annual", 28, 2, 1, "Điều 20"),
        (f"Báo cáo tổng hợp {half} đầu năm của Sở Tài chính gửi Bộ Tài chính", "half_year", 10, 8, 0, "Điều 21"),
        (f"Báo cáo tổng hợp {year} của Sở Tài chính gửi Bộ Tài chính", "annual", 10, 3, 1, "Điều 21"),
    )
    for label, kind, day, month, offset, article in finance:
        yield {
            **PROVINCE,
            "label": label,
            "kind": kind,
            "day": day,
            "month": month,
            "year_offset": offset,
            "in_force_from": date(2022, 5, 20),
            "source": f"{TT_23}, {article}",
        }


def key_of(row):
    return row.label, row.reporter, row.legal_basis


def load(apps, schema_editor):
    alias = schema_editor.connection.alias
    model = apps.get_model("aid", "ReportDeadline")
    history = apps.get_model("aid", "HistoricalReportDeadline")
    taken = {key_of(row) for row in model.objects.using(alias)}
    rows = [model(**values) for values in (*of_owners(), *of_ngos(), *of_province())]
    rows = [row for row in rows if key_of(row) not in taken]
    model.objects.using(alias).bulk_create(rows)
    columns = [field.attname for field in model._meta.concrete_fields]
    kept = {"history_date": timezone.now(), "history_type": "+", "history_change_reason": LOADED}
    history.objects.using(alias).bulk_create(
        history(**kept, **{column: getattr(row, column) for column in columns}) for row in rows
    )


def unload(apps, schema_editor):
    alias = schema_editor.connection.alias
    history = apps.get_model("aid", "HistoricalReportDeadline").objects.using(alias)
    loaded = history.filter(history_change_reason=LOADED).values("id")
    changed = history.exclude(history_change_reason=LOADED).values("id")
    used = apps.get_model("aid", "ReportReceipt").objects.using(alias).exclude(deadline=None).values("deadline")
    rows = apps.get_model("aid", "ReportDeadline").objects.using(alias).filter(pk__in=loaded)
    pks = list(rows.exclude(pk__in=changed).exclude(pk__in=used).values_list("pk", flat=True))
    rows.filter(pk__in=pks).delete()
    history.filter(id__in=pks, history_change_reason=LOADED).delete()


class Migration(migrations.Migration):
    dependencies = [("aid", "0002_registers_in_depth")]

    operations = [migrations.RunPython(load, unload)]
