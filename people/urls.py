"""Log-in, account, people, invitations, tokens and the audit trail."""

from allauth.account import views as account
from allauth.socialaccount import views as social
from django.contrib.auth.decorators import login_not_required
from django.urls import include, path, re_path

from people.views import account as own
from people.views import audit, invitations, members

# The parts of django-allauth that we offer; its own list has signing up and e-mail addresses besides.
log_in = [
    path("login/", account.login, name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", account.reauthenticate, name="account_reauthenticate"),
    path("password/change/", account.password_change, name="account_change_password"),
    path("password/set/", account.password_set, name="account_set_password"),
    path("password/reset/", account.password_reset, name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("2fa/", include("allauth.mfa.urls")),
    path("sso/cancelled/", login_not_required(social.login_cancelled), name="socialaccount_login_cancelled"),
    path("sso/error/", login_not_required(social.login_error), name="socialaccount_login_error"),
    path("", include("allauth.socialaccount.providers.openid_connect.urls")),
]

urlpatterns = [
    path("account/", include(log_in)),
    path("account/", own.account, name="account"),
    path("account/tokens/", own.tokens, name="tokens"),
    path("account/tokens/<uuid:public_id>/revoke/", own.revoke_token, name="token_revoke"),
    path("invitation/<str:secret>/", invitations.accept, name="invitation"),
    path("people/", members.people, name="people"),
    path("people/<int:pk>/", members.person, name="person"),
    path("people/invite/", invitations.invite, name="invite"),
    path("people/invitations/<int:pk>/renew/", invitations.renew, name="invitation_renew"),
    path("people/invitations/<int:pk>/revoke/", invitations.revoke, name="invitation_revoke"),
    path("people/tokens/", own.tokens_of_all, name="tokens_of_all"),
    path("people/audit/", audit.audit, name="audit"),
    path("people/audit.csv", audit.audit_csv, name="audit_csv"),
]
