"""The straight line through Chromium: log in, bring the files, plan, link, recompute, read the dashboard."""

import os
import re
from pathlib import Path

import pytest

from jobs.models import Job, State
from jobs.services import cancel, run_waiting
from okrs.models import Cycle, Objective
from people.models import Role
from tests.chromium import PASSWORD
from tests.flows.straight_line import ENDS_ON, FILES, LAST_DAY, PLAN, SOURCE, SPEND, STARTS_ON

pytestmark = [
    pytest.mark.real,
    pytest.mark.browser,
    pytest.mark.timeout(900),
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("channels"),
]
ORG = {file.target: file for file in FILES}
RECOMPUTE = "reports.recompute"
WAVES = (("accounts", "campaigns"), ("contacts", "leads", "opportunities"), ("campaign_members",))
SHOTS = os.environ.get("SIGHTLINE_SHOTS", "")


@pytest.fixture(autouse=True)
def folders_of_their_own(settings, tmp_path):
    settings.PLACES = type(settings.PLACES)(data=tmp_path)
    settings.MEDIA_ROOT = tmp_path / "uploads"


def test_from_a_crm_export_to_the_dashboard(page_as, person):
    page = page_as(None)
    log_in(page, person(Role.ADMINISTRATOR))
    set_currency(page, "USD")
    for wave in WAVES:
        bring(page, [ORG[target] for target in wave])
    bring_spend(page)
    plan(page)
    link(page)
    recompute(page)

    headline = page.locator("h1").first
    assert "$5 k serves no objective" in plain(headline)
    assert re.fullmatch(r"\d\d", plain(page.locator(".score-number strong")))
    for name in ("money", "credit"):
        page.locator(f"#{name} [data-drawn]").or_(page.locator(f"#{name}[data-drawn]")).first.wait_for()
    page.locator("#credit [data-figure-table]").click()
    row = page.locator("#credit-twin tr", has_text="Unattributed")
    assert plain(row) == "Unattributed 28.00 $24,939,511.26 – –"
    assert "CRM $43,603,545.98" in plain(page.locator(".proof").first)
    assert "None of the 50 opportunities created in this cycle names its source" in plain(page.locator("main"))
    picture(page, "dashboard")
    assert page.watch.complaints == []


def log_in(page, user) -> None:
    page.goto("/")
    page.get_by_label("Email").or_(page.get_by_label("E-mail")).first.fill(user.email)
    page.get_by_label("Password", exact=False).first.fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("heading", name="Does marketing serve the business?").wait_for()


def set_currency(page, code: str) -> None:
    page.goto("/organisation/")
    page.locator("[name=currency]").fill(code)
    page.get_by_role("button", name="Save").click()
    page.wait_for_load_state()


def bring(page, files) -> None:
    """Upload several files at once, say what the presets cannot know, confirm each, and let the worker work."""
    page.goto("/imports/new/")
    page.set_input_files("input[type=file]", [file.path for file in files])
    page.get_by_label("Which system").fill(SOURCE)
    page.get_by_role("button", name="Look at the files").click()
    page.wait_for_url(re.compile(r"/imports/(\d+/)?$"))
    work_on_files()
    for file in files:
        show(page, file.name)
        if file.columns or file.currency:
            for name, heading in file.columns.items():
                page.locator(f"[name=column-{name}]").select_option(heading)
            answer_currency(page, file.currency)
            page.get_by_role("button", name="Look at it again").click()
            page.locator(".job").wait_for()
            work_on_files()
            show(page, file.name)
        page.get_by_role("button", name=f"Import {file.rows} rows").click()
        page.locator(".job").wait_for()
    work_on_files()
    for file in files:
        show(page, file.name)
        page.get_by_text(f"{file.rows} rows read = {file.rows} accepted").first.wait_for()


def answer_currency(page, code: str) -> None:
    field = page.locator("[name=currency]")
    if code:
        if not field.is_visible():
            page.get_by_text("Encoding, header, numbers").click()
        field.fill(code)


def bring_spend(page) -> None:
    page.goto("/imports/new/")
    sheet = {"name": "spend.csv", "mimeType": "text/csv", "buffer": SPEND.encode()}
    page.set_input_files("input[type=file]", sheet)
    page.get_by_label("Which system").fill(SOURCE)
    page.get_by_label("What are the rows?").select_option("spend")
    page.get_by_role("button", name="Look at the files").click()
    page.locator(".job").wait_for()
    work_on_files()
    page.get_by_role("button", name="Import 7 rows").click()
    page.locator(".job").wait_for()
    work_on_files()
    page.get_by_text("7 rows read = 7 accepted").first.wait_for()


def plan(page) -> None:
    """One cycle over the org's dates, two business objectives, an objective and a key result for each, a check-in."""
    page.goto("/objectives/cycles/new/")
    page.locator("[name=length]").select_option("custom")
    page.locator("[name=day]").fill(STARTS_ON.isoformat())
    page.locator("[name=last_day]").fill(LAST_DAY.isoformat())
    page.locator("[name=name]").fill("Workshop")
    save(page)
    cycle = Cycle.objects.get(name="Workshop")
    assert cycle.ends_on == ENDS_ON
    for row in PLAN:
        page.goto("/objectives/business/new/")
        page.locator("[name=name]").fill(row.business)
        page.locator("[name=category]").select_option(row.category)
        page.locator("[name=weight]").fill(str(row.weight))
        save(page)
        page.goto(f"/objectives/new/?cycle={cycle.pk}")
        page.locator("[name=name]").fill(row.objective)
        page.locator("[name=business_objective]").select_option(label=row.business)
        save(page)
        page.goto(f"/objectives/{Objective.objects.get(name=row.objective).pk}/")
        page.get_by_role("link", name="New key result").click()
        page.locator("[name=name]").fill(row.key_result)
        page.locator("[name=measure]").select_option("flow")
        page.locator("[name=baseline]").fill("0")
        page.locator("[name=target]").fill(str(row.target))
        save(page)
    page.goto(f"/objectives/cycles/{cycle.pk}/")
    page.get_by_role("button", name="Open").click()
    page.get_by_text("It is running").wait_for()
    for row in PLAN:
        page.goto(f"/objectives/{Objective.objects.get(name=row.objective).pk}/")
        page.get_by_role("link", name=row.key_result).first.click()
        page.get_by_role("link", name="Check in").first.click()
        page.locator("[name=value]").fill("30")
        page.locator("[name=day]").fill(LAST_DAY.isoformat())
        page.get_by_role("button", name="Check in").click()
        page.get_by_text(f"Checked in: {row.key_result}.").wait_for()


def link(page) -> None:
    """On the mapping desk: tick the campaigns of an objective, choose it, link."""
    cycle = Cycle.objects.get(name="Workshop")
    for row in PLAN:
        page.goto(f"/desk/?cycle={cycle.pk}")
        for prefix in row.campaigns:
            boxes = page.get_by_role("checkbox", name=re.compile(f"^Select {prefix}"))
            for at in range(boxes.count()):
                boxes.nth(at).check()
        page.get_by_label("Objective or key result").select_option(label=row.objective)
        page.get_by_role("button", name="Link", exact=True).click()
        page.get_by_text(f"to {row.objective}.").first.wait_for()


def recompute(page) -> None:
    """By the button; the page shows the job and then itself anew."""
    page.goto("/")
    page.get_by_role("button", name="Recompute").click()
    page.locator(".job").wait_for()
    work()
    page.locator(".updating").wait_for(state="detached")


def work() -> None:
    """Do what waits, as a worker would."""
    run_waiting()
    no_job_failed()


def work_on_files() -> None:
    """Do what waits but for the recompute that every import asks for: here it is done once, by the button."""
    while Job.objects.filter(state=State.WAITING).exists():
        for waiting in Job.objects.filter(state=State.WAITING, kind=RECOMPUTE):
            cancel(waiting.pk)
        run_waiting(most=1)
    no_job_failed()


def no_job_failed() -> None:
    assert not Job.objects.filter(state=State.FAILED).exists(), list(Job.objects.filter(state=State.FAILED).values())


def show(page, name: str) -> None:
    page.goto("/imports/")
    page.get_by_role("link", name=name, exact=True).first.click()
    page.wait_for_load_state()


def save(page) -> None:
    page.get_by_role("button", name=re.compile("^(Save|Plan)")).first.click()
    page.wait_for_load_state()


def plain(found) -> str:
    return " ".join(found.inner_text().replace("\u202f", " ").replace("\xa0", " ").split())


def picture(page, name: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"straight-line-{name}.png", full_page=True)
