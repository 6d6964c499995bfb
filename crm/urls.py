"""Addresses of the people in the CRM."""

from django.urls import path

from crm.views import identity, names, personal

app_name = "crm"
urlpatterns = [
    path("identity/", identity.merges, name="merges"),
    path("identity/<slug:kind>/<int:pk>/apart/", identity.apart, name="take_apart"),
    path("identity/<slug:kind>/<int:pk>/together/", identity.together, name="let_merge"),
    path("campaign-names/", names.names, name="names"),
    path("campaign-names/rules/", names.make, name="make_rule"),
    path("campaign-names/rules/<int:pk>/drop/", names.drop, name="drop_rule"),
    path("campaign-names/apply/", names.apply, name="apply_rules"),
    path("personal-data/", personal.personal_data, name="personal_data"),
    path("personal-data/<int:pk>/file/", personal.person_file, name="person_file"),
]
