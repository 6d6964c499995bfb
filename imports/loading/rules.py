"""What a rule of the database says when it is broken."""

from django.db import IntegrityError


def rule_of(error: IntegrityError) -> str:
    """The rule in words: the sentence that it carries as a hint, or else its name."""
    diagnosis = getattr(error.__cause__, "diag", None)
    return hint_of(error) or str(getattr(diagnosis, "constraint_name", None) or error).replace("_", " ")


def hint_of(error: IntegrityError) -> str:
    """The sentence for users that a rule of ours carries, without its full stop; empty where it has none."""
    return str(getattr(getattr(error.__cause__, "diag", None), "message_hint", None) or "")
