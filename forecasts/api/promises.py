"""The promise ledger, for programs."""

from dataclasses import asdict

from django.shortcuts import get_object_or_404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import generics
from rest_framework.exceptions import ValidationError
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from campaigns.models import Campaign
from forecasts import serializers as shapes
from forecasts import services
from forecasts.core.interval import Interval
from forecasts.models import Promise
from forecasts.selectors.beside import launch_beside, outlook_beside
from forecasts.selectors.planned import planned_spend
from forecasts.selectors.promises import ledger
from okrs.models import KeyResult
from people.permissions import actions


@extend_schema(tags=["forecasts"])
class Promises(generics.ListAPIView[Promise]):
    """Signed ranges, the newest first, with what came. Posting signs one beside what the model says now."""

    actions_by_method = actions(read="outlook.view", write="outlook.sign")
    serializer_class = shapes.PromiseSerializer
    queryset = Promise.objects.select_related("settlement")
    filterset_fields = ["key_result_id", "campaign_id", "quantity", "signed_by", "channel"]

    @extend_schema(request=shapes.SignSerializer, responses={201: shapes.PromiseSerializer})
    def post(self, request: Request) -> Response:
        given = shapes.SignSerializer(data=request.data)
        given.is_valid(raise_exception=True)
        asked = given.validated_data
        band = Interval(*(float(asked[name]) for name in ("low", "median", "high")))
        said = {"by": request.user, "now": timezone.now(), "note": asked["note"]}
        try:
            if "key_result" in asked:
                row = get_object_or_404(KeyResult.objects.select_related("objective__cycle"), pk=asked["key_result"])
                signed = services.promise_key_result(row, band, beside=outlook_beside(row.pk), **said)
            else:
                campaign = get_object_or_404(Campaign.objects.select_related("channel"), pk=asked["campaign"])
                beside = launch_beside(campaign, planned_spend(campaign), asked["quantity"])
                signed = services.promise_campaign(campaign, asked["quantity"], band, beside=beside, **said)
        except services.PromiseRefused as refused:
            raise ValidationError({"non_field_errors": [str(refused)]}) from refused
        return Response(shapes.PromiseSerializer(Promise.objects.get(pk=signed.pk)).data, status=201)


class Calibrations(APIView):
    """How often the ranges of settled promises held: by owner, channel and model, and the line for the board."""

    actions_by_method = actions(read="outlook.view")

    @extend_schema(tags=["forecasts"], responses={200: dict})
    def get(self, request: Request) -> Response:
        found = ledger()
        groups = {name: getattr(found, name) for name in ("owners", "channels", "models")}
        told = {name: [asdict(row) for row in rows] for name, rows in groups.items()}
        return Response({"sentence": found.sentence, **told})
