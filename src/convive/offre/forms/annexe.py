"""The form to choose the date of annexe 2."""

from datetime import date

from django import forms

from convive.offre.rules.offre import ANNEES
from convive.socle.formulaires import JourField


class JourAnnexeForm(forms.Form):
    """An empty or invalid date means today."""

    jour = JourField(label="Services soutenus au")

    def get_jour(self, today: date) -> date:
        self.is_valid()
        jour: date | None = self.cleaned_data.get("jour")
        return jour if jour is not None and jour.year in ANNEES else today
