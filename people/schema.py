"""What the schema of the programming interface says beside the views: how tokens work, and how errors look."""

from typing import Any

from drf_spectacular.extensions import OpenApiAuthenticationExtension

PROBLEM = {
    "type": "object",
    "description": "Problem details (RFC 9457).",
    "required": ["type", "title", "status", "detail"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "What is wrong and what to do."},
        "errors": {"type": "object", "additionalProperties": {}, "description": "For bad input: sentences by field."},
    },
}


class TokenScheme(OpenApiAuthenticationExtension):  # type: ignore[misc]
    target_class = "people.authentication.ScopedTokenAuthentication"
    name = "token"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {
            "type": "apiKey",
            "in": "header",
            "name": "Authorization",
            "description": "Token and a space before the token's text. Make one under Account, Tokens.",
        }


def describe_problems(result: dict[str, Any], **context: Any) -> dict[str, Any]:
    """Every operation may answer with a problem instead."""
    result["components"].setdefault("schemas", {})["Problem"] = PROBLEM
    reference = {"$ref": "#/components/schemas/Problem"}
    answer = {"description": "A problem", "content": {"application/problem+json": {"schema": reference}}}
    for methods in result["paths"].values():
        for operation in methods.values():
            if isinstance(operation, dict) and "responses" in operation:
                operation["responses"]["default"] = answer
    return result
