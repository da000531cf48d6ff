"""The forms of a person, of her functions, and of the list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils import timezone

from convive.acteurs.actions.fonction import SaisieFonction
from convive.acteurs.actions.personne import CHAMPS
from convive.acteurs.models import Civilite, Fonction, Organisation, Personne
from convive.acteurs.rules.annuaire import MAX_INTITULE, MAX_NOM, MAX_SOURCE
from convive.acteurs.selectors.personne import Situation
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.fiche import FicheForm
from convive.espaces.rules import get_date_fin
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne


class PersonneForm(FicheForm):
    """No field for an opinion: what one knows of a person is her work, and where that comes from."""

    civilite = forms.ChoiceField(label="Civilité", choices=[("", "Non précisée"), *Civilite.choices], required=False)
    prenom = forms.CharField(label="Prénom", max_length=MAX_NOM, required=False)
    nom = forms.CharField(label="Nom", max_length=MAX_NOM)
    email = forms.EmailField(label="Adresse e-mail professionnelle", required=False)
    telephone = forms.CharField(label="Téléphone professionnel", max_length=30, required=False)
    source = forms.CharField(
        label="D’où viennent ces coordonnées",
        help_text="La loi demande de pouvoir l’indiquer à la personne : sa carte, le site de la mairie, un "
        "e-mail reçu…",
        max_length=MAX_SOURCE,
    )
    date_collecte = JourField(label="Recueillies le")

    def __init__(self, data: QueryDict | None = None, *, personne: Personne | None = None) -> None:
        start = (
            {champ: getattr(personne, champ) for champ in CHAMPS}
            if personne
            else {"date_collecte": timezone.localdate()}
        )
        super().__init__(data, fiche=personne, initial=start)

    def clean_prenom(self) -> str:
        return clean_ligne(self.cleaned_data["prenom"])

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def clean_date_collecte(self) -> date | None:
        jour: date | None = self.cleaned_data["date_collecte"]
        if jour and jour > timezone.localdate():
            raise forms.ValidationError("Ce jour n’est pas encore venu.")
        return jour

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid."""
        return self.build_saisie(*CHAMPS)


class FonctionForm(forms.Form):
    """Who does what where; `dernier_jour` still counts. The selects offer what the place sees.

    With `is_facultative`, leaving the organisation empty says that the person holds no function that one knows.
    """

    personne = forms.ChoiceField(label="Personne")
    organisation = forms.ChoiceField(label="Organisation")
    intitule = forms.CharField(
        label="Fonction",
        help_text="« Maire », « directrice du multi-accueil », « conseiller technique jeunesse ».",
        max_length=MAX_INTITULE,
        required=False,
    )
    is_elu = forms.BooleanField(label="C’est un mandat d’élu·e", required=False)
    is_contact_principal = forms.BooleanField(label="C’est le contact principal de l’organisation", required=False)
    date_debut = JourField(label="Depuis le")
    dernier_jour = JourField(
        label="Dernier jour",
        help_text="Ce jour-là compte encore. Pour un mandat, la date prévue ; vide : sans fin connue.",
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        organisations: Iterable[Organisation],
        personnes: Iterable[Personne] | None = None,
        fonction: Fonction | None = None,
        initial: dict[str, Any] | None = None,
        is_facultative: bool = False,
    ) -> None:
        start = _build_initial_fonction(fonction) if fonction else (initial or {})
        super().__init__(data, initial=start, prefix="fonction")
        self._organisations = {str(organisation.pk): organisation for organisation in organisations}
        self._personnes = {str(personne.pk): personne for personne in personnes or ()}
        vide = "Aucune que l’on connaisse" if is_facultative else "Choisissez…"
        choix = [("", vide), *((cle, organisation.nom) for cle, organisation in self._organisations.items())]
        get_champ_choix(self, "organisation").choices = choix
        self.fields["organisation"].required = not is_facultative
        if personnes is None:
            del self.fields["personne"]
        else:
            noms = [(cle, f"{personne.nom} {personne.prenom}".strip()) for cle, personne in self._personnes.items()]
            get_champ_choix(self, "personne").choices = [("", "Choisissez…"), *noms]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        first, last = cleaned.get("date_debut"), cleaned.get("dernier_jour")
        if first and last and last < first:
            self.add_error("dernier_jour", "Ce jour vient avant le premier : corrigez l’une des deux dates.")
        if not cleaned.get("organisation") and not self.fields["organisation"].required and cleaned.get("intitule"):
            self.add_error("organisation", "Indiquez dans quelle organisation cette fonction s’exerce.")
        return cleaned

    def get_personne(self) -> Personne:
        """Who was chosen, once the form is valid."""
        return self._personnes[self.cleaned_data["personne"]]

    def get_saisie(self) -> SaisieFonction | None:
        """What was typed, once the form is valid; None without an organisation."""
        valeurs = self.cleaned_data
        if not valeurs["organisation"]:
            return None
        last = valeurs["dernier_jour"]
        return SaisieFonction(
            organisation=self._organisations[valeurs["organisation"]],
            intitule=clean_ligne(valeurs["intitule"]),
            is_elu=valeurs["is_elu"],
            is_contact_principal=valeurs["is_contact_principal"],
            date_debut=valeurs["date_debut"],
            date_fin=get_date_fin(last) if last else None,
        )


class FiltresPersonnesForm(forms.Form):
    q = forms.CharField(label="Nom, fonction ou organisation", max_length=100, required=False)
    situation = forms.ChoiceField(
        label="Qui", choices=[("", "Toutes"), *((s.value, s.libelle) for s in Situation)], required=False
    )


def _build_initial_fonction(fonction: Fonction) -> dict[str, Any]:
    champs = ("intitule", "is_elu", "is_contact_principal", "date_debut", "dernier_jour")
    return {"organisation": str(fonction.organisation_id), **{champ: getattr(fonction, champ) for champ in champs}}
