from pathlib import Path

from django.apps import AppConfig, apps


class ImportsConfig(AppConfig):
    name = "imports"

    def ready(self) -> None:
        """Collect what the apps accept: a file in an app's `layouts/` is all it takes."""
        from imports.registry import discover

        for config in apps.get_app_configs():
            if (Path(config.path) / "layouts").is_dir():
                discover(config.name)
