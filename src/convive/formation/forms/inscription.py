"""The forms to enrol a person, enrol a pasted list, and edit an inscription."""

from typing import Any

from django import forms

from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.formation.forms.base import FormationForm
from convive.formation.models import Inscription
from convive.formation.rules import formation as regles
from convive.socle.texte import clean_ligne, clean_texte

LIGNES = ("nom", "telephone", "fonction", "employeur", "employeur_contact", "financeur")
ADRESSES = ("email", "employeur_email", "financeur_email")
TEXTES = ("adaptation", "adaptation_faite")


def _court(label: str, help_text: str = "", *, longueur: int = regles.MAX_COURT) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=longueur, required=False)


class InscrireForm(FormationForm):
    nom = forms.CharField(
        label="Prénom et nom", max_length=regles.MAX_COURT, error_messages={"required": "Donnez son nom."}
    )
    email = forms.EmailField(label="Adresse e-mail", required=False, help_text="Son lien personnel y partira.")
    employeur = _court("Employeur")

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = self.cleaned_data
        return {
            "nom": clean_ligne(valeurs["nom"]),
            "email": valeurs["email"].lower(),
            "employeur": clean_ligne(valeurs["employeur"]),
        }


class CollerForm(FormationForm):
    lignes = forms.CharField(
        label="La liste",
        help_text="Une personne par ligne : nom ; adresse e-mail ; employeur. Un tableau copié convient aussi.",
        max_length=20000,
        error_messages={"required": "Collez au moins une ligne."},
        widget=forms.Textarea(attrs={"rows": 6, "placeholder": "Ysoline Ferrandou ; ysoline@exemple.fr ; Mairie"}),
    )


class InscriptionForm(FicheForm, FormationForm):
    nom = forms.CharField(
        label="Prénom et nom", max_length=regles.MAX_COURT, error_messages={"required": "Donnez son nom."}
    )
    email = forms.EmailField(label="Adresse e-mail", required=False)
    telephone = _court("Téléphone", longueur=30)
    fonction = _court("Fonction")
    employeur = _court("Employeur")
    employeur_contact = _court("Qui suit la formation chez l’employeur")
    employeur_email = forms.EmailField(
        label="Son adresse e-mail",
        required=False,
        help_text="Le questionnaire de l’employeur y partira, quelques mois après.",
    )
    financeur = _court("Financeur", "Vide : l’employeur.")
    financeur_email = forms.EmailField(label="Adresse e-mail du financeur", required=False)
    adaptation = forms.CharField(
        label="Adaptation demandée",
        help_text="Le besoin, jamais le diagnostic : « documents en gros caractères », « pause toutes les heures ».",
        max_length=regles.MAX_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    adaptation_faite = forms.CharField(
        label="Ce qui a été fait",
        max_length=regles.MAX_LONG,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, data: Any = None, *, inscription: Inscription) -> None:
        initial = {nom: getattr(inscription, nom) for nom in (*LIGNES, *ADRESSES, *TEXTES)}
        super().__init__(data, fiche=inscription, initial=initial)

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        lignes: dict[str, Any] = {nom: clean_ligne(valeurs[nom]) for nom in LIGNES}
        adresses: dict[str, Any] = {nom: valeurs[nom].lower() for nom in ADRESSES}
        textes: dict[str, Any] = {nom: clean_texte(valeurs[nom]) for nom in TEXTES}
        return self.build_saisie(**lignes, **adresses, **textes)
