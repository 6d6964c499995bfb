"""The programming interface of objectives, key results, cycles, documents and sales targets."""

from django.urls import path, re_path

from okrs.api import cycles, objectives

urlpatterns = [
    path("business-objectives/", objectives.BusinessObjectives.as_view(), name="api_business_objectives"),
    path("business-objectives/<int:pk>/", objectives.OneBusinessObjective.as_view(), name="api_business_objective"),
    path("objectives/", objectives.Objectives.as_view(), name="api_objectives"),
    path("objectives/<int:pk>/", objectives.OneObjective.as_view(), name="api_objective"),
    path("key-results/", objectives.KeyResults.as_view(), name="api_key_results"),
    path("key-results/<int:pk>/", objectives.OneKeyResult.as_view(), name="api_key_result"),
    path("key-results/<int:pk>/check-ins/", objectives.CheckIns.as_view(), name="api_check_ins"),
    path("key-results/<int:pk>/checkpoints/", objectives.Checkpoints.as_view(), name="api_checkpoints"),
    path("key-results/<int:pk>/figure/", objectives.KeyResultFigure.as_view(), name="api_key_result_figure"),
    path("cycles/", cycles.Cycles.as_view(), name="api_cycles"),
    path("cycles/<int:pk>/", cycles.OneCycle.as_view(), name="api_cycle"),
    path("cycles/<int:pk>/progress/", cycles.CycleProgress.as_view(), name="api_cycle_progress"),
    re_path(
        r"^cycles/(?P<pk>\d+)/(?P<step>open|review|back|close)/$", cycles.MoveCycle.as_view(), name="api_move_cycle"
    ),
    path("documents/", cycles.Documents.as_view(), name="api_documents"),
    path("sales-targets/", cycles.SalesTargets.as_view(), name="api_sales_targets"),
]
