from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.core import checks


class ConfigConfig(AppConfig):
    """Only there for the commands that prepare and serve the whole product, and for what they fill espaces with."""

    name = "convive.config"
    label = "config"

    def ready(self) -> None:
        from convive.socle.maison import record_droits

        record_droits()
        checks.register(check_histoire, checks.Tags.database)


def check_histoire(*, databases: Sequence[str] | None = None, **_: Any) -> list[checks.CheckMessage]:
    """Before « migrate » run by hand: a history that stopped midway is never taken for a database up to date."""
    from convive.config.histoire import HistoireIncomplete, list_migrations, refuse_inachevee

    if not databases:
        return []
    try:
        refuse_inachevee(list_migrations())
    except HistoireIncomplete as error:
        return [checks.Error(str(error), id="config.E001")]
    return []
