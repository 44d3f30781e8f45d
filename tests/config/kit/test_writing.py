"""The one door for writes: versions, history, parts, archive and restore."""

import pytest
from django.db import IntegrityError, transaction

from aid.models import ForeignNGO, NGOAlias
from config.kit import writing
from config.kit.changes import FieldChange, changes_of, changes_since
from config.kit.writing import RuleBroken, StaleRecord

pytestmark = pytest.mark.django_db


def saved(**fields):
    return writing.save(ForeignNGO(**{"code": "TC-001", "name": "Hội Saemaul", **fields}), by=None)


def test_save_new_record_has_version_one_and_one_history_row(staff):
    ngo = writing.save(ForeignNGO(code="TC-001", name="Hội Saemaul"), by=staff, reason="ghi sổ")

    row = ngo.history.get()
    assert (ngo.version, row.history_type, row.history_user, row.history_change_reason) == (1, "+", staff, "ghi sổ")


def test_save_again_raises_the_version(staff):
    ngo = saved()

    ngo.name_vi = "Hội Làng mới"
    writing.save(ngo, by=staff)

    ngo.refresh_from_db()
    assert (ngo.version, ngo.history.count()) == (2, 2)


def test_lock_refuses_another_version():
    ngo = saved()

    with pytest.raises(StaleRecord) as caught, transaction.atomic():
        writing.lock(ForeignNGO, ngo.pk, version=7)

    assert caught.value.current.version == 1


def test_search_key_is_folded_from_all_names():
    saved(name="Quỹ Đường Về", name_vi="Đại Từ xanh", abbreviation="QĐV")

    assert [ngo.code for ngo in ForeignNGO.objects.search("dai tu duong")] == ["TC-001"]
    assert list(ForeignNGO.objects.search("dai hoc")) == []


def test_search_finds_an_alias():
    ngo = saved()
    writing.set_parts(ngo, "aliases", [{"name": "Kieng Sang Buk"}], by=None)

    assert list(ForeignNGO.objects.search("kieng BUK")) == [ngo]


def test_set_parts_adds_changes_and_removes_with_history(staff):
    ngo = saved()
    writing.set_parts(ngo, "aliases", [{"name": "Tên cũ"}, {"name": "Tên bỏ"}], by=staff)
    old = NGOAlias.objects.get(name="Tên cũ")

    changed = writing.set_parts(ngo, "aliases", [{"id": old.pk, "name": "Tên mới"}, {"name": "Tên thêm"}], by=staff)

    assert changed is True
    assert sorted(ngo.aliases.values_list("name", flat=True)) == ["Tên mới", "Tên thêm"]
    assert sorted(NGOAlias.history.values_list("history_type", flat=True)) == ["+", "+", "+", "-", "~"]


def test_set_parts_with_equal_rows_writes_nothing():
    ngo = saved()
    writing.set_parts(ngo, "sectors", [{"sector": "health"}, {"sector": "education"}], by=None)

    changed = writing.set_parts(ngo, "sectors", [{"sector": "education"}, {"sector": "health"}], by=None)

    assert changed is False
    assert [row.history.count() for row in ngo.sectors.all()] == [1, 1]


def test_archive_needs_a_reason():
    ngo = saved()

    with pytest.raises(RuleBroken, match="Chưa ghi lý do lưu trữ"):
        writing.archive(ngo, by=None, reason="   ")

    assert ForeignNGO.objects.active().count() == 1


def test_archive_then_restore_leaves_the_record_as_it_was(staff):
    ngo = saved()

    writing.archive(ngo, by=staff, reason="trùng với TC-002")
    archived = ForeignNGO.objects.get()
    writing.restore(ngo, by=staff)

    restored = ForeignNGO.objects.get()
    assert (archived.is_archived, archived.archive_reason) == (True, "trùng với TC-002")
    assert (restored.is_archived, restored.archive_reason, restored.version) == (False, "", 3)


def test_archive_twice_and_restore_twice_are_refused():
    ngo = saved()
    writing.archive(ngo, by=None, reason="trùng")

    with pytest.raises(RuleBroken, match="đã được lưu trữ"):
        writing.archive(ngo, by=None, reason="trùng")
    writing.restore(ngo, by=None)
    with pytest.raises(RuleBroken, match="không cần khôi phục"):
        writing.restore(ngo, by=None)


@pytest.mark.parametrize("fields", [{"archive_reason": "lý do"}, {"version": 0}])
def test_database_refuses_what_must_never_be(fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        ForeignNGO.objects.create(code="TC-009", name="Sai", **fields)


def test_changes_are_told_field_by_field(staff):
    ngo = saved()
    ngo.name_vi = "Hội Làng mới"
    writing.save(ngo, by=staff, reason="theo công văn 12")
    writing.set_parts(ngo, "relations", [{"kind": "direct", "start": None}], by=staff)

    newest, edited, created = changes_of(ngo)

    assert (newest.act, newest.subject) == ("thêm", "quan hệ với tỉnh")
    assert newest.fields == (FieldChange("quan hệ", "–", "Trực tiếp"),)
    assert (edited.act, edited.who, edited.reason) == ("sửa", str(staff), "theo công văn 12")
    assert edited.fields == (FieldChange("tên tiếng Việt", "–", "Hội Làng mới"),)
    assert (created.act, created.who) == ("thêm", "Hệ thống")


def test_changes_since_a_version_hold_only_later_saves(staff):
    ngo = saved()
    writing.set_parts(ngo, "aliases", [{"name": "Tên cũ"}], by=None)
    ngo.name_vi = "Hội Làng mới"
    writing.save(ngo, by=staff)
    writing.set_parts(ngo, "aliases", [], by=staff)

    told = [(change.act, change.subject) for change in changes_since(ngo, 1)]

    assert told == [("xóa", "tên gọi khác"), ("sửa", "")]


def test_history_takes_the_same_queries_for_many_changes(staff, django_assert_num_queries):
    ngo = saved()
    for number in range(5):
        ngo.note = f"lần {number}"
        writing.save(ngo, by=staff)

    with django_assert_num_queries(8):
        assert len(changes_of(ngo)) == 6
