"""The forms of what an espace counts by itself."""

from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.models.indicateur import IndicateurEspace, MesureEspace, SensSeuil, StatutMesure
from convive.diagnostic.rules.propres import (
    MAX_CHIFFRES,
    MAX_CHIFFRES_DECIMAUX,
    MAX_DECIMALES,
    MAX_DEFINITION,
    MAX_LIBELLE,
    MAX_SOURCE,
    MAX_UNITE,
)
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.models import Membre
from convive.espaces.selectors.note import list_choix_thematiques
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid

NOMBRE: dict[str, Any] = {
    "max_digits": MAX_CHIFFRES,
    "decimal_places": MAX_CHIFFRES_DECIMAUX,
    "localize": True,
    "required": False,
}


class IndicateurForm(FicheForm):
    libelle = forms.CharField(
        label="Intitulé", help_text="« Enfants en attente d’une place en crèche ».", max_length=MAX_LIBELLE
    )
    definition = forms.CharField(
        label="Ce qui est compté, et comment",
        help_text="Assez précis pour que la personne suivante compte pareil.",
        max_length=MAX_DEFINITION,
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
    )
    unite = forms.CharField(label="Unité", help_text="« enfants », « places », « % ».", max_length=MAX_UNITE)
    decimales = forms.IntegerField(
        label="Décimales montrées", min_value=0, max_value=MAX_DECIMALES, initial=0, required=False
    )
    source = forms.CharField(
        label="Qui donne ce chiffre",
        help_text="« Relais petite enfance, bilan annuel ».",
        max_length=MAX_SOURCE,
        required=False,
    )
    thematiques = forms.MultipleChoiceField(
        label="Thématiques",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text="Aucune : il concerne tout le monde.",
    )
    seuil = forms.DecimalField(label="Seuil à surveiller", help_text="Vide : pas d’alerte.", **NOMBRE)
    sens_seuil = forms.ChoiceField(
        label="Prévenir quand la dernière valeur passe", choices=SensSeuil, initial=SensSeuil.EN_DESSOUS, required=False
    )

    def __init__(
        self, data: QueryDict | None = None, *, membre: Membre, indicateur: IndicateurEspace | None = None
    ) -> None:
        initial: dict[str, Any] = {}
        if indicateur is not None:
            champs = ("libelle", "definition", "unite", "decimales", "source", "seuil", "sens_seuil")
            initial = {champ: getattr(indicateur, champ) for champ in champs}
            initial["thematiques"] = [str(thematique.pk) for thematique in indicateur.thematiques.all()]
        super().__init__(data, fiche=indicateur, initial=initial, use_required_attribute=False)
        choices = {str(t.pk): t.nom for t in list_choix_thematiques(membre)}
        self._limites = frozenset(map(str, membre.limites.thematiques))
        # What a limited place may not choose, or is archived, stays as it is: it is not shown.
        get_champ_choix(self, "thematiques").choices = list(choices.items())

    def clean_libelle(self) -> str:
        return clean_ligne(self.cleaned_data["libelle"])

    def clean_definition(self) -> str:
        return clean_texte(self.cleaned_data["definition"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if self._limites and not self._limites & {*cleaned.get("thematiques", ())}:
            self.add_error("thematiques", "Gardez-en une des vôtres : sans cela, vous ne liriez plus cet indicateur.")
        return cleaned

    def get_saisie(self) -> Saisie:
        cleaned = self.cleaned_data
        return self.build_saisie(
            *("libelle", "definition", "seuil"),
            unite=clean_ligne(cleaned["unite"]),
            decimales=cleaned["decimales"] or 0,
            source=clean_ligne(cleaned["source"]),
            sens_seuil=cleaned["sens_seuil"] or SensSeuil.EN_DESSOUS,
            coches={"thematiques": self.get_coches("thematiques", parse_uuid)},
        )


class MesureForm(FicheForm):
    """`version` is 0 for a value that is new: another one of the same year, typed meanwhile, is not written over."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    annee = forms.IntegerField(label="Année")
    valeur = forms.DecimalField(label="Valeur", **NOMBRE)
    statut = forms.ChoiceField(label="Statut", choices=StatutMesure, initial=StatutMesure.VALEUR)
    source = forms.CharField(label="Source de cette valeur", max_length=MAX_SOURCE, required=False)

    def __init__(
        self, data: QueryDict | None = None, *, mesure: MesureEspace | None = None, initial: Any = None
    ) -> None:
        champs = ("annee", "valeur", "statut", "source")
        start = {champ: getattr(mesure, champ) for champ in champs} if mesure else initial
        if mesure and mesure.valeur is not None:
            # « 40 », not « 40,000 ».
            start["valeur"] = Decimal(f"{mesure.valeur.normalize():f}")
        super().__init__(data, fiche=mesure, initial=start, use_required_attribute=False)

    def get_saisie(self) -> Saisie:
        return self.build_saisie("valeur", "statut", source=clean_ligne(self.cleaned_data["source"]))
