"""The demonstration: the same rows every time, figures that agree with the published ones, gone without a trace."""

import hashlib
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction
from django.db.models import Count, Sum

from aid.models import (
    AidProject,
    Amendment,
    Commitment,
    Disbursement,
    ExchangeRate,
    ForeignNGO,
    NGOAlias,
    ProjectOutput,
    ReportReceipt,
    StageChange,
)
from aid.queries.reporting import report_rows
from aid.rules.stages import WAY
from associations.models import FriendshipAssociation, PartnerOrganisation
from associations.queries import southeast_asian_partners, training_by_year
from config.accounts.models import Role, User
from config.kit.periods import Period
from config.kit.writing import RuleBroken, archive, lock, record_models, save, set_parts
from config.office.demonstration import LABEL, REGISTER, is_demonstration
from config.office.demonstration.build import build, records_of_the_office
from config.office.demonstration.remove import remove
from config.reference.models import ImportBatch, IssuingBody, Signatory
from delegations.models import Delegation
from delegations.results import disagreements
from reports.facts import gather
from reports.measures import figure
from reports.models import Milestone, Target

pytestmark = pytest.mark.django_db

AT = datetime(2021, 1, 11, 2, 0, tzinfo=UTC)
TERM = Period(date(2015, 1, 1), date(2020, 12, 31), "giai đoạn 2015-2020")


@pytest.fixture(scope="class")
def filled_once(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    """One filling for all tests that only look: in a transaction around those of the tests."""
    with django_db_blocker.unblock(), transaction.atomic():
        build(at=AT)
        yield
        transaction.set_rollback(True)


def command(*words: str) -> str:
    said = StringIO()
    call_command("seed_demo", *words, stdout=said)
    return said.getvalue()


def sizes() -> dict[str, int]:
    """How many rows every table of ours holds, history included."""
    return {model._meta.db_table: model._base_manager.count() for model in apps.get_models()}


def ledger_print() -> str:
    """One hash over all that the ledger says."""
    names = ("project__code", "donor__code", "amount", "currency", "dated_on", "dated_precision", "usd_cents", "vnd")
    rows = [
        "|".join(f"{value:f}" if name == "amount" else str(value) for name, value in zip(names, row, strict=True))
        for model in (Commitment, Disbursement)
        for row in model.objects.order_by("pk").values_list(*names)
    ]
    return hashlib.sha256("\n".join(rows).encode()).hexdigest()


def usd(model: Any, first: date, last: date) -> int:
    total: int = model.objects.counted().filter(dated_on__range=(first, last)).aggregate(usd=Sum("usd_cents"))["usd"]
    return total


@pytest.mark.usefixtures("filled_once")
class TestWhatItHolds:
    def test_counts(self) -> None:
        delegations = Delegation.objects.filter(direction="in")
        assert {
            "givers": ForeignNGO.objects.count(),
            "projects": AidProject.objects.count(),
            "commitments": Commitment.objects.count(),
            "disbursements": Disbursement.objects.count(),
            "rates": ExchangeRate.objects.count(),
            "incoming": delegations.count(),
            "medical": delegations.filter(kind="medical").count(),
            "volunteers": delegations.filter(kind="volunteers").count(),
            "outgoing": Delegation.objects.filter(direction="out").count(),
        } == {
            "givers": 78,
            "projects": 130,
            "commitments": 198,
            "disbursements": 680,
            "rates": 924,
            "incoming": 92,
            "medical": 22,
            "volunteers": 40,
            "outgoing": 12,
        }

    @pytest.mark.parametrize(
        ("day", "related", "direct"),
        [(date(1995, 12, 31), 5, 5), (date(1996, 12, 31), 6, 6), (date(2015, 12, 31), 71, 33), (TERM.end, 73, 34)],
    )
    def test_organisations_in_relation(self, day: date, related: int, direct: int) -> None:
        assert ForeignNGO.objects.related_on(day).count() == related
        assert ForeignNGO.objects.related_on(day, kind="direct").count() == direct  # type: ignore[arg-type]

    def test_steps_lead_to_where_their_projects_stand(self) -> None:
        last: dict[str, str] = {}
        for step in StageChange.objects.select_related("project").order_by("changed_on", "pk"):
            assert WAY.find(step.from_stage, step.to_stage) is not None
            assert last.get(step.project.code, step.from_stage) == step.from_stage
            last[step.project.code] = step.to_stage
        assert last == {row.code: row.stage for row in AidProject.objects.filter(code__in=last)}
        assert len(last) == 16

    def test_decisions_of_change_agree_with_the_ledger_and_their_projects(self) -> None:
        decisions = list(Amendment.objects.select_related("commitment", "project").order_by("project__code", "pk"))
        told = [(one.project.code, one.number, [kind.value for kind in one.kinds]) for one in decisions]
        assert told == [
            ("VT-2013-003", "1356/QĐ-UBND", ["value", "owner", "content"]),
            ("VT-2013-010", "186/QĐ-UBND", ["value"]),
            ("VT-2013-010", "3292/QĐ-UBND", ["value", "time", "content"]),
            ("VT-2016-007", "3026/QĐ-UBND", ["value", "time", "content"]),
        ]
        for one in decisions:
            row = one.commitment
            assert row is not None
            assert (row.project, row.dated_on, row.document) == (one.project, one.decided_on, one.number)
            assert one.new_end in (None, one.project.end)
            assert one.new_owner_id in (None, one.project.owner_id)

    def test_money_of_the_term(self) -> None:
        assert usd(Commitment, TERM.start, TERM.end) == 3_723_492_864
        assert usd(Disbursement, TERM.start, TERM.end) == 3_040_874_432

    def test_the_year_2010_agrees_with_what_was_published(self) -> None:
        year = (
            Disbursement.objects.counted().filter(dated_on__year=2010).aggregate(usd=Sum("usd_cents"), dong=Sum("vnd"))
        )
        assert year["usd"] == 534_419_304
        assert year["dong"] > 100_000_000_000

    @pytest.mark.parametrize(
        ("day", "committed", "disbursed"),
        [(date(2017, 12, 31), False, False), (date(2018, 12, 31), True, False), (date(2019, 12, 31), True, True)],
    )
    def test_the_pace_changes_from_behind_to_on_course(self, day: date, committed: bool, disbursed: bool) -> None:
        passed = (day - TERM.start).days + 1
        days = (TERM.end - TERM.start).days + 1
        assert (usd(Commitment, TERM.start, day) * days >= 3_500_000_000 * passed) is committed
        assert (usd(Disbursement, TERM.start, day) * days >= 3_000_000_000 * passed) is disbursed

    def test_one_disbursement_has_no_rate(self) -> None:
        lacking = Disbursement.objects.filter(usd_cents=None)
        assert list(lacking.values_list("project__code", "currency", "vnd")) == [("VT-2016-012", "CHF", None)]
        assert not Commitment.objects.filter(usd_cents=None).exists()

    def test_reports_that_came_are_history(self) -> None:
        """The office follows due days from its installation on: nothing of these years is overdue."""
        receipts = ReportReceipt.objects.order_by().values_list("kind").annotate(Count("pk"))
        assert dict(receipts) == {"annual": 314, "final": 34}
        assert set(ReportReceipt.objects.values_list("year", flat=True)) == {2016, 2017, 2018, 2019}
        assert [row for row in report_rows(TERM.end) if row.is_open] == []

    def test_estimates_stand_at_the_end_of_2020(self) -> None:
        estimates = Disbursement.objects.filter(status="estimate")
        assert estimates.aggregate(rows=Count("pk"), usd=Sum("usd_cents")) == {"rows": 8, "usd": 47_160_370}
        assert set(estimates.values_list("dated_on__year", flat=True)) == {2020}

    def test_money_of_archived_and_refused_projects_does_not_count(self) -> None:
        for code in ("VT-2017-010", "VT-2018-011"):
            assert Commitment.objects.filter(project__code=code).exists()
            assert not Commitment.objects.counted().filter(project__code=code).exists()

    def test_a_withdrawn_project_closes_at_nothing(self) -> None:
        assert Commitment.objects.filter(project__stage="revoked").aggregate(left=Sum("usd_cents")) == {"left": 0}

    def test_a_programme_has_its_money_in_its_components(self) -> None:
        programme = AidProject.objects.get(modality="programme")
        assert list(programme.components.values_list("code", flat=True)) == [
            "VT-2012-002",
            "VT-2012-003",
            "VT-2012-004",
        ]
        assert not programme.commitments.exists()
        assert not programme.disbursements.exists()

    def test_the_saemaul_works_of_la_bang(self) -> None:
        outputs = ProjectOutput.objects.filter(project__code="VT-2010-004").order_by("handed_over_on")
        assert list(outputs.values_list("kind", "quantity", "unit", "place__name", "place__parent__name")) == [
            ("culture_house", 1, "nhà", "Xã La Bằng", "Huyện Đại Từ"),
            ("power_line", Decimal("2.4"), "km", "Xã La Bằng", "Huyện Đại Từ"),
            ("road", Decimal("3.5"), "km", "Xã La Bằng", "Huyện Đại Từ"),
            ("health_station", 1, "trạm", "Xã La Bằng", "Huyện Đại Từ"),
            ("primary_school", 1, "trường", "Xã La Bằng", "Huyện Đại Từ"),
        ]
        donor = AidProject.objects.get(code="VT-2010-004").donors.get().ngo
        assert list(ForeignNGO.objects.search("kieng sang buk")) == [donor]

    def test_missions_and_volunteers_agree_with_what_was_published(self) -> None:
        window = Delegation.objects.counted().filter(arrival_on__range=(date(2010, 1, 1), date(2015, 12, 31)))
        assert window.filter(kind="medical").aggregate(
            groups=Count("pk"), visits=Sum("patient_visits"), medicine=Sum("medicine_vnd")
        ) == {"groups": 22, "visits": 7_230, "medicine": 4_120_000_000}
        assert window.filter(kind="volunteers").aggregate(groups=Count("pk"), value=Sum("works_vnd")) == {
            "groups": 40,
            "value": 15_300_000_000,
        }

    def test_the_published_sentences_stand_on_its_own_rows(self) -> None:
        """Hơn 20 đoàn, hơn 7.000 lượt người, thuốc hơn 4 tỷ đồng; khoảng 40 đoàn, trên 15 tỷ đồng: by the figures
        that reports take, which sum the rows of each mission that kept them."""
        facts = gather(Period(date(2010, 1, 1), date(2015, 12, 31), "2010-2015"))
        groups = {part.key: part.value for part in figure("delegations_in_by_kind").parts(facts)}
        keys = ("patient_visits", "medicine_vnd", "volunteer_works_vnd")
        assert (groups["medical"], groups["volunteers"]) == (22, 40)
        assert {key: figure(key).total(facts) for key in keys} == {
            "patient_visits": 7_230,
            "medicine_vnd": 4_120_000_000,
            "volunteer_works_vnd": 15_300_000_000,
        }

    def test_rows_of_missions_add_up_to_their_totals(self) -> None:
        missions = Delegation.objects.filter(sessions__isnull=False).distinct()
        groups = Delegation.objects.filter(works__isnull=False).distinct()
        assert (missions.count() > 10, groups.count() > 10) == (True, True)
        assert [disagreements(one) for one in (*missions, *groups) if disagreements(one)] == []
        assert Delegation.objects.filter(kind="medical", sessions=None).exists()

    def test_odd_delegations_are_there(self) -> None:
        over_new_year = [
            d for d in Delegation.objects.all() if d.departure_on and d.departure_on.year > d.arrival_on.year
        ]
        assert len(over_new_year) >= 1
        assert Delegation.objects.filter(headcount=20, headcount_qualifier="khoảng").count() == 1
        assert Delegation.objects.filter(arrival_precision="month").count() == 1
        assert Delegation.objects.filter(status="cancelled").count() == 1

    def test_a_class_in_every_year_but_one(self) -> None:
        held = training_by_year(Period(date(2010, 1, 1), TERM.end, "2010-2020"))
        assert held == {
            **dict.fromkeys((2010, 2011, 2012, 2013, 2014, 2015), 1),
            **{2016: 2, 2017: 0, 2018: 1, 2019: 2, 2020: 1},
        }

    def test_partners_in_south_east_asia(self) -> None:
        found = southeast_asian_partners(TERM, TERM.end)
        assert [line.country for line in found.established] == ["Campuchia", "Thái Lan", "Philippines"]
        assert [line.country for line in found.extended] == ["Lào"]
        assert sorted(found.new_countries) == ["Campuchia", "Philippines", "Thái Lan"]

    def test_the_two_money_targets_have_milestones_that_end_at_the_goal(self) -> None:
        marked = Target.objects.exclude(milestones=None).distinct().order_by("position")
        assert [target.figure for target in marked] == ["committed_usd", "disbursed_usd"]
        for target in marked:
            path = list(target.milestones.values_list("year", "goal"))
            assert [year for year, _ in path] == list(range(2015, 2021))
            assert path[-1] == (2020, target.goal)

    def test_three_associations_and_the_signatory(self) -> None:
        assert FriendshipAssociation.objects.count() == 3
        assert PartnerOrganisation.objects.filter(kind="twin_locality").count() == 4
        body = IssuingBody.objects.get(is_default=True)
        assert [str(one) for one in body.signatories.all()] == ["CHỦ TỊCH Trần Minh Đức"]

    def test_every_record_is_valid_and_marked(self) -> None:
        batch = ImportBatch.objects.get(register=REGISTER)
        for model in record_models():
            for row in model._base_manager.filter(import_batch=batch):
                row.full_clean(validate_unique=False, validate_constraints=False)
        assert records_of_the_office() == 0
        assert is_demonstration()

    def test_the_history_says_that_the_rows_are_invented(self) -> None:
        project = AidProject.objects.get(code="VT-2010-004")
        first = project.history.get()
        assert (str(first.history_user), first.history_change_reason) == ("Nguyễn Thu Hà", LABEL)

    def test_the_whole_word_search_finds_it(self) -> None:
        assert list(AidProject.objects.search("rung van la bang").values_list("code", flat=True)) == [
            "VT-2010-004",
            "VT-2016-007",
        ]


class TestTheSameEveryTime:
    def test_twice_and_on_every_database(self) -> None:
        expected = "cc3edd80f9937bd3626876608a8eb619aa0aff343ec2068bcc321c685d29555d"
        build(at=AT)
        assert ledger_print() == expected
        remove()
        build(at=AT)
        assert ledger_print() == expected


class TestRemoval:
    def test_leaves_an_empty_installation(self) -> None:
        before = sizes()
        build(at=AT)
        assert sizes() != before
        assert remove() == []
        assert sizes() == before
        assert not is_demonstration()

    def test_takes_dependent_records_when_asked(self) -> None:
        before = sizes()
        build(at=AT)
        own_row()
        own_project_with_a_donor_of_the_demonstration()
        remove(with_dependents=True)
        assert sizes() == before

    def test_without_a_demonstration_it_says_so(self) -> None:
        with pytest.raises(CommandError, match="không có dữ liệu minh họa"):
            command("--remove")


@pytest.mark.usefixtures("filled_once")
class TestRemovalAmongOtherRecords:
    def test_takes_what_people_changed_in_it(self) -> None:
        ngo = lock(ForeignNGO, ForeignNGO.objects.get(code="PCP-045").pk)
        ngo.website = "saemaul.example"
        save(ngo, by=None)
        set_parts(ngo, "aliases", [], by=None)
        archive(AidProject.objects.get(code="VT-2010-001"), by=None, reason="Thử lưu trữ")
        remove()
        assert records_of_the_office() == 0
        assert not any(history_of(model).exists() for model in (ForeignNGO, NGOAlias, AidProject))

    def test_is_refused_while_a_record_of_the_office_depends_on_it(self) -> None:
        own_row()
        before = sizes()
        with pytest.raises(RuleBroken) as refused:
            remove()
        assert str(refused.value) == (
            "Chưa xóa gì: 1 hồ sơ do đơn vị nhập đang gắn với dữ liệu minh họa: giải ngân “giải ngân 05/03/2019”. "
            "Gắn các hồ sơ này vào dữ liệu thật, hoặc chạy “seed_demo --remove --with-dependents” để xóa cả chúng."
        )
        assert sizes() == before

    def test_names_the_owner_of_a_part_that_depends(self) -> None:
        own_project_with_a_donor_of_the_demonstration()
        with pytest.raises(RuleBroken, match=r"1 hồ sơ .*: khoản viện trợ “Nước sạch xã Tức Tranh”"):
            remove()

    def test_switches_off_an_account_that_the_history_names(self) -> None:
        staff = User.objects.get(username="nhanvien")
        save(ForeignNGO(code="A1", name="Hội Bạn Việt Nam"), by=staff)
        assert remove() == ["Tài khoản nhanvien đã được ghi trong lịch sử của hồ sơ khác nên chỉ tắt, không xóa."]
        assert list(User.objects.values_list("username", "is_active")) == [("nhanvien", False)]
        assert ForeignNGO.objects.get().history.get().history_user == staff

    def test_keeps_a_signatory_whom_the_office_named(self) -> None:
        signatory = Signatory.objects.get()
        signatory.name = "Đặng Văn Thưởng"
        save(signatory, by=None)
        remove()
        assert list(Signatory.objects.values_list("name", flat=True)) == ["Đặng Văn Thưởng"]

    def test_keeps_a_milestone_that_the_office_changed(self) -> None:
        milestone = Milestone.objects.get(target__figure="disbursed_usd", year=2016)
        milestone.goal = 9_000_000
        save(milestone, by=None)
        remove()
        assert list(Milestone.objects.values_list("year", "goal")) == [(2016, 9_000_000)]


class TestCommand:
    def test_prints_the_accounts_and_that_the_data_are_invented(self) -> None:
        assert command().splitlines() == [
            "Đã nạp dữ liệu minh họa: tổ chức, người và số tiền đều là tự đặt, không phải số liệu thật.",
            "Ba tài khoản, mật khẩu cau-noi-2015:",
            "  lanhdao    Trần Minh Đức, Chủ tịch",
            "  nhanvien   Nguyễn Thu Hà, Chuyên viên",
            "  quantri    Phạm Quỳnh Anh, Quản trị",
        ]
        assert list(User.objects.order_by("username").values_list("username", "role", "is_demonstration")) == [
            ("lanhdao", Role.LEADER, True),
            ("nhanvien", Role.STAFF, True),
            ("quantri", Role.ADMIN, True),
        ]
        assert User.objects.get(username="lanhdao").check_password("cau-noi-2015")

    def test_second_filling_is_refused_and_changes_nothing(self) -> None:
        command()
        before = sizes()
        with pytest.raises(CommandError, match="đã có dữ liệu minh họa"):
            command()
        assert sizes() == before

    def test_accounts_are_told_while_they_exist(self) -> None:
        assert command("--accounts") == ""
        command()
        assert command("--accounts").splitlines()[0] == "Ba tài khoản, mật khẩu cau-noi-2015:"

    def test_refuses_a_database_with_records_of_the_office(self) -> None:
        save(ForeignNGO(code="A1", name="Hội Bạn Việt Nam"), by=None)
        with pytest.raises(CommandError, match="đã có 1 hồ sơ do đơn vị nhập"):
            command()
        assert not User.objects.exists()

    def test_refuses_a_name_that_is_taken(self, staff: User) -> None:
        with pytest.raises(CommandError, match="Tên đăng nhập nhanvien đã có người dùng"):
            command()
        assert not is_demonstration()

    def test_an_office_with_its_administrator_may_look_at_it(self) -> None:
        User.objects.create_user("truongphong", "mat-khau-rieng", full_name="Hoàng Đức Ẩn", role=Role.ADMIN)
        command()
        command("--remove")
        assert list(User.objects.values_list("username", flat=True)) == ["truongphong"]


def history_of(model: Any) -> Any:
    return model.history.all()


def own_row() -> Disbursement:
    project = AidProject.objects.get(code="VT-2016-007")
    return save(
        Disbursement(
            project=project, amount=100, currency="USD", dated_on=date(2019, 3, 5), usd_cents=10_000, usd_basis="same"
        ),
        by=None,
    )


def own_project_with_a_donor_of_the_demonstration() -> AidProject:
    project = save(AidProject(code="DA-1", name="Nước sạch xã Tức Tranh", modality="project"), by=None)
    set_parts(project, "donors", [{"ngo": ForeignNGO.objects.get(code="PCP-070"), "percent": None}], by=None)
    return project
