"""What programs read: attribution as the explorer shows it, and whole reports."""

from reports.api import attribution, cycles

urlpatterns = [*attribution.urlpatterns, *cycles.urlpatterns]
