"""{% written_once "name" of=key %}…{% end_written_once %}: a part of a page that says the same to every reader.

It is written once in a process and for a key, and given out as it is afterwards. The key has to name everything that
the part is made of: of a stored page its rows, of a comment its words, of a link who may follow it.
"""

from collections import OrderedDict
from collections.abc import Hashable
from threading import Lock
from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import get_current_timezone_name

register = template.Library()
MOST_CHARACTERS = 6_000_000
"""Kept in one process: about forty cycles of a large company."""


class Written:
    """Texts by key, the least recently read leave first; threads share it."""

    def __init__(self, most: int = MOST_CHARACTERS) -> None:
        self._texts: OrderedDict[Hashable, SafeString] = OrderedDict()
        self._lock = Lock()
        self._size, self._most = 0, most

    def get(self, key: Hashable) -> SafeString | None:
        with self._lock:
            if key in self._texts:
                self._texts.move_to_end(key)
            return self._texts.get(key)

    def put(self, key: Hashable, text: SafeString) -> None:
        with self._lock:
            self._size += len(text) - len(self._texts.pop(key, ""))
            self._texts[key] = text
            while self._size > self._most:
                self._size -= len(self._texts.popitem(last=False)[1])


WRITTEN = Written()


class WrittenOnce(template.Node):
    def __init__(self, name: FilterExpression, of: FilterExpression, inside: NodeList) -> None:
        self.name, self.of, self.nodelist = name, of, inside

    def render(self, context: Context) -> Any:
        key = self.of.resolve(context)
        if settings.DEBUG or not key:
            return self.nodelist.render(context)
        whole = (self.name.resolve(context), key, get_current_timezone_name())
        text = WRITTEN.get(whole)
        if text is None:
            text = mark_safe(self.nodelist.render(context))  # noqa: S308 (nodes have escaped what they show)
            WRITTEN.put(whole, text)
        return text


@register.tag
def written_once(parser: Parser, token: Token) -> WrittenOnce:
    bits = token.split_contents()
    given = token_kwargs(bits[2:], parser) if len(bits) == 3 else {}
    if list(given) != ["of"]:
        raise template.TemplateSyntaxError("Say {% written_once name of=key %}.")
    inside = parser.parse(("end_written_once",))
    parser.delete_first_token()
    return WrittenOnce(parser.compile_filter(bits[1]), given["of"], inside)
