"""What is asked about people, as jobs: arguments are ids, never addresses."""

from crm import selectors, services
from crm.models import PersonRequest
from jobs.context import JobContext
from jobs.registry import job_kind


@job_kind("crm.export_person", label="Collect what is kept about a person", queue="fast")
def export_person(context: JobContext, *, request: int) -> str:
    one = _request(request)
    return one.told or services.export_person(one, now=context.now, publishing=context.publishing)


@job_kind("crm.erase_person", label="Erase a person’s data", queue="fast")
def erase_person(context: JobContext, *, request: int) -> str:
    one = _request(request)
    return one.told or services.erase_person(one, now=context.now, publishing=context.publishing)


@job_kind("crm.expire_exports", label="Delete exports of persons whose time is over", queue="fast")
def expire_exports(context: JobContext) -> str:
    return f"{services.expire_exports(context.now):,} files deleted."


@job_kind("crm.apply_rules", label="Find the campaigns that names mean")
def apply_rules(context: JobContext) -> str:
    changed = services.apply_rules(now=context.now, publishing=context.publishing)
    return f"{changed:,} touches belong to another campaign or channel now."


def _request(pk: int) -> PersonRequest:
    one = selectors.request(pk)
    if one is None:
        raise services.UnknownPerson(f"Request {pk} no longer exists.")
    return one
