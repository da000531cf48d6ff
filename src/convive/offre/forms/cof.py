"""The form of a convention d’objectifs et de financement."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.http import QueryDict

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.offre.models import Cof, ServiceEquipement
from convive.offre.rules.offre import MAX_NUMERO
from convive.offre.selectors.catalogue import get_prestations
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne
from convive.socle.uuids import parse_uuid

CHAMPS = ("numero", "type_ps", "date_debut", "date_fin")


class CofForm(FicheForm):
    numero = forms.CharField(label="Numéro", help_text="Celui que la Caf lui donne.", max_length=MAX_NUMERO)
    type_ps = forms.ChoiceField(label="Prestation de service", required=False)
    date_debut = JourField(label="Premier jour")
    date_fin = JourField(label="Dernier jour", help_text="Ce jour-là compte encore.")
    services = forms.MultipleChoiceField(label="Services", required=False)

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        services: Iterable[ServiceEquipement],
        cof: Cof | None = None,
        service: str = "",
    ) -> None:
        initial = _build_initial(cof) if cof else {"services": [service] if service else []}
        super().__init__(data, fiche=cof, initial=initial)
        # These dates are required here, although `JourField` is optional by default.
        for champ in ("date_debut", "date_fin"):
            self.fields[champ].required = True
        get_champ_choix(self, "type_ps").choices = [("", "Non renseignée"), *get_prestations("ps").items()]
        get_champ_choix(self, "services").choices = [(str(row.pk), row.nom) for row in services]

    def clean_numero(self) -> str:
        return clean_ligne(self.cleaned_data["numero"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("date_debut"), cleaned.get("date_fin")
        if first and last and last < first:
            self.add_error("date_fin", "Ce jour vient avant le premier : corrigez l’une des deux dates.")
        return cleaned

    def get_saisie(self) -> Saisie:
        return self.build_saisie(*CHAMPS, coches={"services": self.get_coches("services", parse_uuid)})


def _build_initial(cof: Cof) -> dict[str, Any]:
    valeurs = {champ: getattr(cof, champ) for champ in CHAMPS}
    return {**valeurs, "services": [str(service.pk) for service in cof.services.all()], "version": cof.version}
