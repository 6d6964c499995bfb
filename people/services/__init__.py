"""What can be done with people: invite them, change them, give them tokens; and write down what was done."""

from people.services.audit import record
from people.services.colleagues import Colleague, add_colleagues
from people.services.demo import DemoLogIn, make_demo_people
from people.services.invitations import (
    VALID_FOR,
    InvitationRefused,
    NewInvitation,
    accept_invitation,
    accept_without_password,
    digest,
    invite,
    renew_invitation,
    revoke_invitation,
)
from people.services.members import LastAdministrator, change_own_name, change_person
from people.services.tokens import NewToken, TokenRefused, make_token, note_use, revoke_token
from people.services.tours import end_tour, go_to_stop

__all__ = [
    "VALID_FOR",
    "Colleague",
    "DemoLogIn",
    "InvitationRefused",
    "LastAdministrator",
    "NewInvitation",
    "NewToken",
    "TokenRefused",
    "accept_invitation",
    "accept_without_password",
    "add_colleagues",
    "change_own_name",
    "change_person",
    "digest",
    "end_tour",
    "go_to_stop",
    "invite",
    "make_demo_people",
    "make_token",
    "note_use",
    "record",
    "renew_invitation",
    "revoke_invitation",
    "revoke_token",
]
