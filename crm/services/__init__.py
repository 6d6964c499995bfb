"""Export and erase what is kept about a person; take wrong merges apart; say which campaign a name means."""

from crm.services.identity import NotMerged, let_merge, take_apart
from crm.services.naming import RuleRefused, apply_rules, ask_to_apply, drop_rule, make_rule
from crm.services.personal import (
    UnknownPerson,
    ask_erasure,
    ask_export,
    erase_person,
    expire_exports,
    export_file,
    export_person,
)

__all__ = [
    "NotMerged",
    "RuleRefused",
    "UnknownPerson",
    "apply_rules",
    "ask_erasure",
    "ask_export",
    "ask_to_apply",
    "drop_rule",
    "erase_person",
    "expire_exports",
    "export_file",
    "export_person",
    "let_merge",
    "make_rule",
    "take_apart",
]
