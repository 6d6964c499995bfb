"""The programming interface: every room's part ends with its own `urlpatterns`."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView, SpectacularSwaggerSplitView

from people.permissions import Allowed

DESCRIBE = {"permission_classes": [Allowed.to("api.describe")]}

urlpatterns = [
    path("schema/", SpectacularAPIView.as_view(**DESCRIBE), name="api_schema"),
    path("docs/", SpectacularSwaggerSplitView.as_view(url_name="api_schema", **DESCRIBE), name="api_docs"),
    path("", include("people.api")),
    path("", include("organisation.api")),
    path("", include("okrs.api")),
    path("", include("kpis.api")),
    path("", include("imports.api")),
    path("", include("forecasts.api")),
    path("", include("alignment.api")),
    path("", include("reports.api")),
]
