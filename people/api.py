"""The programming interface of people: oneself, and for administrators everybody."""

from typing import Any

from django.urls import path
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.serializers import BaseSerializer

from people import selectors, services
from people.models import User
from people.permissions import actions
from people.problems import Conflict
from people.serializers import PersonSerializer


@extend_schema(summary="Yourself", tags=["people"])
class Me(generics.RetrieveAPIView[User]):
    actions_by_method = actions(read="people.account")
    serializer_class = PersonSerializer

    def get_object(self) -> User:
        return self.request.user  # type: ignore[return-value]


@extend_schema(summary="Everybody who has an account", tags=["people"])
class People(generics.ListAPIView[User]):
    actions_by_method = actions(read="people.manage")
    serializer_class = PersonSerializer
    filterset_fields = ["role", "is_active", "team"]

    def get_queryset(self) -> Any:
        return selectors.people()


@extend_schema(tags=["people"])
class Person(generics.RetrieveUpdateAPIView[User]):
    """One person. Their e-mail address cannot be changed; to take their access away, set `is_active` to false."""

    actions_by_method = actions(read="people.manage", write="people.manage")
    serializer_class = PersonSerializer
    http_method_names = ["get", "head", "options", "patch"]

    def get_queryset(self) -> Any:
        return selectors.people()

    def perform_update(self, serializer: BaseSerializer[User]) -> None:
        person: User = self.get_object()
        wanted = {field: getattr(person, field) for field in ("name", "role", "team", "is_active")}
        try:
            serializer.instance = services.change_person(
                person=person, by=self.request.user, **{**wanted, **serializer.validated_data}
            )
        except services.LastAdministrator as error:
            raise Conflict(str(error)) from error


urlpatterns = [
    path("me/", Me.as_view(), name="api_me"),
    path("people/", People.as_view(), name="api_people"),
    path("people/<int:pk>/", Person.as_view(), name="api_person"),
]
