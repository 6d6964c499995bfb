"""What people read for a kind of job: {{ job|job_label }}."""

from django import template

from jobs import registry
from jobs.models import Job

register = template.Library()


@register.filter
def job_label(job: Job) -> str:
    return registry.label(job.kind)
