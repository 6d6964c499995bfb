"""The company in the programming interface."""

from rest_framework import serializers

from organisation.models import Organisation


class OrganisationSerializer(serializers.ModelSerializer[Organisation]):
    class Meta:
        model = Organisation
        fields = ["name", "currency", "time_zone", "fiscal_year_starts", "week_starts"]
