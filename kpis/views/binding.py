"""Letting a key result follow a KPI, or letting people type its values again."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST

from jobs.services import enqueue
from kpis import services
from kpis.forms.binding import BindingForm
from kpis.models import Binding
from kpis.views.common import me
from okrs.models import KeyResult
from people.policy import allowed

WITH_ALL = KeyResult.objects.select_related("objective__cycle")


@allowed("kpis.bind")
def bind(request: HttpRequest, pk: int) -> HttpResponse:
    key_result = get_object_or_404(WITH_ALL, pk=pk)
    binding = Binding.objects.filter(key_result=key_result).first()
    form = BindingForm(request.POST or None, binding=binding, scope=key_result.scope)
    if request.method == "POST" and form.is_valid():
        kpi = form.cleaned_data["kpi"]
        try:
            services.bind(key_result, kpi, scope=form.scope(), now=timezone.now())
        except services.BindingRefused as error:
            form.add_error("kpi", str(error))
        else:
            enqueue("reports.recompute", by=me(request), coalesce=True)
            messages.success(request, f"{key_result} follows {kpi.name}; its value arrives with the next recompute.")
            return redirect("okrs:key_result", pk)
    context = {"form": form, "key_result": key_result, "binding": binding}
    return render(request, "kpis/bind.html", context, status=422 if form.errors else 200)


@allowed("kpis.bind")
@require_POST
def unbind(request: HttpRequest, pk: int) -> HttpResponse:
    key_result = get_object_or_404(WITH_ALL, pk=pk)
    services.unbind(key_result)
    messages.success(request, f"The values of {key_result} are typed again.")
    return redirect("okrs:key_result", pk)
