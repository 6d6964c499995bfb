"""Tables of people: users, invitations, tokens of the programming interface, the audit trail, places on the tour."""

from people.models.audit import AuditEntry
from people.models.invitations import Invitation
from people.models.tokens import ApiToken, Scope
from people.models.tours import TourPlace
from people.models.users import Role, User

__all__ = ["ApiToken", "AuditEntry", "Invitation", "Role", "Scope", "TourPlace", "User"]
