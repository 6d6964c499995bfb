"""Styles inside the tags of a mail, since mail programs know no style sheets: style="{{ 'head'|mail_style }}"."""

from collections.abc import Mapping

from django import template

register = template.Library()

_SMALL = "font-size:12px;line-height:1.45"
STYLES: Mapping[str, str] = {
    "head": "padding:0 0 8px 10px;font-size:12px;font-weight:550;color:#646b79",
    "heading": "margin:28px 0 8px;font:400 20px/1.3 'Source Serif 4',Georgia,serif",
    "number": "padding:11px 0 11px 10px;border-top:1px solid #e5e1d8;white-space:nowrap",
    "small": f"{_SMALL};color:#646b79",
    "good": f"{_SMALL};color:#17714a",
    "warn": f"{_SMALL};color:#855600",
    "bad": f"{_SMALL};color:#b0301f",
    "none": f"{_SMALL};color:#646b79",
}


@register.filter
def mail_style(part: str) -> str:
    return STYLES[part]
