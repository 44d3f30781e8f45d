"""Reads the pages of reports as people do."""

import re
from typing import Any


def text_of(page: Any) -> str:
    """What a reader sees of the document, with plain spaces."""
    html = page.content.decode()
    return plain(html[html.index("<article") : html.index("</article>")])


def plain(html: str) -> str:
    """The words of some HTML, with plain spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).replace("\u00a0", " ").split())


def opened(client: Any, address: str) -> dict[str, str]:
    """The hidden values of a form as they were given: its token and the version it was opened with."""
    html = client.get(address).content.decode()
    found = {name: re.search(rf'name="{name}" value="([^"]*)"', html) for name in ("form_token", "version")}
    return {name: match[1] for name, match in found.items() if match is not None}
