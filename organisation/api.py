"""The company's settings in the programming interface."""

from django.urls import path
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.serializers import BaseSerializer

from organisation import selectors, services
from organisation.models import Organisation
from organisation.serializers import OrganisationSerializer
from people.permissions import actions


@extend_schema(tags=["organisation"])
class OrganisationSettings(generics.RetrieveUpdateAPIView[Organisation]):
    """Name, reporting currency, time zone, first month of the fiscal year and first day of the week."""

    actions_by_method = actions(read="organisation.view", write="organisation.edit")
    serializer_class = OrganisationSerializer
    http_method_names = ["get", "head", "options", "patch"]

    def get_object(self) -> Organisation:
        return selectors.organisation()

    def perform_update(self, serializer: BaseSerializer[Organisation]) -> None:
        serializer.instance = services.change_organisation(
            values=serializer.validated_data, by=self.request.user, now=timezone.now()
        )


urlpatterns = [
    path("organisation/", OrganisationSettings.as_view(), name="api_organisation"),
]
