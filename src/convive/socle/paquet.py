"""What Django loads of a package of ours."""

from importlib import import_module
from pkgutil import iter_modules

from django.apps import AppConfig


class PaquetConfig(AppConfig):
    """Each module of `models/` is loaded because it is there: a new model needs no line in `models/__init__.py`.

    A package imports this module, not the class: Django wants one configuration alone in the names of its `apps`.
    """

    default_auto_field = "django.db.models.BigAutoField"

    def import_models(self) -> None:
        super().import_models()
        if self.models_module is not None:
            for module in iter_modules(self.models_module.__path__):
                import_module(f"{self.models_module.__name__}.{module.name}")
