"""Reference data that all registers share: countries, places, agencies, issuing bodies, periods,
settings, import batches."""

from datetime import date
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from config.kit.periods import Period
from config.kit.records import Record, RecordQuerySet, SearchKeyField, Tracked
from config.kit.text import fold, word_starts
from config.reference.permissions import ReferencePermission


class ReferenceQuerySet(RecordQuerySet):
    view_permission = ReferencePermission.VIEW


class CountryQuerySet(ReferenceQuerySet):
    def southeast_asia(self) -> Self:
        """The ASEAN members and Timor-Leste."""
        return self.filter(region=Country.Region.SOUTHEAST_ASIA)

    def named(self, text: str) -> "Country | None":
        """The country that a paper calls so: one of its names, else its code; marks and case do not matter.

        Names win over codes ("My" is Mỹ, not Malaysia). One query over all countries; None when none is so called.
        """
        wanted = fold(text)
        if not wanted:
            return None
        countries = list(self)
        by_name = (country for country in countries if wanted in country.folded_names)
        by_code = (country for country in countries if wanted == country.code.lower())
        return next(by_name, None) or next(by_code, None)


class Country(Record):
    """A country or territory with the name a Vietnamese report uses."""

    class Region(models.TextChoices):
        SOUTHEAST_ASIA = "southeast_asia", "Đông Nam Á"
        EAST_ASIA = "east_asia", "Đông Á"
        SOUTH_ASIA = "south_asia", "Nam Á"
        CENTRAL_ASIA = "central_asia", "Trung Á"
        MIDDLE_EAST = "middle_east", "Trung Đông"
        EUROPE = "europe", "Châu Âu"
        AMERICAS = "americas", "Châu Mỹ"
        AFRICA = "africa", "Châu Phi"
        OCEANIA = "oceania", "Châu Đại Dương"

    code = models.CharField("mã", max_length=2, unique=True, help_text="Mã hai chữ theo ISO 3166.")
    name = models.CharField("tên nước", max_length=100, unique=True, db_collation="vi_vn")
    name_en = models.CharField("tên tiếng Anh", max_length=100)
    aliases = models.CharField("tên gọi khác", max_length=300, blank=True, help_text="Cách nhau bằng dấu chấm phẩy.")
    region = models.CharField("khu vực", max_length=20, choices=Region.choices)
    search_key = SearchKeyField(sources=("code", "name", "name_en", "aliases"))

    objects = CountryQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "nước, vùng lãnh thổ"
        verbose_name_plural = "nước, vùng lãnh thổ"

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:country-detail", args=[self.pk])

    @property
    def folded_names(self) -> set[str]:
        """Every name the country goes by, folded."""
        return {fold(name) for name in (self.name, self.name_en, *self.aliases.split(";")) if name.strip()}

    @property
    def is_southeast_asian(self) -> bool:
        return self.region == self.Region.SOUTHEAST_ASIA


class PlaceQuerySet(ReferenceQuerySet):
    def for_list(self) -> Self:
        return self.select_related("parent")

    def for_detail(self) -> Self:
        return self.select_related("parent__parent").prefetch_related(
            "successions__successor__parent", "predecessions__place__parent"
        )

    def search(self, text: str) -> Self:
        """Each word is found in the place's own name or code, or in those of the unit above it.

        So "la bang dai tu" finds xã La Bằng of huyện Đại Từ.
        """
        found = self
        for word in word_starts(text):
            found = found.filter(Q(search_key__contains=word) | Q(parent__search_key__contains=word))
        return found

    def for_choice(self) -> Self:
        """Places a form offers: below the province, with the parent that tells namesakes apart."""
        return self.active().exclude(level=Place.Level.PROVINCE).select_related("parent").order_by("name", "pk")


class Place(Record):
    """An administrative unit. Codes are used again, so the key is (code, valid_from).

    An open `valid_from` means "before what our source covers".
    """

    class Level(models.TextChoices):
        PROVINCE = "province", "tỉnh"
        DISTRICT = "district", "cấp huyện"
        COMMUNE = "commune", "cấp xã"
        HAMLET = "hamlet", "xóm, tổ dân phố"

    code = models.CharField("mã", max_length=10)
    name = models.CharField("tên", max_length=120, db_collation="vi_vn", help_text="Cả loại đơn vị, ví dụ Xã La Bằng.")
    level = models.CharField("cấp", max_length=10, choices=Level.choices)
    parent = models.ForeignKey(
        "self", models.PROTECT, verbose_name="thuộc", null=True, blank=True, related_name="children"
    )
    valid_from = models.DateField("có từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến hết ngày", null=True, blank=True)
    search_key = SearchKeyField(sources=("name", "code"))

    objects = PlaceQuerySet.as_manager()
    parts = ("successions",)

    class Meta(Record.Meta):
        verbose_name = "địa bàn"
        verbose_name_plural = "địa bàn"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(fields=["code", "valid_from"], name="reference_place_code_from"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_from=None), name="reference_place_code_open_from"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="reference_place_ends_after_start",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:place-detail", args=[self.pk])

    @property
    def full_name(self) -> str:
        """With the unit above, when that is loaded and is not the province: "Xã La Bằng, Huyện Đại Từ"."""
        if self.parent and self.parent.level != self.Level.PROVINCE:
            return f"{self.name}, {self.parent.name}"
        return self.name

    @property
    def choice_label(self) -> str:
        """How a form offers it: namesakes told apart by the unit above and, for a unit that is gone, its last day."""
        return f"{self.full_name} (đến {self.valid_to:%d/%m/%Y})" if self.valid_to else self.full_name


class PlaceSuccession(Tracked):
    """Where an old unit went: one row per successor."""

    place = models.ForeignKey(Place, models.CASCADE, verbose_name="địa bàn cũ", related_name="successions")
    successor = models.ForeignKey(Place, models.PROTECT, verbose_name="địa bàn mới", related_name="predecessions")

    class Meta:
        verbose_name = "địa bàn kế tiếp"
        verbose_name_plural = "địa bàn kế tiếp"
        constraints = [
            models.UniqueConstraint(fields=["place", "successor"], name="reference_succession_once"),
            models.CheckConstraint(condition=~Q(place=F("successor")), name="reference_succession_other"),
        ]

    def __str__(self) -> str:
        return f"{self.place_id} → {self.successor_id}"


class IssuingBodyQuerySet(ReferenceQuerySet):
    def in_order_of_use(self) -> Self:
        """The body that papers are issued by first, then the others."""
        return self.active().order_by("-is_default", "pk")

    def for_detail(self) -> Self:
        return self.prefetch_related("signatories")


class IssuingBody(Record):
    """A body that issues reports: its names, symbols and signatories; chosen per report."""

    name = models.CharField("tên cơ quan ban hành", max_length=250, unique=True, db_collation="vi_vn")
    short_name = models.CharField("gọi tắt", max_length=60, help_text="Dùng sau lần nêu đầu, ví dụ Liên hiệp.")
    name_en = models.CharField("tên tiếng Anh", max_length=250, blank=True)
    parent_body = models.CharField("cơ quan chủ quản", max_length=250, blank=True)
    place_name = models.CharField("địa danh", max_length=100, help_text="Ghi trước ngày ký, ví dụ Thái Nguyên.")
    province_name = models.CharField("tên tỉnh", max_length=100, help_text="Dùng trong câu, ví dụ tỉnh Thái Nguyên.")
    report_symbol = models.CharField("ký hiệu báo cáo", max_length=30, help_text="Ví dụ BC-LHHN.")
    filing_symbol = models.CharField("ký hiệu nơi lưu", max_length=60, help_text="Ví dụ VT, HTQT.", default="VT")
    recipients = models.TextField("nơi nhận", blank=True, help_text="Mỗi dòng một nơi nhận.")
    founding_decision = models.CharField("quyết định thành lập", max_length=100, blank=True)
    founded_on = models.DateField("ngày thành lập", null=True, blank=True)
    is_default = models.BooleanField("dùng mặc định", default=False)
    search_key = SearchKeyField(sources=("name", "short_name", "name_en"))

    objects = IssuingBodyQuerySet.as_manager()
    parts = ("signatories",)

    class Meta(Record.Meta):
        verbose_name = "cơ quan ban hành"
        verbose_name_plural = "cơ quan ban hành"
        constraints = [
            *Record.Meta.constraints,
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="reference_issuingbody_one_default"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:body-detail", args=[self.pk])


class Signatory(Tracked):
    """Who signs for a body, and in which form (TM., KT.)."""

    body = models.ForeignKey(IssuingBody, models.CASCADE, verbose_name="cơ quan", related_name="signatories")
    name = models.CharField("họ và tên", max_length=120)
    authority = models.CharField("quyền hạn", max_length=120, blank=True, help_text="Ví dụ TM. BAN THƯỜNG VỤ.")
    title = models.CharField("chức vụ", max_length=120, help_text="Ví dụ CHỦ TỊCH.")
    is_default = models.BooleanField("ký mặc định", default=False)

    class Meta:
        verbose_name = "người ký"
        verbose_name_plural = "người ký"
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(is_default=True), name="reference_signatory_one_default"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} {self.name}"


class ReportPeriod(Record):
    """A kind of period of a year as data: where in (or before) the year it starts and ends.

    The decree year of NĐ 58/2022 is start 15/12 with start_year_offset -1, end 14/12.
    """

    key = models.SlugField("mã", max_length=30, unique=True)
    name = models.CharField("tên", max_length=100)
    label = models.CharField("cách ghi", max_length=120, help_text="Chữ {năm} được thay bằng năm.")
    start_year_offset = models.SmallIntegerField("năm bắt đầu so với năm báo cáo", default=0)
    start_month = models.PositiveSmallIntegerField("tháng bắt đầu", default=1)
    start_day = models.PositiveSmallIntegerField("ngày bắt đầu", default=1)
    end_month = models.PositiveSmallIntegerField("tháng kết thúc", default=12)
    end_day = models.PositiveSmallIntegerField("ngày kết thúc", default=31)
    search_key = SearchKeyField(sources=("key", "name"))

    objects = ReferenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "kỳ báo cáo"
        verbose_name_plural = "kỳ báo cáo"
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=Q(
                    start_month__range=(1, 12),
                    end_month__range=(1, 12),
                    start_day__range=(1, 31),
                    end_day__range=(1, 31),
                ),
                name="reference_reportperiod_real_days",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("reference:period-detail", args=[self.pk])

    def of_year(self, year: int) -> Period:
        """The period in one reporting year. Raises ValueError when the days do not exist or are reversed."""
        found = Period.between(
            date(year + self.start_year_offset, self.start_month, self.start_day),
            date(year, self.end_month, self.end_day),
        )
        return Period(found.start, found.end, self.label.replace("{năm}", str(year)))


class Setting(Record):
    """A value that an office may change; the catalogue of keys stands in office_settings.py."""

    key = models.SlugField("mã", max_length=60, unique=True)
    value = models.CharField("giá trị", max_length=300)
    search_key = SearchKeyField(sources=("key",))

    objects = ReferenceQuerySet.as_manager()

    class Meta(Record.Meta):
        verbose_name = "thiết lập"
        verbose_name_plural = "thiết lập"

    def __str__(self) -> str:
        return self.key

    def get_absolute_url(self) -> str:
        return reverse("reference:settings")


class ImportBatch(models.Model):
    """One workbook brought in: its bytes, what it did, who did it; kept when undone."""

    class State(models.TextChoices):
        PREVIEW = "preview", "Đang xem trước"
        SAVED = "saved", "Đã nhập"
        UNDONE = "undone", "Đã hoàn tác"

    file_name = models.CharField("tên tệp", max_length=255)
    content = models.BinaryField("nội dung tệp")
    sha256 = models.CharField("mã kiểm", max_length=64)
    register = models.CharField("sổ", max_length=40, blank=True)
    state = models.CharField("trạng thái", max_length=10, choices=State.choices, default=State.PREVIEW)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name="người nhập", null=True, related_name="+"
    )
    created_at = models.DateTimeField("lúc tải lên", auto_now_add=True)
    saved_at = models.DateTimeField("lúc nhập", null=True, blank=True)
    undone_at = models.DateTimeField("lúc hoàn tác", null=True, blank=True)
    summary = models.JSONField("kết quả", default=dict)

    class Meta:
        verbose_name = "lô nhập"
        verbose_name_plural = "lô nhập"
        constraints = [
            models.CheckConstraint(
                condition=Q(state="preview", saved_at=None, undone_at=None)
                | Q(state="saved", saved_at__isnull=False, undone_at=None)
                | Q(state="undone", saved_at__isnull=False, undone_at__isnull=False),
                name="reference_importbatch_state_dated",
            ),
        ]

    def __str__(self) -> str:
        return f"lô nhập {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("office:import-batch", args=[self.pk])
