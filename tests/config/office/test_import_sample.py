"""The office's own ledger goes in as it is; its right answers stand beside it (tests/samples)."""

import io
import json
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Sum

from aid.choices import CommitmentKind, LegalBasis, RelationKind, Stage, Status
from aid.models import AidProject, Commitment, Disbursement, ExchangeRate, ForeignNGO
from associations.models import TrainingClass
from config.kit.writing import record_models
from config.reference.models import ImportBatch

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
LEDGER = SAMPLES / "so-theo-doi-vien-tro.xlsx"
EXPECTED = json.loads((SAMPLES / "so-theo-doi-vien-tro.expected.json").read_text())

pytestmark = pytest.mark.django_db


def run(*args: str) -> dict[str, Any]:
    out = io.StringIO()
    call_command("import_workbook", str(LEDGER), *args, "--format", "json", stdout=out)
    return json.loads(out.getvalue())  # type: ignore[no-any-return]


def dollars(cents: int) -> str:
    return f"{cents // 100}.{cents % 100:02d}"


def by_year(model: Any, column: str) -> dict[str, int]:
    rows = model.objects.values_list("dated_on__year").annotate(total=Sum(column)).order_by("dated_on__year")
    return {str(year): total for year, total in rows}


def counts() -> dict[str, int]:
    return {model._meta.label_lower: model._base_manager.count() for model in record_models()}


def test_answer_is_the_agreed_form() -> None:
    answer = run()

    assert sorted(answer) == ["rows", "summary"]
    assert answer["summary"] == {"new": 299, "changed": 0, "same": 0, "refused": 0}
    assert answer["rows"][0] == {"sheet": "Tổ chức", "row": 2, "register": "ngos", "action": "new", "errors": []}
    assert answer["rows"][-1] == {"sheet": "Tập huấn", "row": 4, "register": "training", "action": "new", "errors": []}


def test_sums_by_calendar_year_are_exact() -> None:
    run()

    for model, name in ((Commitment, "committed"), (Disbursement, "disbursed")):
        usd = {year: dollars(cents) for year, cents in by_year(model, "usd_cents").items()}
        assert usd == EXPECTED[f"{name}_usd"]
        assert {year: str(vnd) for year, vnd in by_year(model, "vnd").items()} == EXPECTED[f"{name}_vnd"]


def test_counts_unconverted_and_estimates() -> None:
    run()

    models = (
        ("ngos", ForeignNGO),
        ("projects", AidProject),
        ("commitments", Commitment),
        ("disbursements", Disbursement),
        ("training", TrainingClass),
        ("rates", ExchangeRate),
    )
    assert {name: model.objects.count() for name, model in models} == EXPECTED["counts"]
    open_rows = Disbursement.objects.filter(usd_cents=None).select_related("project")
    told = [f"{row.project.code} {row.dated_on} {row.amount:.0f} {row.currency}" for row in open_rows]
    assert told == EXPECTED["unconverted"]
    assert list(Disbursement.objects.filter(vnd=None)) == list(open_rows)
    estimate = Disbursement.objects.filter(status=Status.ESTIMATE).aggregate(total=Sum("usd_cents"))["total"]
    assert {"2016": dollars(estimate)} == EXPECTED["disbursed_estimate_usd"]


def test_sums_by_sector_and_by_organisation() -> None:
    run()

    sectors: dict[str, int] = defaultdict(int)
    for row in Disbursement.objects.prefetch_related("project__sector_shares"):
        sectors[row.project.sector_shares.get().get_sector_display()] += row.usd_cents or 0
    assert {name: dollars(cents) for name, cents in sectors.items()} == EXPECTED["disbursed_usd_by_sector"]
    ngos: dict[str, int] = defaultdict(int)
    for commitment in Commitment.objects.prefetch_related("project__donors__ngo"):
        ngos[commitment.project.donors.get().ngo.name] += commitment.usd_cents or 0
    assert {name: dollars(cents) for name, cents in ngos.items()} == EXPECTED["committed_usd_by_ngo"]


def test_negative_rows_become_decreases_and_a_refund() -> None:
    run()

    changes = Commitment.objects.filter(amount__lt=0).order_by("pk").values_list("project__code", "kind", "note")
    assert list(changes) == [
        (code, CommitmentKind.AMENDMENT, "Điều chỉnh giảm") for code in ("TN-2015-05", "TN-2016-12", "TN-2014-19")
    ]
    assert Commitment.objects.filter(kind=CommitmentKind.INITIAL).count() == 20
    refund = Disbursement.objects.get(is_refund=True)
    assert (refund.project.code, refund.amount, refund.note) == ("TN-2015-11", -1_500_000, "Hoàn trả")


def test_a_project_is_stored_with_all_its_sheet_says() -> None:
    run()

    project = AidProject.objects.get(code="TN-2015-02")
    assert project.name == "Trường tiểu học và nhà văn hóa xóm Rừng Vần"
    assert (str(project.start), str(project.end)) == ("08/06/2015", "31/12/2017")
    assert (project.approval_number, f"{project.approval_on}") == ("113/QĐ-UBND", "2015-06-09")
    assert (project.legal_basis, project.stage) == (LegalBasis.ND_93_2009, Stage.IMPLEMENTING)
    assert (project.counterpart_vnd, project.owner and project.owner.name) == (50_000_000, "UBND huyện Đại Từ")
    assert [share.place.full_name for share in project.place_shares.all()] == ["Xã La Bằng, Huyện Đại Từ"]
    assert [donor.ngo.name for donor in project.donors.all()] == ["Saemaul Friends Association"]


def test_an_organisation_is_stored_with_certificate_and_relation() -> None:
    run()

    korea = ForeignNGO.objects.get(name="Green Bridge Korea")
    assert (korea.code, str(korea.home_country)) == ("TC-001", "Hàn Quốc")
    assert [(one.number, str(one.expires_on)) for one in korea.certificates.all()] == [("HĐ-112", "2016-05-20")]
    thames = ForeignNGO.objects.get(name="Thames Literacy Circle")
    assert str(thames.home_country) == "Vương quốc Anh"
    assert [(one.kind, str(one.start)) for one in thames.relations.all()] == [(RelationKind.INDIRECT, "2013")]
    assert thames.certificates.count() == 0


def test_partial_dates_keep_their_precision() -> None:
    run()

    told = Disbursement.objects.exclude(dated_precision="day").order_by("pk")
    assert [str(row.dated) for row in told] == [
        "2014", "09/2014", "11/2015", "2016", "2016", "2014", "10/2014", "12/2015", "2016", "2016", "2014",
    ]  # fmt: skip


def test_every_record_names_its_batch_and_its_row() -> None:
    run()

    batch = ImportBatch.objects.get()
    assert (batch.state, batch.file_name) == ("saved", "so-theo-doi-vien-tro.xlsx")
    row = Commitment.objects.order_by("pk")[6]
    assert row.import_batch == batch
    reason = row.history.get().history_change_reason
    assert reason == f"Nhập lô {batch.pk}: so-theo-doi-vien-tro.xlsx, trang Cam kết dòng 8"


def test_a_second_import_finds_everything_the_same() -> None:
    run()
    before = counts()

    answer = run()

    assert answer["summary"] == {"new": 0, "changed": 0, "same": 299, "refused": 0}
    assert counts() == before
    assert ImportBatch.objects.count() == 1


def test_dry_run_writes_nothing() -> None:
    before = counts()

    answer = run("--dry-run")

    assert answer["summary"]["new"] == 299
    assert counts() == before
    assert ImportBatch.objects.count() == 0


def test_one_register_alone() -> None:
    answer = run("--register", "rates")

    assert answer["summary"] == {"new": 180, "changed": 0, "same": 0, "refused": 0}
    assert {row["register"] for row in answer["rows"]} == {"rates"}
    assert (ExchangeRate.objects.count(), ForeignNGO.objects.count()) == (180, 0)


def test_an_unknown_register_is_named_in_words() -> None:
    with pytest.raises(CommandError, match=r"^Không có sổ “du-an”\. Các sổ nhập được: rates, ngos, projects"):
        run("--register", "du-an")


def test_text_output_is_vietnamese() -> None:
    out = io.StringIO()

    call_command("import_workbook", str(LEDGER), stdout=out)

    lines = out.getvalue().splitlines()
    assert lines[-1] == "Đã ghi: 299 mới, 0 thay đổi, 0 trùng khớp, 0 bị từ chối."
    assert "Trang Giải ngân, dòng 56: Sẽ ghi nhưng chưa quy đổi sang USD (chưa có tỷ giá SEK)." in lines
