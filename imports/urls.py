"""Addresses of imports."""

from django.urls import path

from imports.views import log, one

app_name = "imports"
urlpatterns = [
    path("imports/", log.index, name="index"),
    path("imports/new/", log.new, name="new"),
    path("imports/sources/<int:pk>/", log.source, name="source"),
    path("imports/templates/<slug:name>.csv", log.template, name="template"),
    path("imports/<int:pk>/", one.show, name="show"),
    path("imports/<int:pk>/choices/", one.choose, name="choose"),
    path("imports/<int:pk>/again/", one.again, name="again"),
    path("imports/<int:pk>/rerun/", one.rerun, name="rerun"),
    path("imports/<int:pk>/confirm/", one.confirm, name="confirm"),
    path("imports/<int:pk>/undo/", one.undo, name="undo"),
    path("imports/<int:pk>/rows-not-taken.csv", one.issues_csv, name="issues"),
]
