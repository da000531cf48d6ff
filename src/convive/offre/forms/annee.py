"""The form of a year of a service: its activity, and who supports it."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.acteurs.models import Organisation
from convive.offre.actions.annee import SaisieAnnee
from convive.offre.forms.equipement import EntierField
from convive.offre.models import ActiviteAnnuelle
from convive.offre.selectors.equipement import AnneeService
from convive.socle.formulaires import get_champ_choix
from convive.socle.uuids import parse_uuid

LIGNES_VIDES = 2
MAX_LIGNES = 30


class AnneeForm(forms.Form):
    heures_theoriques = EntierField(10_000_000, label="Heures théoriques", help_text="Places × heures d’ouverture.")
    heures_realisees = EntierField(10_000_000, label="Heures réalisées")
    heures_facturees = EntierField(10_000_000, label="Heures facturées")
    enfants = EntierField(label="Enfants ou jeunes différents")
    familles = EntierField(label="Familles (file active)")
    lignes = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=MAX_LIGNES, initial=LIGNES_VIDES)

    def __init__(
        self, data: QueryDict | None = None, *, annee: AnneeService, organisations: Iterable[Organisation]
    ) -> None:
        initial: dict[str, Any] = {champ: getattr(annee.activite, champ, None) for champ in ActiviteAnnuelle.CHAMPS}
        for rang, soutien in enumerate(annee.soutiens):
            initial |= {f"organisation_{rang}": str(soutien.organisation_id), f"montant_{rang}": soutien.montant_euros}
        super().__init__(data, initial={**initial, "lignes": len(annee.soutiens) + LIGNES_VIDES})
        self._nombre = self._read_nombre(data, len(annee.soutiens) + LIGNES_VIDES)
        noms = {str(organisation.pk): organisation.nom for organisation in organisations}
        for soutien in annee.soutiens:
            noms.setdefault(str(soutien.organisation_id), str(soutien.organisation))
        for rang in range(self._nombre):
            numero = rang + 1
            self.fields[f"organisation_{rang}"] = forms.ChoiceField(label=f"Collectivité {numero}", required=False)
            get_champ_choix(self, f"organisation_{rang}").choices = [("", "Aucune"), *noms.items()]
            self.fields[f"montant_{rang}"] = forms.DecimalField(
                label=f"Montant {numero} (€)",
                min_value=Decimal(0),
                max_digits=12,
                decimal_places=2,
                required=False,
                localize=True,
                widget=forms.TextInput(attrs={"inputmode": "decimal"}),
            )

    @staticmethod
    def _read_nombre(data: Mapping[str, Any] | None, usuel: int) -> int:
        texte = str(data.get("lignes", "")) if data is not None else ""
        return min(int(texte), MAX_LIGNES) if texte.isascii() and texte.isdigit() and len(texte) < 4 else usuel

    @property
    def soutiens(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """The pair of fields (organisation, amount) of each support, in order."""
        return [(self[f"organisation_{rang}"], self[f"montant_{rang}"]) for rang in range(self._nombre)]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        seen: set[str] = set()
        for rang in range(self._nombre):
            organisation = cleaned.get(f"organisation_{rang}", "")
            if organisation in seen:
                self.add_error(f"organisation_{rang}", "Cette collectivité est déjà là : additionnez ses montants.")
            elif not organisation and cleaned.get(f"montant_{rang}") is not None:
                self.add_error(f"organisation_{rang}", "Indiquez quelle collectivité verse ce montant.")
            seen |= {organisation} - {""}
        return cleaned

    def get_saisie(self) -> SaisieAnnee:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        soutiens: dict[UUID, Decimal | None] = {}
        for rang in range(self._nombre):
            if pk := parse_uuid(valeurs[f"organisation_{rang}"]):
                soutiens[pk] = valeurs[f"montant_{rang}"]
        return SaisieAnnee({champ: valeurs[champ] for champ in ActiviteAnnuelle.CHAMPS}, soutiens)
