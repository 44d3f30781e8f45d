"""What the page of a project says about its call for aid."""

from collections.abc import Sequence

from aid.models import AidProject
from aid.queries.calls import sought_words
from config.kit.tables import Fact, FactGroup


def call_facts(project: AidProject) -> Sequence[FactGroup]:
    """One group, or none where nothing about a call is known."""
    facts = [
        Fact("Nội dung kêu gọi", project.call_need),
        Fact("Nội dung kêu gọi bằng tiếng Anh", project.call_need_en),
        Fact(
            "Số tiền kêu gọi (không tính vào cam kết)", sought_words(project.sought_amount, project.sought_currency)[0]
        ),
        Fact("Đầu mối liên hệ", project.call_contact),
    ]
    known = [fact for fact in facts if fact.value]
    return [FactGroup("Kêu gọi viện trợ", facts if project.is_call_for_aid else known)] if known else []
