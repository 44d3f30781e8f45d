"""An empty Word file with the styles of a report, and a filled one as bytes that do not depend on the clock."""

from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from reports.printed.document import Document
from reports.printed.word.markup import legal
from reports.printed.word.styles import styles_xml

ZIP_DAY = (1980, 1, 1, 0, 0, 0)
LONGEST_PROPERTY = 255
KEPT_PARTS = {
    RELATIONSHIP_TYPE.OFFICE_DOCUMENT,
    RELATIONSHIP_TYPE.CORE_PROPERTIES,
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
}
# Today's Word, its own way of laying out tables.
COMPATIBILITY = "".join(
    f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" w:val="{value}"/>'
    for name, value in (
        ("compatibilityMode", 15),
        ("overrideTableStyleFontSizeAndJustification", 1),
        ("enableOpenTypeFeatures", 1),
        ("doNotFlipMirrorIndents", 1),
    )
)
SETTINGS = (
    f'<w:settings {nsdecls("w")}><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
    f'<w:characterSpacingControl w:val="doNotCompress"/><w:compat>{COMPATIBILITY}</w:compat>'
    '<w:themeFontLang w:val="vi-VN"/><w:decimalSymbol w:val=","/><w:listSeparator w:val=";"/></w:settings>'
)


def empty_file(document: Document) -> WordDocument:
    """A file without text: our styles and settings, none of the library's own."""
    file = docx.Document()
    for relations in (file.part.rels, file.part.package.rels):
        for key in [key for key, relation in relations.items() if relation.reltype not in KEPT_PARTS]:
            del relations[key]
    for element, xml in ((file.styles.element, styles_xml()), (file.settings.element, SETTINGS)):
        for child in list(element):
            element.remove(child)
        element.extend(list(parse_xml(xml)))
    _describe(file, document)
    return file


def _describe(file: WordDocument, document: Document) -> None:
    """What the office program shows as the file's properties."""
    properties = file.core_properties
    note = " (dữ liệu minh họa)" if document.is_demonstration else ""
    properties.title = _property(f"{document.name}{note}")
    properties.author = properties.last_modified_by = _property(document.issuer)
    properties.comments = properties.keywords = properties.category = ""
    properties.subject = "Dự thảo" if document.is_draft else ""
    properties.language = "vi-VN"
    properties.revision = 1
    properties.created = properties.modified = _noon(document.as_of)


def _property(text: str) -> str:
    return legal(text).replace("\n", " ")[:LONGEST_PROPERTY]


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=UTC)


def filled(file: WordDocument, body: str) -> WordDocument:
    """The file with a text, read at once: moving many elements from tree to tree takes time by their square."""
    names = nsdecls("w", "r", "wp", "a", "pic")
    file.part._element = parse_xml(f"<w:document {names}><w:body>{body}<w:sectPr/></w:body></w:document>")
    return file.part.document


def packed(file: WordDocument) -> bytes:
    """The file as bytes: the same document always gives the same ones."""
    made, held = BytesIO(), BytesIO()
    file.save(made)
    with ZipFile(made) as source, ZipFile(held, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = ZipInfo(name, ZIP_DAY)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return held.getvalue()
