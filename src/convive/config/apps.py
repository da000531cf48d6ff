from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class ConfigConfig(AppConfig):
    """An app only so that Django finds the commands that prepare and serve the product, and the demonstration."""

    name = "convive.config"
    label = "config"

    def ready(self) -> None:
        from convive.socle.maison import record_droits

        record_droits()
        checks.register(check_histoire, checks.Tags.database)


def check_histoire(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """A check run before « migrate », so that a half-applied history is not mistaken for an up-to-date database."""
    from convive.config.histoire import HistoireIncomplete, list_migrations, refuse_inachevee

    if not databases:
        return []
    try:
        refuse_inachevee(list_migrations())
    except HistoireIncomplete as error:
        return [checks.Error(str(error), id="config.E001")]
    return []
