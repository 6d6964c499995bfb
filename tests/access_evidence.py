"""Who may open findings, score, attribution and KPIs; a part of tests/access_table.py."""

from tests.access import Access, needs
from tests.access_examples import a_milestone, an_opportunity
from tests.alignment.examples import a_finding, a_score, a_sight, an_experiment
from tests.kpis.examples import a_kpi, a_measure_of_a_kpi
from tests.okrs.examples import a_key_result
from tests.reports.examples import a_department, a_document_file, a_report, a_snapshot

EVIDENCE_ACCESS: dict[str, Access] = {
    # ── findings, the score and what is proven ──
    "score": needs("home.view"),
    "score_settings": needs("score.settings"),
    "matrix": needs("findings.view"),
    "matrix_file": needs("findings.view"),
    "contribution": needs("findings.view"),
    "audit_check": needs("findings.view"),
    "experiments": needs("findings.view"),
    "new_experiment": needs("experiments.edit"),
    "experiment": needs("experiments.edit", at=an_experiment),
    "withdraw_experiment": needs("experiments.edit", at=an_experiment),
    "api_scores": needs("home.view"),
    "api_score_parts": needs("home.view", at=a_score),
    "api_score_receipt": needs("home.view", at=a_score),
    "api_findings": needs("findings.view"),
    "api_decisions": needs("findings.view", write="findings.decide", at=a_finding),
    "api_intent": needs("findings.view"),
    "api_check": needs("findings.view"),
    "api_experiments": needs("findings.view", write="experiments.edit"),
    "api_experiment": needs("findings.view", write="experiments.edit", at=an_experiment),
    "findings": needs("findings.view"),
    "finding": needs("findings.view", at=a_finding),
    "finding_decide": needs("findings.decide", at=a_finding),
    "recompute": needs("reports.recompute"),

    # ── reports ──
    "summary": needs("reports.view"),
    "comment": needs("reports.comment", at=a_report),
    "issue_summary": needs("reports.issue", at=a_report),
    "board_pack": needs("reports.view"),
    "build_documents": needs("reports.build", at=a_snapshot),
    "document_download": needs("reports.view", at=a_document_file),
    "departments": needs("reports.view"),
    "department": needs("reports.view", at=a_department),
    "api_report": needs("reports.view", at=a_report),
    "api_report_document": needs("reports.view", at=a_document_file),
    "load_company": needs("reports.example"),
    "truth": needs("attribution.view"),
    "tour": needs("home.view"),

    # ── attribution ──
    "explorer": needs("attribution.view"),
    "explorer_csv": needs("attribution.view"),
    "explorer_models": needs("attribution.view"),
    "explorer_months": needs("attribution.view"),
    "explorer_journeys": needs("attribution.view"),
    "explorer_coverage": needs("attribution.view"),
    "explorer_readings": needs("attribution.view"),
    "attribution_settings": needs("attribution.settings"),
    "attribution_setting": needs("attribution.settings", at=a_milestone),
    "attribution_both_units": needs("attribution.settings", at=a_milestone),
    "api_credit": needs("attribution.view"),
    "api_opportunity_journey": needs("attribution.opportunities", at=an_opportunity),
    "opportunities": needs("attribution.opportunities"),
    "opportunity": needs("attribution.opportunities", at=an_opportunity),

    # ── kpis ──
    "kpis:index": needs("kpis.view"),
    "kpis:health": needs("kpis.view"),
    "kpis:new": needs("kpis.edit"),
    "kpis:preview": needs("kpis.edit"),
    "kpis:kpi": needs("kpis.view", at=a_kpi),
    "kpis:facts": needs("kpis.view", at=a_measure_of_a_kpi),
    "kpis:edit": needs("kpis.edit", at=a_kpi),
    "kpis:owner": needs("kpis.edit", at=a_kpi),
    "kpis:target": needs("kpis.edit", at=a_kpi),
    "kpis:retire": needs("kpis.edit", at=a_kpi),
    "kpis:sign_marketing": needs("kpis.sign_marketing", at=a_kpi),
    "kpis:sign_finance": needs("kpis.sign_finance", at=a_kpi),
    "kpis:bind": needs("kpis.bind", at=a_key_result),
    "kpis:unbind": needs("kpis.bind", at=a_key_result),
    "line_of_sight": needs("okrs.view", at=a_key_result),
    "sight_campaign": needs("okrs.view", at=a_sight),
    "kpis:matrix": needs("kpis.view"),
    "kpis:matrix_cell": needs("kpis.map"),
    "kpis:matrix_undo": needs("kpis.map"),
    "kpis:matrix_take_over": needs("kpis.map"),
    "api_measurements": needs("kpis.view"),
    "api_kpi_matrix": needs("kpis.view", write="kpis.map"),
}  # fmt: skip
