"""Pages of the reports."""

from django.urls import path

from reports.views import (
    alignment,
    closing,
    components,
    departments,
    documents,
    explorer,
    explorer_files,
    opportunities,
    summary,
    tour,
    truth,
)

urlpatterns = [
    path("", alignment.dashboard, name="alignment"),
    path("recompute/", alignment.recompute, name="recompute"),
    path("demonstration/", alignment.load_company, name="load_company"),
    path("attribution/", explorer.explorer, name="explorer"),
    path("attribution/credit.csv", explorer_files.credit_csv, name="explorer_csv"),
    path("attribution/models/", explorer.models, name="explorer_models"),
    path("attribution/months/", explorer.by_month, name="explorer_months"),
    path("attribution/journeys/", explorer.ways, name="explorer_journeys"),
    path("attribution/readings/", explorer.apart, name="explorer_readings"),
    path("attribution/coverage/", explorer.gaps, name="explorer_coverage"),
    path("attribution/opportunities/", opportunities.listed, name="opportunities"),
    path("attribution/opportunities/<int:pk>/", opportunities.one, name="opportunity"),
    path("attribution/truth/", truth.truth_report, name="truth"),
    path("summary/", summary.summary, name="summary"),
    path("summary/<int:pk>/comment/", summary.comment, name="comment"),
    path("summary/<int:pk>/issue/", summary.issue_summary, name="issue_summary"),
    path("board-pack/", documents.board_pack, name="board_pack"),
    path("board-pack/<int:pk>/build/", documents.build, name="build_documents"),
    path("board-pack/files/<int:pk>/", documents.download, name="document_download"),
    path("close/", closing.close, name="close"),
    path("close/<int:pk>/freeze/", closing.freeze_cycle, name="freeze_cycle"),
    path("close/<int:pk>/reopen/", closing.reopen_cycle, name="reopen_cycle"),
    path("departments/", departments.first, name="departments"),
    path("departments/<slug:key>/", departments.department, name="department"),
    path("tour/", tour.tour, name="tour"),
    path("components/", components.show, name="components"),
]
