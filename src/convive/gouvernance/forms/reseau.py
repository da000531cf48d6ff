"""The form above the network."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from convive.espaces.models import Thematique
from convive.gouvernance.rules.reseau import SorteLien
from convive.socle.formulaires import get_champ_choix


class FiltreReseauForm(forms.Form):
    thematique = forms.ChoiceField(label="Thématique", required=False)
    sorte = forms.ChoiceField(
        label="Ce qui les lie",
        required=False,
        choices=[("", "tout"), *SorteLien.choices],
    )

    def __init__(self, data: QueryDict, *, thematiques: Iterable[Thematique]) -> None:
        super().__init__(data)
        rows = [(str(row.pk), row.nom) for row in thematiques]
        get_champ_choix(self, "thematique").choices = [("", "toutes"), *rows]

    def get_choix(self) -> tuple[str, str]:
        """The thématique, then the kind of link; a value that is not a choice asks nothing."""
        self.is_valid()
        return str(self.cleaned_data.get("thematique") or ""), str(self.cleaned_data.get("sorte") or "")
