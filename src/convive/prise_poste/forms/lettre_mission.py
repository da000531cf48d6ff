"""The forms of a lettre de mission: begin one, write it, its objectives."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from convive.acteurs.models import PosteCooperation
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.prise_poste.forms.base import PosteForm
from convive.prise_poste.models import LettreMission, ObjectifMission
from convive.prise_poste.rules import lettre_mission as regles
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte


class OuvrirLettreForm(PosteForm):
    poste = forms.ChoiceField(label="Pour quel poste", required=False)
    annee = forms.IntegerField(
        label="Pour quelle année", min_value=regles.PREMIERE_ANNEE, max_value=regles.DERNIERE_ANNEE
    )

    def __init__(self, data: Any = None, *, postes: Sequence[PosteCooperation], today: date) -> None:
        super().__init__(data, initial={"annee": today.year})
        self._postes = {str(poste.pk): poste for poste in postes}
        choix = [(cle, f"{poste.intitule} ({poste.personne or 'à pourvoir'})") for cle, poste in self._postes.items()]
        get_champ_choix(self, "poste").choices = [*choix, ("", "Aucun de ceux-là : pour moi, sans poste noté")]

    @property
    def poste_choisi(self) -> PosteCooperation | None:
        return self._postes.get(self.cleaned_data["poste"])


def _court(label: str, help_text: str = "", *, required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_COURT, required=required)


def _long(label: str, help_text: str = "", rows: int = 3) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, help_text=help_text, max_length=regles.MAX_LONG, required=False, widget=widget)


COURTS = ("agent", "intitule", "employeur", "quotite", "rattachement")
LONGS = ("perimetre", "missions", "hors_mission", "instances", "moyens", "contacts")
JOURS = ("date_debut", "date_fin", "date_signature")


class LettreForm(FicheForm, PosteForm):
    agent = _court("À qui elle s’adresse", required=True)
    intitule = _court("Intitulé du poste")
    employeur = _court("Employeur")
    quotite = _court("Temps de travail", "La part qui revient à la CTG, et le total du poste.")
    date_debut = JourField(label="Du")
    date_fin = JourField(label="Au")
    rattachement = _court("Responsable hiérarchique", "Une fonction : « direction de l’enfance », « DGA ».")
    perimetre = _long("Thématiques et communes")
    missions = _long("Ce que fait le poste", "Une ligne par mission.", 6)
    hors_mission = _long("Ce que le poste ne fera pas", "Le dire évite la moitié des malentendus.")
    instances = _long("Instances animées", "Une par ligne.")
    moyens = _long("Moyens", "Budget, véhicule, bureau, formation, temps de secrétariat…")
    contacts = _long(
        "Contacts", "Élu·e référent·e, conseiller·e Caf, coordinations : des fonctions, pas des adresses privées."
    )
    date_signature = JourField(label="Signée le", help_text="Par l’autorité territoriale et par l’agent.")

    def __init__(self, data: Any = None, *, lettre: LettreMission) -> None:
        initial = {nom: getattr(lettre, nom) for nom in (*COURTS, *LONGS, *JOURS)}
        super().__init__(data, fiche=lettre, initial=initial)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for nom in ("date_debut", "date_fin"):
            if nom not in self.errors and cleaned.get(nom) is None:
                self.add_error(nom, "Donnez cette date.")
        return cleaned

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        courts: dict[str, Any] = {nom: clean_ligne(valeurs[nom]) for nom in COURTS}
        longs: dict[str, Any] = {nom: clean_texte(valeurs[nom]) for nom in LONGS}
        return self.build_saisie(*JOURS, **courts, **longs)


class ObjectifForm(FicheForm, PosteForm):
    resultat = _court("Résultat attendu", "Ce qui sera vrai, pas ce que l’on fera.", required=True)
    echeance = JourField(label="Avant le")
    indicateur = _court("À quoi on le verra")
    etat = forms.ChoiceField(
        label="Où il en est",
        choices=regles.EtatObjectif.choices,
        initial=regles.EtatObjectif.A_FAIRE.value,
    )
    preuve = _long("Ce qui le montre", "Un chiffre, un document, une décision ; ou pourquoi il est abandonné.", 2)

    def __init__(self, data: Any = None, *, objectif: ObjectifMission | None) -> None:
        noms = ("resultat", "echeance", "indicateur", "etat", "preuve")
        initial = {nom: getattr(objectif, nom) for nom in noms} if objectif else None
        super().__init__(data, fiche=objectif, initial=initial)

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        courts: dict[str, Any] = {nom: clean_ligne(valeurs[nom]) for nom in ("resultat", "indicateur")}
        return self.build_saisie("echeance", "etat", **courts, preuve=clean_texte(valeurs["preuve"]))
