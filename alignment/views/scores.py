"""Scores and their receipts."""

from django.http import Http404, HttpRequest, JsonResponse

from alignment import selectors
from people.policy import allowed


@allowed("home.view")
def receipt(request: HttpRequest, pk: int) -> JsonResponse:
    """The receipt of one score: every input and every step, as a file that recomputes itself offline."""
    run = selectors.score_run(pk)
    if run is None:
        raise Http404("There is no such score.")
    response = JsonResponse(run.receipt, json_dumps_params={"indent": 1, "ensure_ascii": False})
    response["Content-Disposition"] = f'attachment; filename="score-{run.pk}-receipt.json"'
    return response
