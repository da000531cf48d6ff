"""The forms of the settings of an organisme, and of its corrections of the references."""

from datetime import date
from typing import Any

from django import forms

from convive.acteurs.forms.champs import NumeroField
from convive.acteurs.rules.identifiants import parse_siret
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.formation.forms.base import FormationForm
from convive.formation.models import OrganismeFormation
from convive.formation.rules import formation as regles
from convive.formation.rules.references import CHAMPS_RAPPELS, MAX_SOURCE, MAX_TEXTE, Reference, dump_jours
from convive.formation.rules.sequence import tighten_ligne
from convive.socle.formulaires import JourField
from convive.socle.texte import clean_texte

COURTS = (
    "raison_sociale",
    "numero_declaration",
    "region",
    "adresse",
    "ville",
    "representant",
    "qualite_representant",
    "contact_nom",
    "contact_telephone",
    "contact_handicap",
)
LONGS = ("modalites_reglement", "reglement_interieur")

LABELS_RAPPELS = ("Premier rappel", "Second rappel")


def _court(
    label: str, help_text: str = "", *, required: bool = False, taille: int = regles.MAX_COURT
) -> forms.CharField:
    return forms.CharField(label=label, help_text=help_text, max_length=taille, required=required)


class OrganismeForm(FicheForm, FormationForm):
    raison_sociale = _court("Raison sociale", required=True)
    numero_declaration = _court(
        "Numéro de déclaration d’activité", "Celui que la Dreets a donné\u00a0: onze chiffres.", taille=30
    )
    region = _court(
        "Région du préfet qui l’a enregistrée",
        "«\u00a0Auvergne-Rhône-Alpes\u00a0», par exemple\u00a0: elle figure sur les conventions et les devis.",
        taille=60,
    )
    siret = NumeroField(parse_siret, label="Siret")
    adresse = _court("Adresse")
    ville = _court("Ville", "Celle de « Fait à… », au bas des documents.", taille=120)
    representant = _court("Signataire des documents")
    qualite_representant = _court("En quelle qualité", "« Directrice », « Président ».")
    contact_nom = _court("À qui écrire", "Un nom ou un service.")
    contact_email = forms.EmailField(
        label="Adresse e-mail",
        help_text="Elle reçoit les demandes de formation. La fiche publique la montre.",
        required=False,
    )
    contact_telephone = _court("Téléphone", taille=30)
    contact_handicap = _court("Référent·e handicap", "Un nom, et comment lui parler.")
    modalites_reglement = forms.CharField(
        label="Comment le prix est réglé",
        help_text="La convention l’imprime\u00a0: «\u00a0À réception de la facture, après le dernier jour.\u00a0»",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=2000,
        required=False,
    )
    reglement_interieur = forms.CharField(
        label="Règlement intérieur",
        help_text="Il part avec la convocation. Une ligne vide sépare deux paragraphes.",
        widget=forms.Textarea(attrs={"rows": 10}),
        max_length=20000,
        required=False,
    )

    pairs_ouverts = forms.BooleanField(
        label="Ouvrir « Entre pairs » aux équipes des espaces de cette installation",
        help_text="Sans cette case, y entrent celles et ceux qui ont suivi une de vos sessions, et qui les animent.",
        required=False,
    )

    def __init__(self, data: Any = None, *, organisme: OrganismeFormation) -> None:
        noms = (*COURTS, "siret", "contact_email", "pairs_ouverts", *LONGS)
        initial = {nom: getattr(organisme, nom) for nom in noms}
        super().__init__(data, fiche=organisme, initial=initial)

    def get_saisie(self) -> Saisie:
        valeurs = self.cleaned_data
        courts: dict[str, Any] = {nom: tighten_ligne(valeurs[nom]) for nom in COURTS}
        longs: dict[str, Any] = {
            nom: clean_texte(valeurs[nom]) for nom in ("modalites_reglement", "reglement_interieur")
        }
        return self.build_saisie("siret", "contact_email", "pairs_ouverts", **courts, **longs)


class ReferenceForm(FormationForm):
    """A text printed by documents, a number, or the days of reminders, valid from a given date."""

    date_debut = JourField(label="À partir du", manque="Donnez le jour à partir duquel elle vaut.")
    source = forms.URLField(
        label="Où le lire",
        help_text="Sans adresse, il est tenu pour un usage, et non pour une règle.",
        max_length=MAX_SOURCE,
        required=False,
        assume_scheme="https",
    )

    def __init__(self, data: Any = None, *, reference: Reference, today: date) -> None:
        super().__init__(data, initial={"date_debut": today, "source": reference.source})
        if reference.is_duree:
            aide = f"En {reference.unite}, entre {reference.minimum} et {reference.maximum}."
            self.fields["valeur"] = self._build_nombre(reference, reference.nom, aide, reference.valeur)
        elif reference.is_rappels:
            aides = (f"En {reference.unite}. Sans nombre, personne n’est rappelé.", "Sans nombre, il n’y en a qu’un.")
            jours = (*reference.jours, None, None)
            for champ, label, aide, jour in zip(CHAMPS_RAPPELS, LABELS_RAPPELS, aides, jours, strict=False):
                self.fields[champ] = self._build_nombre(reference, label, aide, jour, required=False)
        else:
            widget = forms.Textarea(attrs={"rows": 3})
            self.fields["texte"] = forms.CharField(
                label="Ce que le document imprime", max_length=MAX_TEXTE, widget=widget, initial=reference.texte
            )
        self.order_fields(["texte", "valeur", *CHAMPS_RAPPELS, "date_debut", "source"])

    @staticmethod
    def _build_nombre(
        reference: Reference, label: str, aide: str, initial: int | None, *, required: bool = True
    ) -> forms.IntegerField:
        return forms.IntegerField(
            label=label,
            help_text=aide,
            min_value=reference.minimum,
            max_value=reference.maximum,
            initial=initial,
            required=required,
        )

    def clean(self) -> dict[str, Any]:
        valeurs = super().clean() or self.cleaned_data
        premier, second = (valeurs.get(champ) for champ in CHAMPS_RAPPELS)
        if second is not None and not self.errors:
            if premier is None:
                self.add_error("premier", "Donnez d’abord le premier rappel.")
            elif second <= premier:
                self.add_error("second", "Le second rappel vient après le premier.")
        return valeurs

    def get_valeurs(self) -> dict[str, Any]:
        valeurs = self.cleaned_data
        texte = tighten_ligne(valeurs.get("texte", ""))
        if CHAMPS_RAPPELS[0] in self.fields:
            texte = dump_jours(jour for champ in CHAMPS_RAPPELS if (jour := valeurs[champ]) is not None)
        return {
            "date_debut": valeurs["date_debut"],
            "texte": texte,
            "valeur": valeurs.get("valeur", 0),
            "source": valeurs["source"],
        }
