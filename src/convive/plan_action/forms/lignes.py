"""The forms of the rows of an action, and how each table reads and writes them."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.db import models

from convive.diagnostic.rules.propres import explain_pourcentage
from convive.plan_action.forms.champs import MontantField
from convive.plan_action.forms.ligne import LigneForm, read_depart
from convive.plan_action.models import (
    BilanAnnuelFiche,
    EtapeFiche,
    IndicateurFiche,
    LigneBudget,
    PartenaireFiche,
    RisqueFiche,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.controle import explain_echeance
from convive.plan_action.rules.sections import Cle
from convive.socle.formats import nombre
from convive.socle.formulaires import JourField, NombreField, clean_nombre
from convive.socle.texte import clean_ligne
from convive.socle.uuids import parse_uuid

MAX_VALEURS = 30


class EtapeForm(LigneForm):
    COLONNES = ("libelle", "ordre", "echeance", "faite_le", "responsable_id", "responsable_texte")
    ESSENTIEL = "libelle"

    libelle = forms.CharField(label="Étape", max_length=regles.MAX_TEXTE_COURT)
    echeance = JourField(label="Échéance")
    faite_le = JourField(label="Faite le")
    responsable = forms.CharField(label="Responsable", max_length=regles.MAX_NOM_PERSONNE, required=False)
    ordre = forms.IntegerField(label="Rang", min_value=0, max_value=999, required=False)

    def prepare(self) -> None:
        self.fields["responsable"].widget.attrs |= {"list": self.table.personnes.cle, "autocomplete": "off"}

    def clean_echeance(self) -> Any:
        jour, fiche = self.cleaned_data["echeance"], self.table.fiche
        if "echeance" in self.changed_data:
            phrase = explain_echeance(
                jour, fin=fiche.date_fin, ctg_debut=fiche.ctg.date_debut, ctg_fin=fiche.ctg.date_fin
            )
            if phrase:
                raise forms.ValidationError(phrase)
        return jour

    def get_valeurs(self) -> dict[str, Any]:
        nom = clean_ligne(self.cleaned_data.get("responsable") or "")
        personne = self.table.personnes.find(nom)
        ordre = self.cleaned_data.get("ordre")
        return {
            **super().get_valeurs(),
            "ordre": self.table.forms.index(self) if ordre is None else ordre,
            "responsable_id": personne,
            "responsable_texte": "" if personne else nom,
        }


class PartenaireForm(LigneForm):
    COLONNES = ("organisation_id", "role", "engagement", "confirme", "confirme_le")
    ESSENTIEL = "organisation"

    organisation = forms.CharField(
        label="Organisation", error_messages={"required": "Donnez le nom d’une organisation de l’annuaire."}
    )
    role = forms.ChoiceField(
        label="Rôle",
        choices=regles.RolePartenaire.choices,
        initial=regles.RolePartenaire.PARTENAIRE.value,
    )
    engagement = forms.CharField(label="Ce à quoi elle s’engage", max_length=regles.MAX_TEXTE_COURT, required=False)
    confirme = forms.TypedChoiceField(
        label="Confirmé",
        choices=[("", "à confirmer"), ("oui", "oui"), ("non", "a dit non")],
        coerce={"oui": True, "non": False}.get,
        empty_value=None,
        required=False,
    )
    confirme_le = JourField(label="Le")

    def prepare(self) -> None:
        self.fields["organisation"].widget.attrs |= {"list": self.table.organisations.cle, "autocomplete": "off"}

    def clean_organisation(self) -> str:
        nom = clean_ligne(self.cleaned_data["organisation"])
        if self.table.organisations.find(nom) is None and nom != self.initial.get("organisation"):
            raise forms.ValidationError(
                "Cette organisation n’est pas dans l’annuaire : choisissez-en une, ou ajoutez-la d’abord."
            )
        return nom

    def get_valeurs(self) -> dict[str, Any]:
        nom = self.cleaned_data.get("organisation", "")
        found = self.table.organisations.find(nom) or parse_uuid(
            read_depart(self["depart"].value()).get("organisation_id", "")
        )
        return {**super().get_valeurs(), "organisation_id": found}


class BudgetForm(LigneForm):
    COLONNES = (
        "annee",
        "sens",
        "nature",
        "financeur_id",
        "financeur_texte",
        "montant_prevu",
        "montant_realise",
        "demande_le",
        "confirme",
        "commentaire",
    )
    ESSENTIEL = "sens"

    annee = forms.IntegerField(label="Année", min_value=regles.ANNEE_MIN, max_value=regles.ANNEE_MAX, required=False)
    nature = forms.ChoiceField(label="Dépense ou recette")
    financeur = forms.CharField(label="Qui", max_length=regles.MAX_TEXTE_COURT, required=False)
    montant_prevu = MontantField(label="Prévu, €")
    montant_realise = MontantField(label="Réalisé, €")
    demande_le = JourField(label="Demandé le")
    confirme = forms.BooleanField(label="Financement signé", required=False)
    commentaire = forms.CharField(label="Commentaire", max_length=regles.MAX_TEXTE_COURT, required=False)

    def prepare(self) -> None:
        self.fields["financeur"].widget.attrs |= {"list": self.table.organisations.cle, "autocomplete": "off"}
        self.fields["nature"].choices = CHOIX_NATURES  # type: ignore[attr-defined]  # a field of choices

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("confirme") and str(cleaned.get("nature", "")).startswith(f"{regles.SensBudget.CHARGE}-"):
            self.add_error("confirme", "Une dépense ne se signe pas : cochez la recette qui la paie.")
        return cleaned

    def get_valeurs(self) -> dict[str, Any]:
        sens, _, nature = self.cleaned_data.get("nature", "").partition("-")
        nom = clean_ligne(self.cleaned_data.get("financeur") or "")
        financeur = self.table.organisations.find(nom)
        return {
            **super().get_valeurs(),
            "sens": sens,
            "nature": nature,
            "financeur_id": financeur,
            "financeur_texte": "" if financeur else nom,
            "confirme": bool(self.cleaned_data.get("confirme")),
        }


CHOIX_NATURES: list[Any] = [
    ("", "Choisissez…"),
    ("Dépenses", [(f"{regles.SensBudget.CHARGE}-{cle}", nom) for cle, nom in regles.NATURES_CHARGES.items()]),
    ("Recettes", [(f"{regles.SensBudget.PRODUIT}-{cle}", nom) for cle, nom in regles.NATURES_PRODUITS.items()]),
    (
        "Non précisé",
        [(f"{regles.SensBudget.CHARGE}-", "Dépense"), (f"{regles.SensBudget.PRODUIT}-", "Recette")],
    ),
]


class RisqueForm(LigneForm):
    COLONNES = ("libelle", "gravite", "parade")
    ESSENTIEL = "libelle"

    libelle = forms.CharField(label="Risque", max_length=regles.MAX_TEXTE_COURT)
    gravite = forms.ChoiceField(
        label="Gravité",
        choices=regles.Gravite.choices,
        initial=regles.Gravite.MOYENNE.value,
    )
    parade = forms.CharField(label="Parade", max_length=regles.MAX_TEXTE_COURT, required=False)


class IndicateurForm(LigneForm):
    COLONNES = (
        "libelle",
        "definition",
        "unite",
        "role",
        "sens",
        "indicateur_id",
        "reference",
        "cible",
        "annee_cible",
        "ordre",
    )
    ESSENTIEL = "libelle"

    libelle = forms.CharField(label="Intitulé", max_length=regles.MAX_TEXTE_COURT, required=False)
    definition = forms.CharField(
        label="Ce qui est compté",
        help_text="Sur quoi, parmi qui, à quel moment\u00a0: une autre personne doit compter de la même façon.",
        max_length=regles.MAX_TEXTE_COURT,
        required=False,
    )
    indicateur = forms.ChoiceField(label="Suivi dans l’espace", required=False)
    role = forms.ChoiceField(
        label="Ce qu’il mesure",
        choices=[("", "Non précisé"), *((r.value, f"{r.libelle}\u00a0: {r.phrase}") for r in regles.RoleIndicateur)],
        required=False,
    )
    sens = forms.ChoiceField(
        label="Sens attendu",
        choices=[("", "Non précisé"), *regles.SensIndicateur.choices],
        required=False,
    )
    unite = forms.CharField(label="Unité", max_length=regles.MAX_UNITE, required=False)
    reference = NombreField(label="Valeur de départ")
    cible = NombreField(label="Cible")
    annee_cible = forms.IntegerField(
        label="Pour l’année", min_value=regles.ANNEE_MIN, max_value=regles.ANNEE_MAX, required=False
    )
    valeurs = forms.CharField(label="Valeurs", help_text="« 2025 : 12 ; 2026 : 15 ».", required=False, max_length=600)

    def prepare(self) -> None:
        self._noms = dict(self.table.indicateurs)
        choix = [("", "Non : ses valeurs se notent ici"), *((str(pk), nom) for pk, nom in self.table.indicateurs)]
        self.fields["indicateur"].choices = choix  # type: ignore[attr-defined]  # a field of choices
        # Asked in the end, unless an indicator of the espace gives it: « facultatif » would mislead.
        self.fields["libelle"].is_attendu = True  # type: ignore[attr-defined]  # read by the component of a field

    def clean_valeurs(self) -> dict[int, Decimal]:
        return parse_valeurs(self.cleaned_data["valeurs"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        suivi = parse_uuid(cleaned.get("indicateur") or "")
        if not cleaned.get("libelle") and suivi in self._noms:
            cleaned["libelle"] = self._noms[suivi]
        if not cleaned.get("libelle") and "libelle" not in self.errors:
            self.add_error("libelle", "Indiquez ce qu’il mesure, ou choisissez un indicateur de l’espace.")
        if suivi and cleaned.get("valeurs"):
            self.add_error("valeurs", "Cet indicateur est suivi dans l’espace : ses valeurs se notent sur sa page.")
        self._refuse_pourcentages(cleaned)
        return cleaned

    def _refuse_pourcentages(self, cleaned: dict[str, Any]) -> None:
        """Only what was typed now: a row that a file brought does not stop the others from being saved."""
        changed = set(self.changed_data)
        nombres = {champ: [cleaned.get(champ)] for champ in ("reference", "cible")}
        nombres["valeurs"] = list((cleaned.get("valeurs") or {}).values())
        for champ, valeurs in nombres.items():
            said = (explain_pourcentage(valeur, cleaned.get("unite", "")) for valeur in valeurs)
            phrases = [phrase for phrase in said if phrase]
            if phrases and changed & {champ, "unite"}:
                self.add_error(champ, phrases[0])

    def get_valeurs(self) -> dict[str, Any]:
        suivi = parse_uuid(self.cleaned_data.get("indicateur") or "")
        # One that is there keeps its place; a new one comes after.
        place = read_depart(self["depart"].value()).get("ordre", "")
        ordre = int(place) if place.isdecimal() else self.table.forms.index(self)
        return {**super().get_valeurs(), "indicateur_id": suivi, "ordre": ordre}


def parse_valeurs(texte: str) -> dict[int, Decimal]:
    """« 2025 : 12 ; 2026 : 15,5 » by year. Raise ValidationError for what is not that."""
    valeurs: dict[int, Decimal] = {}
    for part in texte.replace("\n", ";").split(";"):
        if not part.strip():
            continue
        annee, _, valeur = part.partition(":")
        try:
            year, number = int(annee.strip()), Decimal(str(clean_nombre(valeur)).replace(",", ".").replace("−", "-"))
        except (ValueError, InvalidOperation):
            raise forms.ValidationError(f"« {part.strip()} » n’est pas lisible : écrivez « 2025 : 12 ».") from None
        if not regles.ANNEE_MIN <= year <= regles.ANNEE_MAX:
            raise forms.ValidationError(f"{year} n’est pas une année d’une CTG.")
        if year in valeurs:
            raise forms.ValidationError(f"L’année {year} est donnée deux fois.")
        if not number.is_finite() or abs(number) >= Decimal(10) ** 12:
            raise forms.ValidationError(f"« {valeur.strip()} » est trop grand.")
        valeurs[year] = number
    if len(valeurs) > MAX_VALEURS:
        raise forms.ValidationError(f"{MAX_VALEURS} années au plus.")
    return valeurs


def write_texte_valeurs(indicateur: IndicateurFiche) -> str:
    rows = sorted(indicateur.valeurs.all(), key=lambda row: row.annee)
    return " ; ".join(f"{row.annee} : {nombre(row.valeur)}" for row in rows)


class BilanForm(LigneForm):
    COLONNES = ("annee", "freins", "leviers", "suites")
    ESSENTIEL = "annee"

    annee = forms.IntegerField(label="Année", min_value=regles.ANNEE_MIN, max_value=regles.ANNEE_MAX)
    freins = forms.CharField(
        label="Freins", widget=forms.Textarea(attrs={"rows": 3}), max_length=regles.MAX_TEXTE, required=False
    )
    leviers = forms.CharField(
        label="Leviers", widget=forms.Textarea(attrs={"rows": 3}), max_length=regles.MAX_TEXTE, required=False
    )
    suites = forms.CharField(
        label="Suites", widget=forms.Textarea(attrs={"rows": 3}), max_length=regles.MAX_TEXTE, required=False
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "annee" in cleaned and not any(cleaned.get(champ) for champ in ("freins", "leviers", "suites")):
            self.add_error("freins", "Une ligne suffit : un frein, un levier ou une suite.")
        return cleaned


@dataclass(frozen=True, slots=True)
class Table:
    """How the rows of a section are read and written. `relations` names the cards shown by their name."""

    formulaire: type[LigneForm]
    modele: type[models.Model]
    ordre: tuple[str, ...]
    mot: str
    relations: Mapping[str, str]
    vierges: int = 2


TABLES: dict[Cle, Table] = {
    Cle.ETAPES: Table(EtapeForm, EtapeFiche, ("ordre", "created_at"), "étape", {"responsable": "responsable_texte"}),
    Cle.PARTENAIRES: Table(PartenaireForm, PartenaireFiche, ("created_at", "pk"), "partenaire", {"organisation": ""}),
    Cle.BUDGET: Table(
        BudgetForm, LigneBudget, ("annee", "sens", "created_at"), "ligne", {"financeur": "financeur_texte"}
    ),
    Cle.RISQUES: Table(RisqueForm, RisqueFiche, ("created_at", "pk"), "risque", {}, vierges=1),
    Cle.INDICATEURS: Table(IndicateurForm, IndicateurFiche, ("ordre", "created_at"), "indicateur", {}, vierges=1),
    Cle.BILAN: Table(BilanForm, BilanAnnuelFiche, ("-annee",), "année", {}, vierges=1),
}
