"""Codes, the legal basis, and money on one level."""

from datetime import date

import pytest

from aid.actions.projects import check_parent, next_code, save_project
from aid.choices import LegalBasis, Modality, Sector
from aid.models import AidProject
from config.accounts.models import User
from config.kit import writing
from config.kit.writing import RuleBroken
from tests.factories import aid as make


def test_the_first_code_of_a_year_is_one(db: None) -> None:
    make.make_project(code="VT-2015-099")
    assert next_code(2016) == "VT-2016-001"


def test_the_next_code_passes_gaps_archived_and_foreign_codes(db: None, staff: User) -> None:
    make.make_project(code="VT-2016-002")
    writing.archive(make.make_project(code="VT-2016-014"), by=staff, reason="Nhập trùng")
    make.make_project(code="VT-2016-tạm")
    make.make_project(code="DA-2016-500")
    assert next_code(2016) == "VT-2016-015"


def test_codes_go_on_past_three_digits(db: None) -> None:
    make.make_project(code="VT-2016-999")
    assert next_code(2016) == "VT-2016-1000"


def test_an_empty_legal_basis_follows_the_approval(staff: User) -> None:
    project = AidProject(code="VT-1", name="Nước sạch", modality=Modality.PROJECT, approval_on=date(2020, 9, 17))
    assert save_project(project, {}, by=staff).legal_basis == LegalBasis.ND_80_2020


def test_a_given_legal_basis_stays(staff: User) -> None:
    project = AidProject(
        code="VT-1",
        name="Nước sạch",
        modality=Modality.PROJECT,
        approval_on=date(2020, 9, 17),
        legal_basis=LegalBasis.ND_93_2009,
    )
    assert save_project(project, {}, by=staff).legal_basis == LegalBasis.ND_93_2009


def test_a_project_without_approval_has_no_legal_basis(staff: User) -> None:
    project = AidProject(code="VT-1", name="Nước sạch", modality=Modality.PROJECT)
    assert save_project(project, {}, by=staff).legal_basis == ""


def test_a_project_is_stored_with_its_parts(staff: User) -> None:
    project = AidProject(code="VT-1", name="Nước sạch", modality=Modality.PROJECT)
    save_project(project, {"sector_shares": [{"sector": Sector.HEALTH, "percent": None}]}, by=staff)
    assert [share.sector for share in project.sector_shares.all()] == [Sector.HEALTH]
    assert project.sector_shares.get().history.get().history_user == staff


def test_a_programme_may_be_a_parent(db: None) -> None:
    check_parent(make.make_project(), make.make_project(modality=Modality.PROGRAMME))


@pytest.mark.parametrize("modality", [Modality.PROJECT, Modality.NON_PROJECT, Modality.EMERGENCY_RELIEF])
def test_only_a_programme_is_a_parent(db: None, modality: Modality) -> None:
    with pytest.raises(RuleBroken, match="không phải chương trình"):
        check_parent(make.make_project(), make.make_project(modality=modality))


def test_a_programme_is_not_its_own_parent(db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    with pytest.raises(RuleBroken, match="không thể thuộc chính nó"):
        check_parent(programme, programme)


def test_a_component_is_no_parent(db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    component = make.make_project(modality=Modality.PROGRAMME, parent=programme)
    with pytest.raises(RuleBroken, match="đã thuộc chương trình khác"):
        check_parent(make.make_project(), component)


def test_a_programme_with_components_gets_no_parent(db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    component = make.make_project(modality=Modality.PROGRAMME, parent=programme)
    with pytest.raises(RuleBroken, match="đang có dự án thành phần"):
        check_parent(programme, component)
    with pytest.raises(RuleBroken, match="đang có dự án thành phần"):
        check_parent(programme, make.make_project(modality=Modality.PROGRAMME))


def test_a_programme_with_components_stays_a_programme(db: None) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    make.make_project(parent=programme)
    programme.modality = Modality.PROJECT
    with pytest.raises(RuleBroken, match="phải là chương trình"):
        check_parent(programme, None)


@pytest.mark.parametrize("row", [make.make_commitment, make.make_disbursement])
def test_a_programme_that_holds_money_is_no_parent(db: None, row: object) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    row(project=programme)  # type: ignore[operator]
    with pytest.raises(RuleBroken, match="tiền chỉ ghi ở một cấp"):
        check_parent(make.make_project(), programme)


def test_archived_money_does_not_stand_in_the_way(db: None, staff: User) -> None:
    programme = make.make_project(modality=Modality.PROGRAMME)
    writing.archive(make.make_commitment(project=programme), by=staff, reason="Ghi nhầm cấp")
    check_parent(make.make_project(), programme)
