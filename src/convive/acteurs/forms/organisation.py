"""The form of an organisation, and that of the list."""

from collections.abc import Iterable, Mapping
from typing import Any, ClassVar

from django import forms
from django.http import QueryDict

from convive.acteurs.actions.organisation import CHAMPS
from convive.acteurs.forms.champs import NumeroField
from convive.acteurs.models import Organisation, Position, TypeOrganisation
from convive.acteurs.rules.annuaire import MAX_ATTENTES, MAX_NOM, MAX_SIGLE, MAX_SOURCE
from convive.acteurs.rules.identifiants import TAILLE_SIREN, compact, get_siren, parse_rna, parse_siren, parse_siret
from convive.acteurs.selectors.organisation import CriteresOrganisations
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre, Thematique
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte


def parse_siret_ou_siren(texte: str) -> str:
    """A SIRET, or the SIREN of whoever only knows that one."""
    return parse_siren(texte) if len(compact(texte)) == TAILLE_SIREN else parse_siret(texte)


class OrganisationForm(PorteeForm):
    PERDUE: ClassVar[str] = "Gardez-en une des vôtres\u00a0: sans cela, vous ne verriez plus cette fiche."

    nom = forms.CharField(label="Nom", max_length=MAX_NOM)
    sigle = forms.CharField(label="Sigle", max_length=MAX_SIGLE, required=False)
    type = forms.ChoiceField(label="Type", choices=TypeOrganisation.choices)
    siret = NumeroField(
        parse_siret_ou_siren, label="SIRET", help_text="Quatorze chiffres ; neuf si vous n’avez que le SIREN."
    )
    rna = NumeroField(parse_rna, label="Numéro RNA", help_text="Pour une association : W suivi de neuf caractères.")
    adresse = forms.CharField(label="Adresse postale", max_length=300, required=False)
    code_commune = forms.ChoiceField(label="Commune du siège", required=False)
    telephone = forms.CharField(label="Téléphone de l’accueil", max_length=30, required=False)
    email = forms.EmailField(
        label="Adresse e-mail de l’organisation",
        help_text="Celle d’un service, pas d’une personne : elle est visible par tous les membres.",
        required=False,
    )
    site = forms.URLField(label="Site", required=False, assume_scheme="https")
    attentes = forms.CharField(
        label="Ce qu’elle attend de la CTG",
        help_text="Avec ses mots, si possible : « Des locaux pour le mercredi », « Une réponse sous un mois ».",
        widget=forms.Textarea(attrs={"rows": 5}),
        max_length=MAX_ATTENTES,
        required=False,
        strip=False,
    )
    position = forms.ChoiceField(label="Où en est-elle vis-à-vis de la CTG ?", choices=Position.choices)
    position_motif = forms.CharField(
        label="Sur quoi repose cette position",
        help_text="Des faits datés, jamais une opinion sur une personne : « A voté la délibération le 3 mars ».",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_ATTENTES,
        required=False,
        strip=False,
    )
    source = forms.CharField(
        label="D’où viennent ces informations",
        help_text="Le site de l’organisation, l’annuaire du département, une rencontre le 12 mars…",
        max_length=MAX_SOURCE,
        required=False,
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        communes: Mapping[str, str],
        organisation: Organisation | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        start = _build_initial(organisation) if organisation else {"position": Position.INCONNUE, **(initial or {})}
        limites = membre.limites.communes
        offertes = {code: nom for code, nom in communes.items() if not limites or code in limites}
        choix = sorted(offertes.items(), key=_par_nom)
        super().__init__(data, membre=membre, fiche=organisation, communes=choix, initial=start)
        siege = start.get("code_commune", "")
        connues = sorted({**communes, **({siege: communes.get(siege, siege)} if siege else {})}.items(), key=_par_nom)
        get_champ_choix(self, "code_commune").choices = [("", "Ailleurs, ou inconnue"), *connues]

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def clean_attentes(self) -> str:
        return clean_texte(self.cleaned_data["attentes"])

    def clean_position_motif(self) -> str:
        return clean_texte(self.cleaned_data["position_motif"])

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid: one number for two columns."""
        numero = self.cleaned_data["siret"]
        siret = numero if len(numero) > TAILLE_SIREN else ""
        champs = (champ for champ in CHAMPS if champ not in ("siren", "siret"))
        return self.build_saisie(*champs, siren=get_siren(numero), siret=siret, coches=self.get_portee())


class FiltresOrganisationsForm(forms.Form):
    """The filters of the list; what is not one of them asks nothing."""

    q = forms.CharField(label="Nom, sigle ou personne", max_length=100, required=False)
    type = forms.ChoiceField(label="Type", required=False)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune", required=False)
    archivees = forms.BooleanField(label="Archivées seulement", required=False)

    def __init__(self, data: QueryDict, *, thematiques: Iterable[Thematique], communes: Mapping[str, str]) -> None:
        super().__init__(data, auto_id="filtre_%s")
        offered: dict[str, list[tuple[str, str]]] = {
            "type": [("", "Tous les types"), *TypeOrganisation.choices],
            "thematique": [("", "Toutes"), *((str(thematique.pk), thematique.nom) for thematique in thematiques)],
            "commune": [("", "Toutes"), *sorted(communes.items(), key=_par_nom)],
        }
        for champ, choix in offered.items():
            get_champ_choix(self, champ).choices = choix

    def get_criteres(self) -> CriteresOrganisations:
        self.is_valid()
        kept = self.cleaned_data
        return CriteresOrganisations(
            q=kept.get("q", ""),
            type=kept.get("type", ""),
            thematique=kept.get("thematique", ""),
            commune=kept.get("commune", ""),
            is_archivees=kept.get("archivees", False),
        )


def _par_nom(choix: tuple[str, str]) -> tuple[str, str]:
    return choix[1], choix[0]


def _build_initial(organisation: Organisation) -> dict[str, Any]:
    valeurs = {champ: getattr(organisation, champ) for champ in CHAMPS}
    return valeurs | {"siret": organisation.siret or organisation.siren}
