"""Parts of pages that are written once and given out to every reader."""

from datetime import UTC, datetime

from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import SafeString

from reports.templatetags.written import Written

PART = Template('{% load written %}{% written_once "part of a test" of=key %}{{ word }}{% end_written_once %}')


def shown(word: str, *, key: object) -> str:
    return PART.render(Context({"word": word, "key": key}))


def test_a_part_is_written_anew_when_what_it_is_made_of_changes_and_never_without_a_key():
    first = datetime(2026, 3, 1, 6, tzinfo=UTC)

    assert shown("<b>ten</b>", key=(1, first)) == "&lt;b&gt;ten&lt;/b&gt;"
    assert shown("twelve", key=(1, first)) == "&lt;b&gt;ten&lt;/b&gt;"
    assert shown("twelve", key=(2, first)) == "twelve"
    assert shown("thirteen", key=()) == "thirteen"
    assert shown("fourteen", key=()) == "fourteen"


def test_readers_in_another_time_zone_read_their_own_hours():
    assert shown("six", key=("zone", 1)) == "six"
    with timezone.override("Asia/Tokyo"):
        assert shown("fifteen", key=("zone", 1)) == "fifteen"


def test_the_least_recently_read_leave_first():
    kept = Written(most=10)
    for name in ("a", "b"):
        kept.put(name, SafeString(name * 5))
    assert kept.get("a") == "aaaaa"
    kept.put("c", SafeString("ccccc"))

    assert (kept.get("a"), kept.get("b"), kept.get("c")) == ("aaaaa", None, "ccccc")
