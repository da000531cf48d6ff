"""The forms of a constat and of its evidence, and the filters of the list."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.http import QueryDict

from convive.diagnostic.actions.constat import SaisiePreuve
from convive.diagnostic.forms.element import build_criteres, set_choix
from convive.diagnostic.models import Constat, Fiabilite, NatureConstat
from convive.diagnostic.rules.constats import FigureFigee
from convive.diagnostic.rules.elements import (
    MAX_CONSTAT,
    MAX_LIBELLE,
    MAX_MILLESIME,
    MAX_OBSERVATION,
    MAX_PRECISION,
    MAX_SOURCE,
    MAX_UNITE,
)
from convive.diagnostic.selectors.constat import BROUILLONS, DEUX_LECTURES, SANS_AVIS, SANS_PREUVE, CriteresConstats
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre, Thematique
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte

ETATS = (
    ("", "tous"),
    (SANS_PREUVE, "sans preuve"),
    (SANS_AVIS, "sans avis"),
    (DEUX_LECTURES, "avis contraires"),
    (BROUILLONS, "brouillons"),
)
CHIFFRE_SAISI = ("libelle", "valeur", "unite", "millesime", "source")


class ConstatForm(PorteeForm):
    texte = forms.CharField(
        label="Le constat",
        help_text="Une phrase que l’on peut discuter : « Une famille sur quatre élève seule ses enfants », et non "
        "« La monoparentalité ».",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_CONSTAT,
    )
    precision = forms.CharField(
        label="Ce qui le nuance",
        help_text="Où, depuis quand, pour qui, ce que l’on ne sait pas encore.",
        widget=forms.Textarea(attrs={"rows": 4}),
        max_length=MAX_PRECISION,
        required=False,
    )
    nature = forms.ChoiceField(label="Il repose d’abord sur", choices=NatureConstat.choices)
    fiabilite = forms.TypedChoiceField(
        label="On peut s’y fier",
        choices=[
            (Fiabilite.A_CONFIRMER, "À confirmer : une seule source, ou une impression"),
            (Fiabilite.PLUTOT_SUR, "Plutôt sûr : des sources qui vont dans le même sens"),
            (Fiabilite.SOLIDE, "Solide : un chiffre daté et des paroles qui le confirment"),
        ],
        coerce=int,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        constat: Constat | None = None,
        depart: Mapping[str, Any] | None = None,
    ) -> None:
        """`depart`: what a new constat starts with."""
        initial: dict[str, Any] = dict(depart or {})
        if constat is not None:
            initial = {champ: getattr(constat, champ) for champ in ("texte", "precision", "nature", "fiabilite")}
        super().__init__(data, membre=membre, fiche=constat, initial=initial, use_required_attribute=False)

    def clean_texte(self) -> str:
        return clean_ligne(self.cleaned_data["texte"])

    def clean_precision(self) -> str:
        return clean_texte(self.cleaned_data["precision"])

    def get_saisie(self) -> Saisie:
        return self.build_saisie("texte", "precision", "nature", "fiabilite", coches=self.get_portee())


class FigureConnueForm(forms.Form):
    """A figure that Convive knows; `figures` by group, as the choices show them."""

    indicateur = forms.ChoiceField(
        label="Un chiffre que Convive connaît",
        help_text="Ceux des thématiques du constat viennent d’abord. La valeur est gardée telle qu’elle est "
        "aujourd’hui, avec son année, son territoire et sa source.",
        error_messages={
            "required": "Choisissez un chiffre.",
            "invalid_choice": "Ce chiffre n’est plus connu ici : choisissez-en un autre.",
        },
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        figures: Sequence[tuple[str, Sequence[FigureFigee]]],
        choisie: str = "",
    ) -> None:
        super().__init__(data, initial={"indicateur": choisie}, use_required_attribute=False, auto_id="id_chiffre_%s")
        self._figures = {figure.indicateur: figure for _, rows in figures for figure in rows}
        groups = [
            (groupe, [(f.indicateur, f"{f.libelle}\u00a0: {f.affichage}") for f in rows]) for groupe, rows in figures
        ]
        get_champ_choix(self, "indicateur").choices = [("", "Choisir…"), *groups]

    @property
    def is_vide(self) -> bool:
        return not self._figures

    def get_saisie(self) -> SaisiePreuve:
        return SaisiePreuve(figure=self._figures[self.cleaned_data["indicateur"]])


class FigureSaisieForm(forms.Form):
    """A figure from elsewhere: the Caf, the MSA, a service; never without its unit, its year and its source."""

    libelle = forms.CharField(
        label="Ce qu’il mesure",
        help_text="« Demandes d’accueil sans réponse au 1er septembre ».",
        max_length=MAX_LIBELLE,
    )
    valeur = forms.FloatField(label="Valeur", localize=True, widget=forms.TextInput(attrs={"inputmode": "decimal"}))
    unite = forms.CharField(label="Unité", help_text="« enfants », « % », « € par mois ».", max_length=MAX_UNITE)
    millesime = forms.CharField(label="Année ou date", max_length=MAX_MILLESIME)
    source = forms.CharField(label="Source", help_text="« Caf, fichier transmis le 3 mars ».", max_length=MAX_SOURCE)

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="id_saisie_%s")

    def get_saisie(self) -> SaisiePreuve:
        valeurs = {champ: self.cleaned_data[champ] for champ in CHIFFRE_SAISI}
        decimales = (
            0 if float(valeurs["valeur"]).is_integer() else min(2, len(str(valeurs["valeur"]).partition(".")[2]))
        )
        return SaisiePreuve(figure=FigureFigee(**valeurs, decimales=decimales))


class ObservationForm(forms.Form):
    texte = forms.CharField(
        label="Ce que l’on a observé",
        help_text="Qui l’a vu, où, quand : « Trois mercredis de suite, la salle est pleine à 9 h ».",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_OBSERVATION,
    )

    def __init__(self, data: QueryDict | None = None) -> None:
        super().__init__(data, use_required_attribute=False, auto_id="id_observation_%s")

    def get_saisie(self) -> SaisiePreuve:
        return SaisiePreuve(texte=clean_texte(self.cleaned_data["texte"]))


class FiltresConstatsForm(forms.Form):
    q = forms.CharField(label="Mots", required=False, max_length=100, widget=forms.TextInput(attrs={"type": "search"}))
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune", required=False)
    nature = forms.ChoiceField(label="Avec", required=False, choices=[("", "toute preuve"), *NatureConstat.choices])
    fiabilite = forms.ChoiceField(label="Fiabilité", required=False, choices=[("", "toutes"), *Fiabilite.choices])
    etat = forms.ChoiceField(label="Où il en est", required=False)

    def __init__(
        self, data: QueryDict, *, thematiques: Sequence[Thematique], communes: Mapping[str, str], peut_ecrire: bool
    ) -> None:
        super().__init__(data)
        set_choix(self, "thematique", "toutes", [(str(thematique.pk), thematique.nom) for thematique in thematiques])
        set_choix(self, "commune", "toutes", sorted(communes.items(), key=lambda row: row[1]))
        kept = [choix for choix in ETATS[1:] if peut_ecrire or choix[0] != BROUILLONS]
        set_choix(self, "etat", ETATS[0][1], kept)

    def get_criteres(self) -> CriteresConstats:
        return CriteresConstats(**build_criteres(self))
