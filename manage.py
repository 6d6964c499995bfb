#!/usr/bin/env python
"""Sightline's command line. Commands that use the database find or start the embedded servers first."""

import os
import sys

# Django's own commands that read code and settings only.
OFFLINE = {"help", "version", "check", "collectstatic", "findstatic", "diffsettings"}


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alignment.config.settings")
    from django.core.management import ManagementUtility

    from alignment.config import embedded, environment
    from alignment.config.embedded.places import ServerDidNotStart
    from alignment.config.environment import BadSetting

    environment.allow_long_statements()
    try:
        utility = ManagementUtility(sys.argv)
        if _needs_servers(utility):
            embedded.ensure_servers()
        utility.execute()
    except (BadSetting, ServerDidNotStart) as error:
        sys.exit(f"sightline: {error}")


def _needs_servers(utility: "object") -> bool:
    """Whether the command asks for servers: all do, but Django's offline ones and those that say they do not."""
    name = next(iter(sys.argv[1:]), "help")
    if name in OFFLINE or name.startswith("-") or {"--help", "-h", "--version"} & set(sys.argv):
        return False
    import django

    django.setup()
    return getattr(utility.fetch_command(name), "needs_servers", True)  # type: ignore[attr-defined]


if __name__ == "__main__":
    main()
