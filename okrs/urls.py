"""Addresses of objectives, key results, cycles, documents and sales targets."""

from django.urls import path, re_path

from okrs.views import cycles, key_results, objectives, plan, tree

app_name = "okrs"
urlpatterns = [
    path("objectives/", tree.tree, name="tree"),
    path("objectives/map/", tree.strategy_map, name="map"),
    path("objectives/new/", objectives.new_objective, name="new_objective"),
    path("objectives/<int:pk>/", objectives.objective, name="objective"),
    path("objectives/<int:pk>/edit/", objectives.edit_objective, name="edit_objective"),
    path("objectives/<int:pk>/drop/", objectives.drop_objective, name="drop_objective"),
    path("objectives/<int:pk>/activate/", objectives.activate_objective, name="activate_objective"),
    path("objectives/<int:pk>/key-results/", tree.key_results_of, name="key_results_of"),
    path("objectives/<int:objective_pk>/key-results/new/", key_results.new_key_result, name="new_key_result"),
    path("objectives/key-results/<int:pk>/", key_results.key_result, name="key_result"),
    path("objectives/key-results/<int:pk>/figure.json", key_results.key_result_figure, name="key_result_figure"),
    path("objectives/key-results/<int:pk>/edit/", key_results.edit_key_result, name="edit_key_result"),
    path("objectives/key-results/<int:pk>/drop/", key_results.drop_key_result, name="drop_key_result"),
    path("objectives/key-results/<int:pk>/checkpoints/", key_results.checkpoints, name="checkpoints"),
    path("objectives/key-results/<int:pk>/check-in/", key_results.check_in, name="check_in"),
    path("objectives/key-results/<int:pk>/score/", cycles.score, name="score"),
    path("owed/check-ins/", key_results.owed, name="owed"),
    path("objectives/business/", objectives.business_objectives, name="business_objectives"),
    path("objectives/business/new/", objectives.new_business_objective, name="new_business_objective"),
    path("objectives/business/<int:pk>/edit/", objectives.edit_business_objective, name="edit_business_objective"),
    path("objectives/cycles/", cycles.cycles, name="cycles"),
    path("objectives/status-bands/", cycles.status_bands, name="status_bands"),
    path("objectives/cycles/new/", cycles.new_cycle, name="new_cycle"),
    path("objectives/cycles/<int:pk>/", cycles.cycle, name="cycle"),
    path("objectives/cycles/<int:pk>/carry-over/", cycles.carry_over, name="carry_over"),
    re_path(r"^objectives/cycles/(?P<pk>\d+)/(?P<step>open|review|back|close)/$", cycles.move_cycle, name="move_cycle"),
    path("documents/", plan.documents, name="documents"),
    path("documents/new/", plan.new_document, name="new_document"),
    path("documents/<int:pk>/edit/", plan.edit_document, name="edit_document"),
    path("documents/<int:pk>/file/", plan.document_file, name="document_file"),
    path("sales-targets/", plan.sales_targets, name="sales_targets"),
    path("sales-targets/new/", plan.edit_sales_target, name="new_sales_target"),
    path("sales-targets/<int:pk>/edit/", plan.edit_sales_target, name="edit_sales_target"),
]
