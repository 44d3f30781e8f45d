"""The one form mechanism, seen through the register of NGOs: saved once, nothing overwritten in
silence, nothing lost when the session ends, every bad input a sentence."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from aid.models import ForeignNGO
from config.kit import tokens, writing
from config.reference.models import Country

pytestmark = pytest.mark.django_db

NEW = "/aid/ngos/new/"


def rows(name, *values):
    """The management form and rows of one kind of part, as a browser posts them."""
    data = {f"{name}-TOTAL_FORMS": str(len(values)), f"{name}-INITIAL_FORMS": "0"}
    for number, row in enumerate(values):
        data |= {f"{name}-{number}-{key}": str(value) for key, value in row.items()}
    return data


def typed(*, aliases=(), relations=(), **fields):
    """What an officer types into the form of an NGO."""
    return {
        "code": "TC-001",
        "name": "Hội Saemaul",
        "donor_kind": "ngo",
        **rows("aliases", *aliases),
        **rows("relations", *relations),
        **rows("contacts"),
        **fields,
    }


def token_of(response):
    return response.context["token"]


def make_ngo(**fields):
    return writing.save(ForeignNGO(**{"code": "TC-001", "name": "Hội Saemaul", **fields}), by=None)


def test_new_record_is_saved_with_its_parts(staff_client, staff):
    token = token_of(staff_client.get(NEW))
    data = typed(
        form_token=token,
        sectors=["health"],
        aliases=[{"name": "Kieng Sang Buk"}],
        relations=[{"kind": "direct", "start": "2009", "end": ""}],
    )

    response = staff_client.post(NEW, data)

    ngo = ForeignNGO.objects.get()
    assert response.headers["Location"] == ngo.get_absolute_url()
    assert [alias.name for alias in ngo.aliases.all()] == ["Kieng Sang Buk"]
    assert [(row.kind, str(row.start), row.end) for row in ngo.relations.all()] == [("direct", "2009", None)]
    assert [row.sector for row in ngo.sectors.all()] == ["health"]
    assert ngo.history.get().history_user == staff


def test_form_sent_ten_times_is_saved_once_and_answers_alike(staff_client):
    data = typed(form_token=token_of(staff_client.get(NEW)))

    places = {staff_client.post(NEW, data).headers["Location"] for _ in range(10)}

    assert places == {ForeignNGO.objects.get().get_absolute_url()}


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif("sqlite" in connection.vendor, reason="threads need a database of their own; see the journeys")
def test_form_sent_ten_times_at_once_is_saved_once(staff, client_of):
    data = typed(form_token=tokens.new_token(staff))
    browsers = [client_of(staff) for _ in range(10)]

    def send(browser):
        try:
            return browser.post(NEW, data).headers["Location"]
        finally:
            connection.close()

    with ThreadPoolExecutor(5) as pool:
        places = set(pool.map(send, browsers))

    assert places == {ForeignNGO.objects.get().get_absolute_url()}


def test_refused_form_comes_back_filled_and_its_token_still_saves(staff_client):
    token = token_of(staff_client.get(NEW))

    refused = staff_client.post(NEW, typed(form_token=token, name="", note="đã gõ"))
    saved = staff_client.post(NEW, typed(form_token=token, note="đã gõ"))

    assert refused.context["form"].all_errors == [{"target": "id_name", "text": "Tên gốc: Chưa nhập tên gốc."}]
    assert refused.context["form"]["note"].value() == "đã gõ"
    assert (saved.status_code, ForeignNGO.objects.get().note) == (302, "đã gõ")


def test_save_and_another_opens_an_empty_form(staff_client):
    response = staff_client.post(NEW, typed(form_token=token_of(staff_client.get(NEW)), go="more"))

    assert response.headers["Location"] == NEW


def test_second_writer_is_told_and_keeps_own_text(staff_client, admin_client):
    ngo = make_ngo()
    edit = f"/aid/ngos/{ngo.pk}/edit/"
    first, second = staff_client.get(edit), admin_client.get(edit)
    staff_client.post(edit, typed(form_token=token_of(first), version="1", name_vi="Hội Làng mới"))

    told = admin_client.post(edit, typed(form_token=token_of(second), version="1", note="ghi chú của tôi"))

    form = told.context["form"]
    assert [(change.who, change.fields[0].new) for change in told.context["others"]] == [
        ("Đặng Văn Thưởng", "Hội Làng mới")
    ]
    assert (form["name_vi"].value(), form["note"].value(), told.context["version"]) == (
        "Hội Làng mới",
        "ghi chú của tôi",
        2,
    )
    ngo.refresh_from_db()
    assert (ngo.name_vi, ngo.note) == ("Hội Làng mới", "")


def test_second_writer_may_save_after_being_told(staff_client, admin_client):
    ngo = make_ngo()
    edit = f"/aid/ngos/{ngo.pk}/edit/"
    second = admin_client.get(edit)
    staff_client.post(edit, typed(form_token=token_of(staff_client.get(edit)), version="1", name_vi="Hội Làng mới"))
    told = admin_client.post(edit, typed(form_token=token_of(second), version="1", note="ghi chú"))

    form = told.context["form"]
    again = {**typed(), "name_vi": form["name_vi"].value(), "note": form["note"].value()}
    admin_client.post(edit, {**again, "form_token": token_of(told), "version": told.context["version"]})

    ngo.refresh_from_db()
    assert (ngo.name_vi, ngo.note, ngo.version) == ("Hội Làng mới", "ghi chú", 3)


def test_rows_of_parts_added_by_another_are_kept(staff_client, admin_client):
    ngo = make_ngo()
    edit = f"/aid/ngos/{ngo.pk}/edit/"
    second = admin_client.get(edit)
    staff_client.post(
        edit, typed(form_token=token_of(staff_client.get(edit)), version="1", aliases=[{"name": "Tên của người trước"}])
    )

    told = admin_client.post(edit, typed(form_token=token_of(second), version="1", aliases=[{"name": "Tên của tôi"}]))

    aliases = next(part for part in told.context["form"].rows if part.prefix == "aliases")
    assert [form["name"].value() for form in aliases.forms] == ["Tên của tôi", "Tên của người trước"]


def test_form_without_a_version_overwrites_nothing(staff_client):
    ngo = make_ngo(name_vi="Hội Làng mới")

    response = staff_client.post(f"/aid/ngos/{ngo.pk}/edit/", typed(name_vi="đè lên"))

    ngo.refresh_from_db()
    assert (response.status_code, ngo.name_vi, ngo.version) == (200, "Hội Làng mới", 1)


def test_unchanged_form_writes_no_history(staff_client):
    ngo = make_ngo()
    edit = f"/aid/ngos/{ngo.pk}/edit/"

    staff_client.post(edit, typed(form_token=token_of(staff_client.get(edit)), version="1"))

    assert ngo.history.count() == 1


def test_expired_session_gives_the_form_back_after_sign_in(staff):
    browser = Client()
    browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    data = typed(form_token=token_of(browser.get(NEW)), note="mười phút gõ")
    browser.logout()

    bounced = browser.post(NEW, data)
    assert bounced.headers["Location"] == f"{reverse('accounts:login')}?next={NEW}"
    assert ForeignNGO.objects.count() == 0
    browser.post(bounced.headers["Location"], {"username": "nhanvien", "password": "cau-noi-2015"})
    back = browser.get(NEW)

    assert back.context["is_held"] is True
    assert back.context["form"]["note"].value() == "mười phút gõ"
    browser.post(NEW, {**data, "form_token": token_of(back)})
    assert ForeignNGO.objects.get().note == "mười phút gõ"


def test_form_held_for_one_person_is_not_shown_to_another(staff, admin):
    browser = Client()
    browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    data = typed(form_token=token_of(browser.get(NEW)), note="của nhân viên")
    browser.logout()
    browser.post(NEW, data)

    browser.post(reverse("accounts:login"), {"username": "quantri", "password": "cau-noi-2015"})

    assert browser.get(NEW).context["form"]["note"].value() in (None, "")


def test_page_of_an_earlier_sign_in_gives_the_form_back(staff):
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(staff, backend="django.contrib.auth.backends.ModelBackend")
    data = typed(form_token=token_of(browser.get(NEW)), note="còn nguyên", csrfmiddlewaretoken="x" * 64)

    response = browser.post(NEW, data, follow=True)

    assert response.context["is_held"] is True
    assert response.context["form"]["note"].value() == "còn nguyên"
    assert ForeignNGO.objects.count() == 0


def test_stranger_posting_goes_to_sign_in(client):
    response = client.post(NEW, typed())

    assert response.headers["Location"] == f"{reverse('accounts:login')}?next={NEW}"


def test_leader_who_posts_gets_a_page_that_says_so(leader_client):
    response = leader_client.post(NEW, typed())

    assert (response.status_code, ForeignNGO.objects.count()) == (403, 0)
    assert "Bạn không có quyền" in response.content.decode()


def test_leader_sees_no_button_that_writes(leader_client):
    ngo = make_ngo()

    pages = [leader_client.get(url).content.decode() for url in ("/aid/ngos/", ngo.get_absolute_url())]

    assert [("/new/" in page, "/edit/" in page, "/archive/" in page) for page in pages] == [(False,) * 3] * 2


BAD = {
    "over-long": ({"name": "Quỹ " + "rất dài " * 60}, "Tên gốc: "),
    "nul": ({"note": "a\x00b"}, "Ghi chú: Nội dung có ký tự rỗng (NUL)"),
    "unknown country": ({"home_country": "Nước Tưởng Tượng"}, "Quốc gia: Không tìm thấy “Nước Tưởng Tượng”"),
    "no such kind": ({"donor_kind": "bank"}, "Loại: "),
    "end before start": (
        {"relations": [{"kind": "direct", "start": "2015", "end": "2012"}]},
        "Quan hệ với tỉnh, dòng 1: Quan hệ kết thúc (2012) trước khi bắt đầu (2015).",
    ),
    "wrong date": (
        {"relations": [{"kind": "direct", "start": "31/02/2015"}]},
        "Quan hệ với tỉnh, dòng 1: Tháng 2 năm 2015 có 28 ngày",
    ),
    "same alias twice": (
        {"aliases": [{"name": "Kieng Sang Buk"}, {"name": "Kieng Sang Buk"}]},
        "Tên gọi khác, tên cũ: “Kieng Sang Buk” xuất hiện hai lần.",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_input_is_a_sentence_and_saves_nothing(staff_client, case):
    fields, sentence = BAD[case]

    response = staff_client.post(NEW, typed(form_token=token_of(staff_client.get(NEW)), **fields))

    (error,) = response.context["form"].all_errors
    assert error["text"].startswith(sentence), error["text"]
    assert ForeignNGO.objects.count() == 0


def test_markup_in_a_name_is_shown_as_text(staff_client):
    ngo = make_ngo(name="<script>alert(1)</script> & bạn")

    pages = [staff_client.get(url).content.decode() for url in ("/aid/ngos/", ngo.get_absolute_url())]

    assert [("<script>alert" in page, "&lt;script&gt;alert(1)" in page) for page in pages] == [(False, True)] * 2


@pytest.mark.parametrize(
    "query",
    ["q=%00", "q=%ED%A0%80", "page=abc", "page=-1", "page=999999999999999999999", "sort=zzz", "sort=-", "export=exe",
     "home_country=99999999999999999999", "home_country=%00", "archived=x", "donor_kind=%00"],
)  # fmt: skip
def test_crafted_query_is_never_a_fault(staff_client, query):
    make_ngo()

    assert staff_client.get(f"/aid/ngos/?{query}").status_code == 200


def test_archive_page_needs_a_reason_and_restore_brings_back(staff_client):
    ngo = make_ngo()
    refused = staff_client.post(f"/aid/ngos/{ngo.pk}/archive/", {"reason": " "})
    assert refused.context["error"].startswith("Chưa ghi lý do lưu trữ.")

    staff_client.post(f"/aid/ngos/{ngo.pk}/archive/", {"reason": "trùng với TC-002"})
    assert list(ForeignNGO.objects.active()) == []
    assert staff_client.get(f"/aid/ngos/{ngo.pk}/edit/").status_code == 404
    staff_client.post(f"/aid/ngos/{ngo.pk}/restore/")

    assert list(ForeignNGO.objects.active()) == [ngo]


def test_export_holds_the_filtered_rows_and_runs_no_formula(staff_client):
    make_ngo(code="TC-001", name="=HYPERLINK(1)")
    make_ngo(code="TC-002", name="Quỹ Ánh Sáng")

    csv = staff_client.get("/aid/ngos/?q=hyperlink&export=csv").content.decode("utf-8-sig").splitlines()

    assert [line.split(";")[0] for line in csv] == ["Tổ chức", "'=HYPERLINK(1)"]


def test_record_picked_before_stays_picked_after_it_was_archived(staff_client):
    country = Country.objects.get(code="KR")
    ngo = make_ngo(home_country=country)
    writing.archive(country, by=None, reason="thử")
    edit = f"/aid/ngos/{ngo.pk}/edit/"
    page = staff_client.get(edit)

    saved = staff_client.post(
        edit, typed(form_token=token_of(page), version="1", home_country="Hàn Quốc", note="ghi chú")
    )

    ngo.refresh_from_db()
    assert (saved.status_code, ngo.home_country, ngo.note) == (302, country, "ghi chú")
