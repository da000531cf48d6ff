"""The form that ties an organisation to another one."""

from collections.abc import Iterable

from django import forms
from django.http import QueryDict

from convive.acteurs.models import NatureLien, Organisation
from convive.acteurs.rules.annuaire import MAX_PRECISION
from convive.socle.formulaires import get_champ_choix


class LienOrganisationsForm(forms.Form):
    nature = forms.ChoiceField(label="Cette organisation…", choices=NatureLien.choices)
    autre = forms.ChoiceField(label="… laquelle ?")
    precision = forms.CharField(
        label="Précision",
        help_text="Ce qui est financé, hébergé, géré ; depuis quand.",
        max_length=MAX_PRECISION,
        required=False,
    )

    def __init__(self, data: QueryDict | None = None, *, organisations: Iterable[Organisation]) -> None:
        super().__init__(data)
        self._organisations = {str(organisation.pk): organisation for organisation in organisations}
        choix = [("", "Choisissez…"), *((cle, organisation.nom) for cle, organisation in self._organisations.items())]
        get_champ_choix(self, "autre").choices = choix

    def get_autre(self) -> Organisation:
        """The other end, once the form is valid."""
        return self._organisations[self.cleaned_data["autre"]]
