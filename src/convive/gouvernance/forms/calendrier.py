"""The forms of the calendar of a year."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django import forms

from convive.gouvernance.forms.commun import GouvernanceForm
from convive.gouvernance.models import Instance
from convive.gouvernance.selectors.calendrier import list_zones
from convive.socle.formulaires import JourField, get_champ_choix


class PeriodeForm(GouvernanceForm):
    """From which day, and for which school zone."""

    debut = JourField(label="À partir du")
    zone = forms.ChoiceField(label="Zone des vacances scolaires", required=False)

    def __init__(self, data: Any, *, zone: str, today: date) -> None:
        self._debut, self._zone = today.replace(day=1), zone
        given = data if "debut" in data or "zone" in data else None
        super().__init__(given, initial={"debut": self._debut, "zone": zone})
        get_champ_choix(self, "zone").choices = [
            ("", "inconnue, ou propre au territoire"),
            *((cle, f"zone {cle}") for cle in list_zones()),
        ]

    def get_periode(self) -> tuple[date, str]:
        """What was asked; what is wrong or missing is what one starts from."""
        if not (self.is_bound and self.is_valid()):
            return self._debut, self._zone
        return self.cleaned_data["debut"] or self._debut, self.cleaned_data["zone"]


def read_dates(data: Mapping[str, Any], instances: Mapping[str, Instance]) -> list[tuple[Instance, date]]:
    """The ticked lines, with the day that was typed; one that is not a day is the one that was proposed."""
    wanted = []
    for cle, instance in instances.items():
        if data.get(f"garder-{cle}"):
            proposee = cle.rpartition(":")[2]
            wanted.append((instance, _parse(str(data.get(f"jour-{cle}", ""))) or date.fromisoformat(proposee)))
    return wanted


def _parse(texte: str) -> date | None:
    try:
        return datetime.strptime(texte, "%Y-%m-%d").date()
    except ValueError:
        return None
