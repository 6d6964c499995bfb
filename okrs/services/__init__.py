"""Write objectives, key results, check-ins and cycles. Every refusal is an exception with a sentence."""

from okrs.services.bands import set_status_bands
from okrs.services.business import change_business_objective, create_business_objective
from okrs.services.check_ins import ComputedValue, Said, check_in, record_computed
from okrs.services.closing import carry_over, close_cycle, follow_closing, score_key_result
from okrs.services.cycles import open_cycle, plan_cycle, review_cycle
from okrs.services.errors import ChangedMeanwhile, CycleClosed, OtherChange, Refused
from okrs.services.key_results import change_key_result, create_key_result, drop_key_result, set_checkpoints
from okrs.services.objectives import activate_objective, change_objective, create_objective, drop_objective
from okrs.services.plan import register_document, set_sales_target
from okrs.services.versions import Editing

__all__ = [
    "ChangedMeanwhile",
    "ComputedValue",
    "CycleClosed",
    "Editing",
    "OtherChange",
    "Refused",
    "Said",
    "activate_objective",
    "carry_over",
    "change_business_objective",
    "change_key_result",
    "change_objective",
    "check_in",
    "close_cycle",
    "create_business_objective",
    "create_key_result",
    "create_objective",
    "drop_key_result",
    "drop_objective",
    "follow_closing",
    "open_cycle",
    "plan_cycle",
    "record_computed",
    "register_document",
    "review_cycle",
    "score_key_result",
    "set_checkpoints",
    "set_sales_target",
    "set_status_bands",
]
