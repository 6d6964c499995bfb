"""The schema is held to what the programming interface really answers, by made-up requests to every operation."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
import schemathesis
from django.core.cache import cache
from django.core.wsgi import get_wsgi_application
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi import checks

from people import services
from people.models import Role, Scope, User

EXAMPLES = 5  # for each operation
CHECKS = (
    schemathesis.checks.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
)
bounded = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@schemathesis.serializer("application/x-ndjson", "application/jsonl")
def json_lines(context: schemathesis.SerializationContext, value: object) -> bytes:
    return value if isinstance(value, bytes) else getattr(value, "data", str(value).encode())


@pytest.fixture
def authorization(transactional_db: None) -> Mapping[str, str]:
    """The header of an administrator's token that may do everything."""
    cache.clear()
    ada = User.objects.create_user("ada@example.com", name="Ada", role=Role.ADMINISTRATOR)
    made = services.make_token(owner=ada, label="Schema", scopes=Scope.values, lifetime=timedelta(days=1))
    return {"Authorization": f"Token {made.text}"}


def test_every_answer_is_one_that_the_schema_describes(authorization: Mapping[str, str]) -> None:
    schema = schemathesis.openapi.from_wsgi(
        "/api/v1/schema/?format=json", get_wsgi_application(), headers=dict(authorization)
    )
    operations = [found.ok() for found in schema.get_all_operations()]
    wrong = [trouble for operation in operations if (trouble := _trouble_of(operation, authorization))]

    assert {operation.label for operation in operations} >= {"GET /api/v1/me/", "PATCH /api/v1/people/{id}/"}
    assert not wrong, "\n\n".join(wrong)


def _trouble_of(operation: schemathesis.APIOperation, authorization: Mapping[str, str]) -> str:
    """Ask an operation a few times with made-up input; what was wrong about an answer, or nothing."""

    @bounded
    @given(case=operation.as_strategy())
    def ask(case: schemathesis.Case) -> None:
        # Schemathesis reads what WSGI answers as it is, so it must not ask for it compressed.
        case.call_and_validate(headers={**authorization, "Accept-Encoding": "identity"}, checks=CHECKS)

    try:
        ask()
    except FailureGroup as failures:
        return f"{operation.label}: " + "\n".join(str(failure) for failure in failures.exceptions)
    return ""
