"""One line of log an event: JSON for machines, or plain for a terminal; a request's id follows into its jobs."""

import logging
import os
import sys
from collections.abc import Mapping

import structlog


def wants_json(*, production: bool) -> bool:
    return production or (not sys.stderr.isatty() and "PYTEST_VERSION" not in os.environ)


def configure(settings: Mapping[str, object]) -> None:
    """Send every logger, Django's and Celery's too, through structlog's formatter."""
    shared: list[structlog.typing.Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    last: structlog.typing.Processor = (
        structlog.processors.JSONRenderer() if settings["json"] else structlog.dev.ConsoleRenderer(colors=False)
    )
    handler = logging.StreamHandler()
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared, processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, last]
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(str(settings["level"]))
    for chatty in ("django.server", "fontTools", "asyncio"):
        logging.getLogger(chatty).setLevel(logging.WARNING)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=True,
    )
