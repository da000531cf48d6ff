"""The form that chooses the day of the next audit."""

from datetime import date
from typing import Any

from convive.formation.forms.base import FormationForm
from convive.socle.formulaires import JourField


class AuditForm(FormationForm):
    date_audit = JourField(
        label="Jour de l’audit",
        help_text="Il décide de la version du référentiel. Sans jour, c’est celle d’aujourd’hui.",
    )

    def __init__(self, data: Any = None, *, date_audit: date | None) -> None:
        super().__init__(data, initial={"date_audit": date_audit})
