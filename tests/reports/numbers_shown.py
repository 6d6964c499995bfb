"""What numbers a page shows, and whether each says on the spot what it is: tiles and columns, by their components."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Number:
    """A number under its word. `explained`: a definition stands beside it, or its row leads to the page of a KPI."""

    word: str
    explained: bool


@dataclass(frozen=True, slots=True)
class PageRead:
    numbers: list[Number]
    figures: int
    foot: str
    broken: list[str]


def read_page(text: str) -> PageRead:
    """The numbers of a page, how many pictures it has, where its foot leads for words, and what is no number at all."""
    root = html.fromstring(text)
    main = root.find(".//main")
    foot = root.xpath("//footer[contains(@class, 'page-foot')]//a[contains(@class, 'explained')]/@href")
    numbers = [*_tiles(main), *_columns(main)]
    said = main.text_content()
    broken = re.findall(r"(?<![\w-])(?:NaN|nan|inf|Infinity|undefined)(?![\w-])", said)
    return PageRead(numbers, len(main.xpath(".//figure[@data-figure]")), foot[0] if foot else "", broken)


def _tiles(main: html.HtmlElement) -> Iterator[Number]:
    for tile in main.xpath(".//*[contains(concat(' ', @class, ' '), ' tile ')]"):
        word, value = tile.find(".//dt"), tile.xpath(".//dd[contains(@class, 'value')]")
        if word is None or not value or not DIGIT.search(value[0].text_content()) or "data-named" in tile.attrib:
            continue
        yield Number(_clean(word), bool(tile.xpath(".//*[contains(@class, 'definition')] | .//a")))


def _columns(main: html.HtmlElement) -> Iterator[Number]:
    for table in main.xpath(".//table[not(ancestor::*[contains(@class, 'twin')])]"):
        kpis = table.xpath(".//tbody/tr/*[1]//a[contains(@href, '/kpis/')]")
        for column in table.xpath(".//thead//th[contains(@class, 'number')]"):
            if "data-named" not in column.attrib:
                said = column.xpath(".//*[contains(@class, 'definition')]")
                yield Number(_clean(column), bool(said or kpis))


def _clean(word: html.HtmlElement) -> str:
    return re.sub(r"\s+", " ", word.text_content()).strip()
