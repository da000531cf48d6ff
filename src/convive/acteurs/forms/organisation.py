"""The form of an organisation, and that of the list."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.http import QueryDict

from convive.acteurs.actions.organisation import CHAMPS, SaisieOrganisation
from convive.acteurs.forms.champs import NumeroField
from convive.acteurs.models import Organisation, Position, TypeOrganisation
from convive.acteurs.rules.annuaire import MAX_ATTENTES, MAX_NOM, MAX_SIGLE, MAX_SOURCE
from convive.acteurs.rules.identifiants import TAILLE_SIREN, compact, get_siren, parse_rna, parse_siren, parse_siret
from convive.acteurs.selectors.organisation import CriteresOrganisations
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.actions.note import fuse_listes
from convive.espaces.forms.fiche import FicheForm, dump_depart
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.note import list_choix_thematiques
from convive.socle.formulaires import get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuids


def parse_siret_ou_siren(texte: str) -> str:
    """A SIRET, or the SIREN of whoever only knows that one."""
    return parse_siren(texte) if len(compact(texte)) == TAILLE_SIREN else parse_siret(texte)


class OrganisationForm(FicheForm):
    """The boxes of what the place may not choose are not shown, and stay as they are."""

    thematiques_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    communes_depart = forms.CharField(widget=forms.HiddenInput, required=False)
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
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
    communes = forms.MultipleChoiceField(label="Communes", required=False)
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
        super().__init__(data, initial=start)
        limites = membre.limites
        self._limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        offertes = {code: nom for code, nom in communes.items() if not limites.communes or code in limites.communes}
        self._proposes = {"thematiques": _list_thematiques(membre), "communes": sorted(offertes.items(), key=_par_nom)}
        for champ, choix in self._proposes.items():
            get_champ_choix(self, champ).choices = choix
        siege = start.get("code_commune", "")
        connues = sorted({**communes, **({siege: communes.get(siege, siege)} if siege else {})}.items(), key=_par_nom)
        get_champ_choix(self, "code_commune").choices = [("", "Ailleurs, ou inconnue"), *connues]

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def clean_attentes(self) -> str:
        return clean_texte(self.cleaned_data["attentes"])

    def clean_position_motif(self) -> str:
        return clean_texte(self.cleaned_data["position_motif"])

    def clean(self) -> dict[str, Any]:
        """An organisation that its author could no longer see would be lost for her."""
        cleaned = super().clean() or {}
        for champ, limites in self._limites.items():
            if limites and champ in cleaned:
                depart = self._get_coches_depart(champ)
                result = fuse_listes(self.initial.get(champ, ()), depart, frozenset(cleaned[champ]))
                if result and not result & limites:
                    self.add_error(champ, "Gardez-en une des vôtres : sans cela, vous ne verriez plus cette fiche.")
        return cleaned

    def explain_conflit(self, conflit: FicheEnConflit) -> None:
        """The form shows one number for two columns."""
        super().explain_conflit(conflit)
        if "siret" in conflit.reunies:
            self.data["siret"] = conflit.reunies["siret"] or conflit.reunies.get("siren", "")  # type: ignore[index]  # a copy of the POST

    def get_saisie(self) -> SaisieOrganisation:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        numero = valeurs["siret"]
        is_siret = len(numero) > TAILLE_SIREN
        simples = {champ: valeurs[champ] for champ in CHAMPS if champ not in ("siren", "siret")}
        simples |= {"siren": get_siren(numero), "siret": numero if is_siret else ""}
        return SaisieOrganisation(
            valeurs=simples,
            textes={champ: valeurs[champ] for champ in Organisation.CHAMPS_TEXTES},
            version=valeurs["version"],
            depart=self.get_depart(),
            thematiques=parse_uuids(valeurs["thematiques"]),
            thematiques_depart=parse_uuids(self._get_coches_depart("thematiques")),
            communes=frozenset(valeurs["communes"]),
            communes_depart=frozenset(self._get_coches_depart("communes")),
        )

    def _get_coches_depart(self, champ: str) -> frozenset[str]:
        """The boxes ticked when the page was opened, among those that were shown."""
        shown = {valeur for valeur, _ in self._proposes[champ]}
        return frozenset(shown & set(self.cleaned_data.get(f"{champ}_depart", "").split()))


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


def _list_thematiques(membre: Membre) -> list[tuple[str, str]]:
    return [(str(thematique.pk), thematique.nom) for thematique in list_choix_thematiques(membre)]


def _par_nom(choix: tuple[str, str]) -> tuple[str, str]:
    return choix[1], choix[0]


def _build_initial(organisation: Organisation) -> dict[str, Any]:
    valeurs = {champ: getattr(organisation, champ) for champ in CHAMPS}
    thematiques = [str(thematique.pk) for thematique in organisation.thematiques.all()]
    return {
        **valeurs,
        **{champ: getattr(organisation, champ) for champ in Organisation.CHAMPS_TEXTES},
        "siret": organisation.siret or organisation.siren,
        "version": organisation.version,
        "depart": dump_depart(valeurs),
        "thematiques": thematiques,
        "thematiques_depart": " ".join(thematiques),
        "communes": organisation.communes,
        "communes_depart": " ".join(organisation.communes),
    }
