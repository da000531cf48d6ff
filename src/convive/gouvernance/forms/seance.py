"""The forms of a séance and of the points of its agenda."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from convive.acteurs.models import Personne
from convive.espaces.forms.fiche import FicheForm
from convive.gouvernance.actions.point import SaisiePoint
from convive.gouvernance.actions.seance import SaisieSeance
from convive.gouvernance.forms.commun import ChoixField, GouvernanceForm, HeureField, clean_choix, set_rows
from convive.gouvernance.models import Instance, PointOrdreDuJour, Seance
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules import seances as regles_seances
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte

NOM = "nom:"
"""Before the name of who has no card, in the list of who presents a point."""
NATURES = regles_seances.NaturePoint.choices


class SeanceForm(FicheForm, GouvernanceForm):
    date = JourField(label="Date", help_text="Vide tant que personne ne l’a choisie.")
    heure_debut = HeureField(label="De")
    heure_fin = HeureField(label="À")
    lieu = forms.CharField(label="Lieu", max_length=regles.MAX_LIEU, required=False)
    lien_visio = forms.URLField(label="Lien de visioconférence", max_length=500, required=False, assume_scheme="https")
    titre = forms.CharField(
        label="Objet",
        help_text="Quand la séance en a un\u00a0: «\u00a0Bilan de mi-parcours\u00a0».",
        max_length=regles.MAX_TITRE,
        required=False,
    )

    def __init__(
        self,
        data: Any = None,
        *,
        instance: Instance,
        seance: Seance | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        """`seance` is the one that changes; `initial`, what another séance gives to a new one."""
        habitudes = _build_initial(seance) if seance else _build_habitudes(instance)
        super().__init__(data, fiche=seance, initial=habitudes | {**(initial or {})})

    def get_saisie(self) -> SaisieSeance:
        valeurs = self.cleaned_data
        return SaisieSeance(
            date=valeurs["date"],
            heure_debut=valeurs["heure_debut"],
            heure_fin=valeurs["heure_fin"],
            titre=clean_ligne(valeurs["titre"]),
            lieu=clean_ligne(valeurs["lieu"]),
            lien_visio=valeurs["lien_visio"],
        )


def _build_initial(seance: Seance) -> dict[str, Any]:
    champs = ("date", "heure_debut", "heure_fin", "lieu", "lien_visio", "titre")
    return {champ: getattr(seance, champ) for champ in champs}


def build_initial_comme(modele: Seance, suivante: date | None) -> dict[str, Any]:
    """The hours and the place of another séance, on another day."""
    champs = ("heure_debut", "heure_fin", "lieu", "lien_visio")
    return {champ: getattr(modele, champ) for champ in champs} | {"date": suivante}


def _build_habitudes(instance: Instance) -> dict[str, Any]:
    """Its usual hour and place."""
    initial: dict[str, Any] = {"lieu": instance.lieu, "heure_debut": instance.heure_debut}
    if instance.heure_debut is not None:
        debut = datetime.combine(datetime.min.date(), instance.heure_debut)
        initial["heure_fin"] = (debut + timedelta(minutes=instance.duree_minutes)).time()
    return initial


class DepartForm(GouvernanceForm):
    """Why a séance does not take place; put off, when the next one is."""

    motif = forms.CharField(
        label="Pourquoi",
        max_length=regles.MAX_MOTIF,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    date = JourField(label="Nouvelle date", help_text="Pour un report\u00a0: vide, elle reste à choisir.")


class PointForm(FicheForm, GouvernanceForm):
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1, initial=1, required=False)
    titre = forms.CharField(label="Point", max_length=regles.MAX_TITRE)
    nature = forms.ChoiceField(label="Nature", choices=NATURES)
    duree_minutes = forms.IntegerField(
        label="Durée, en minutes", min_value=1, max_value=regles_seances.MAX_DUREE_POINT, initial=10
    )
    rapporteur = ChoixField("à préciser", label="Présenté par")
    texte = forms.CharField(
        label="Notes de préparation",
        max_length=regles.MAX_TEXTE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        data: Any = None,
        *,
        personnes: Sequence[Personne],
        noms: Sequence[str] = (),
        point: PointOrdreDuJour | None = None,
        **options: Any,
    ) -> None:
        """`noms` are those who may present it and have no card."""
        super().__init__(data, fiche=point, initial=_build_initial_point(point) if point else None, **options)
        self.point = point
        choix = list(personnes)
        if point and point.rapporteur and point.rapporteur not in choix:
            choix.append(point.rapporteur)
        self._personnes = set_rows(self, "rapporteur", choix)
        ecrit = point.rapporteur_texte if point else ""
        tous = sorted({*noms, ecrit} - {""}, key=str.casefold)
        champ = get_champ_choix(self, "rapporteur")
        champ.choices = [*champ.widget.choices, *((f"{NOM}{nom}", nom) for nom in tous)]

    def get_saisie(self) -> SaisiePoint:
        valeurs = self.cleaned_data
        rapporteur = clean_choix(self._personnes, valeurs["rapporteur"])
        return SaisiePoint(
            titre=clean_ligne(valeurs["titre"]),
            nature=valeurs["nature"],
            duree_minutes=valeurs["duree_minutes"],
            rapporteur=rapporteur,
            rapporteur_texte=valeurs["rapporteur"].removeprefix(NOM) if not rapporteur else "",
            texte=clean_texte(valeurs["texte"]),
        )


def _build_initial_point(point: PointOrdreDuJour) -> dict[str, Any]:
    initial: dict[str, Any] = {c: getattr(point, c) for c in ("titre", "nature", "duree_minutes", "texte")}
    nom = f"{NOM}{point.rapporteur_texte}" if point.rapporteur_texte else ""
    initial["rapporteur"] = str(point.rapporteur_id or nom)
    return initial
