"""What is true of the whole company: its name, money, clock, calendar and dimensions."""

from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "organisation"
    verbose_name = "Organisation"
