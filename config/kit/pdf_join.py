"""Several PDFs of WeasyPrint as one, with their tags, bookmarks and fonts.

WeasyPrint tags each page by itself, so the pages of two documents can stand in one tree: the objects of each
further document get numbers after those before, and its pages, outline, structure and parent tree are hung into
those of the whole. What was taken is kept as written bytes; the boxes of its layout can go.
"""

import io
import re
from typing import Any

import pydyf

OWN = 3
"""Objects every document begins with: the free one, the pages, the catalog."""
PAGES = 1
_REFERENCE = re.compile(rb"(\d+) 0 R")


class _Written(pydyf.Object):
    """An object as it is written into the file."""

    def __init__(self, data: bytes, *, is_stream: bool) -> None:
        super().__init__()
        self._data, self._is_stream = data, is_stream

    @property
    def data(self) -> bytes:
        return self._data

    @property
    def compressible(self) -> bool:
        return not self._is_stream


class JoinedPdf:
    """Takes documents in their order (`take` is a finisher of WeasyPrint) and gives the whole."""

    def __init__(self) -> None:
        self.pdf = pydyf.PDF()
        self.article = pydyf.Dictionary({"Type": "/StructElem", "S": "/Document", "K": pydyf.Array()})
        self.tree = pydyf.Dictionary({"Nums": pydyf.Array()})
        self.keys = 0
        self.parts = 0
        self.headings: list[Any] = []

    def take(self, document: Any, part: Any) -> None:
        """Add the objects of a document that WeasyPrint has made; `part` is empty afterwards but for its own."""
        if not self.parts:
            self._begin(part)
        self.parts += 1
        self.offset = len(self.pdf.objects) - OWN
        objects, catalog = part.objects, part.catalog
        root = _found(objects, catalog["StructTreeRoot"])
        tree, article = _found(objects, root["ParentTree"]), _found(objects, root["K"][0])
        headings = self._headings(objects, catalog)
        self._mark_keys(objects)
        for found in objects[OWN:]:
            self._renumber(found.extra if isinstance(found, pydyf.Stream) else found)
        self._hang_article(article)
        self.keys += self._hang_tree(tree)
        self._hang_pages(part)
        written = [found if found in headings else _written(found) for found in objects[OWN:]]
        for found in written:
            self.pdf.add_object(found)
        self.headings += headings

    def content(self) -> bytes:
        """The whole file. Call it once."""
        self._hang_headings()
        file = io.BytesIO()
        self.pdf.write(file, version=b"1.7", compress=True)
        return file.getvalue()

    # Parts ------------------------------------------------------------------------

    def _begin(self, part: Any) -> None:
        """The catalog of the whole: what the first document says of language and title, and the tree of tags."""
        self.pdf.info.update(part.info)
        root = pydyf.Dictionary({"Type": "/StructTreeRoot"})
        for found in (root, self.article, self.tree):
            self.pdf.add_object(found)
        root.update({"K": pydyf.Array([self.article.reference]), "ParentTree": self.tree.reference})
        self.article["P"] = root.reference
        kept = {key: value for key, value in part.catalog.items() if key in ("Lang", "ViewerPreferences", "MarkInfo")}
        # The description of the file (XMP) is an object of the first document and moves with it.
        metadata = _shifted(part.catalog["Metadata"], len(self.pdf.objects) - OWN)
        self.pdf.catalog.update({**kept, "StructTreeRoot": root.reference, "Metadata": metadata})

    def _headings(self, objects: list[Any], catalog: Any) -> list[Any]:
        """The bookmarks on the first level, in order."""
        if "Outlines" not in catalog:
            return []
        found = [_found(objects, _found(objects, catalog["Outlines"])["First"])]
        while "Next" in found[-1]:
            found.append(_found(objects, found[-1]["Next"]))
        return found

    def _mark_keys(self, objects: list[Any]) -> None:
        """Pages and notes are found from the content by keys, the heads of tables by names: both of the whole."""
        for found in objects[OWN:]:
            if not isinstance(found, pydyf.Dictionary):
                continue
            for key in ("StructParents", "StructParent"):
                if key in found:
                    found[key] += self.keys
            if "ID" in found:
                found["ID"] = self._name(found["ID"])
            if isinstance(found.get("A"), dict) and "Headers" in found["A"]:
                found["A"]["Headers"] = pydyf.Array([self._name(name) for name in found["A"]["Headers"]])

    def _name(self, name: Any) -> Any:
        return pydyf.String(f"{self.parts}-{name.string}")

    def _renumber(self, holder: Any) -> None:
        """References of a dictionary or an array, however deep, to the numbers they get in the whole."""
        entries = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in list(entries):
            if isinstance(value, dict | list):
                self._renumber(value)
            elif isinstance(value, bytes):
                holder[key] = _shifted(value, self.offset)

    def _hang_article(self, article: Any) -> None:
        article.update({"S": "/Part", "P": self.article.reference})
        self.article["K"].append(_shifted(article.reference, self.offset))

    def _hang_tree(self, tree: Any) -> int:
        """The parent tree of the part behind those before; how many keys it takes."""
        keys, values = tree["Nums"][::2], tree["Nums"][1::2]
        for key, value in zip(keys, values, strict=True):
            self.tree["Nums"].extend((key + self.keys, value))
        return len(keys)

    def _hang_pages(self, part: Any) -> None:
        for number in part.pages["Kids"][::3]:
            self.pdf.pages["Kids"].extend((number + self.offset, 0, "R"))
        self.pdf.pages["Count"] += part.pages["Count"]

    def _hang_headings(self) -> None:
        if not self.headings:
            return
        count = sum(1 + max(heading.get("Count", 0), 0) for heading in self.headings)
        first, last = self.headings[0].reference, self.headings[-1].reference
        outlines = pydyf.Dictionary({"Count": count, "First": first, "Last": last})
        self.pdf.add_object(outlines)
        self.pdf.catalog["Outlines"] = outlines.reference
        for place, heading in enumerate(self.headings):
            heading["Parent"] = outlines.reference
            if place:
                heading["Prev"] = self.headings[place - 1].reference
                self.headings[place - 1]["Next"] = heading.reference


def _found(objects: list[Any], reference: bytes) -> Any:
    return objects[int(reference.split()[0])]


def _shifted(reference: bytes, offset: int) -> bytes:
    """A reference moved behind the objects before; other bytes, and the pages, as they are."""
    match = _REFERENCE.fullmatch(reference)
    if match is None or int(match[1]) == PAGES:
        return reference
    return b"%d 0 R" % (int(match[1]) + offset)


def _written(found: Any) -> _Written:
    return _Written(found.data, is_stream=isinstance(found, pydyf.Stream))
