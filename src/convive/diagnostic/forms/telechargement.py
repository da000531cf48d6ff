"""Choose the sources to bring."""

from collections.abc import Sequence

from django import forms
from django.http import QueryDict

from convive.donnees.declaration import Source
from convive.socle.formulaires import get_champ_choix


class TelechargementForm(forms.Form):
    """No source ticked means all of them, as for the command."""

    sources = forms.MultipleChoiceField(
        label="Lesquelles ? (aucune : toutes)",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "L’une de ces sources n’a pas d’adresse : choisissez de nouveau."},
    )

    def __init__(self, data: QueryDict | None = None, *, sources: Sequence[Source]) -> None:
        super().__init__(data, use_required_attribute=False)
        self.liste = sources
        get_champ_choix(self, "sources").choices = [(source.identifiant, source.titre) for source in sources]

    @property
    def cochees(self) -> list[str]:
        return list(self["sources"].value() or ())
