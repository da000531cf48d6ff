"""The form of a service, and the filters of the list."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.http import QueryDict

from convive.acteurs.forms.champs import NumeroField
from convive.acteurs.models import Organisation
from convive.acteurs.rules.identifiants import parse_rna, parse_siret
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.forms.portee import PorteeForm
from convive.espaces.models import Membre, Thematique
from convive.offre.actions.equipement import CHAMPS
from convive.offre.models import ServiceEquipement, StatutGestion
from convive.offre.rules.offre import MAX_NOM, MAX_SOURCE, MAX_TEXTE, MAX_TEXTE_COURT
from convive.offre.rules.uai import parse_uai
from convive.offre.selectors.catalogue import TypeLu, get_prestations
from convive.offre.selectors.equipement import A_VERIFIER, AGREMENTS, ALERTE, SOUTENUS, CriteresServices
from convive.socle.formulaires import JourField, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid

TEXTES = ("horaires", "tarif", "precisions")
SEPARATEUR_POSITION = ","


def build_choix_types(types: Mapping[str, TypeLu], garde: str = "") -> list[Any]:
    """The types grouped by family, without hidden ones, except the one that the service already has."""
    familles: dict[str, list[tuple[str, str]]] = {}
    for cle, lu in types.items():
        if not lu.is_cache or cle == garde:
            familles.setdefault(lu.famille, []).append((cle, lu.nom))
    choix: list[Any] = list(familles.items())
    return [*choix, (garde, garde)] if garde and garde not in types else choix


def write_position(latitude: object, longitude: object) -> str:
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"


class EntierField(forms.IntegerField):
    """A whole number, or nothing."""

    def __init__(self, maximum: int = 100_000, **options: Any) -> None:
        phrase = f"Écrivez un nombre entier, sans unité, {maximum} au plus."
        super().__init__(
            required=False,
            min_value=0,
            max_value=maximum,
            widget=forms.TextInput(attrs={"inputmode": "numeric"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), phrase),
            **options,
        )


class PositionField(forms.CharField):
    """« 46,123456, 0,654321 », as copied from a map: two decimal numbers, or nothing."""

    def clean(self, value: Any) -> tuple[Decimal, Decimal] | None:
        texte = super().clean(value)
        if not texte:
            return None
        try:
            latitude, longitude = (Decimal(part.strip()) for part in texte.split(SEPARATEUR_POSITION))
        except (ValueError, InvalidOperation) as error:
            raise forms.ValidationError(
                "Deux nombres séparés par une virgule, avec des points : « 46.123456, 0.654321 »."
            ) from error
        if not (latitude.is_finite() and longitude.is_finite() and abs(latitude) <= 90 and abs(longitude) <= 180):
            raise forms.ValidationError("La latitude va de −90 à 90, la longitude de −180 à 180.")
        return round(latitude, 6), round(longitude, 6)


class ServiceForm(PorteeForm):
    PERDUE: ClassVar[str] = "Gardez-en une des vôtres : sans cela, vous ne verriez plus ce service."

    nom = forms.CharField(label="Nom", max_length=MAX_NOM)
    type_cle = forms.ChoiceField(label="Type")
    gestionnaire_id = forms.ChoiceField(
        label="Gestionnaire",
        help_text="Qui le fait fonctionner, parmi les acteurs.",
        required=False,
    )
    statut_gestion = forms.ChoiceField(label="Mode de gestion", choices=StatutGestion.choices)
    code_commune = forms.ChoiceField(label="Commune", required=False)
    adresse = forms.CharField(label="Adresse", max_length=MAX_TEXTE_COURT, required=False)
    position = PositionField(
        label="Position sur la carte",
        help_text="Latitude, longitude ; sans elle, la carte le place au centre de sa commune.",
        max_length=60,
        required=False,
    )
    places = EntierField(label="Places", help_text="Celles que les familles trouvent vraiment.")
    capacite_agreee = EntierField(label="Capacité agréée")
    agrement_debut = JourField(label="Agréé depuis le")
    agrement_fin = JourField(label="Agréé jusqu’au", help_text="Ce jour-là compte encore.")
    public = forms.CharField(
        label="Public",
        help_text="« Enfants de 10 semaines à 4 ans », « familles ».",
        max_length=MAX_TEXTE_COURT,
        required=False,
    )
    age_min = EntierField(99, label="À partir de (ans)")
    age_max = EntierField(99, label="Jusqu’à (ans)")
    horaires = forms.CharField(
        label="Horaires", widget=forms.Textarea(attrs={"rows": 3}), max_length=MAX_TEXTE, required=False
    )
    tarif = forms.CharField(
        label="Tarif",
        help_text="En mots, ou la grille selon le quotient familial.",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_TEXTE,
        required=False,
    )
    etp = forms.DecimalField(
        label="ETP",
        help_text="« 3,5 » pour trois temps pleins et un mi-temps.",
        min_value=Decimal(0),
        max_value=Decimal("9999.99"),
        max_digits=6,
        decimal_places=2,
        localize=True,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal"}),
    )
    ps_percues = forms.MultipleChoiceField(label="Prestations de service", required=False)
    bonus_percus = forms.MultipleChoiceField(label="Bonus", required=False)
    siret = NumeroField(parse_siret, label="SIRET", help_text="Quatorze chiffres.")
    rna = NumeroField(parse_rna, label="Numéro RNA", help_text="W suivi de neuf caractères.")
    uai = NumeroField(parse_uai, label="UAI", help_text="Pour une école : sept chiffres et une lettre.")
    identifiant_motif = forms.CharField(
        label="Pourquoi aucun numéro",
        help_text="« Service de la commune, sans établissement propre ».",
        max_length=MAX_TEXTE_COURT,
        required=False,
    )
    communes = forms.MultipleChoiceField(label="Communes servies", required=False)
    precisions = forms.CharField(
        label="Précisions", widget=forms.Textarea(attrs={"rows": 4}), max_length=MAX_TEXTE, required=False
    )
    source = forms.CharField(
        label="Source",
        help_text="D’où vient cette fiche : un bilan, un appel, un site.",
        max_length=MAX_SOURCE,
        required=False,
    )
    visible_public = forms.BooleanField(
        label="Peut être montré au public", help_text="Sur une carte ou un annuaire que l’on partage.", required=False
    )

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        membre: Membre,
        communes: Mapping[str, str],
        organisations: Iterable[Organisation],
        types: Mapping[str, TypeLu],
        service: ServiceEquipement | None = None,
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        depart = {"statut_gestion": StatutGestion.INCONNU, "visible_public": True, **(initial or {})}
        toutes, limites = sorted(communes.items(), key=_par_nom), membre.limites.communes
        super().__init__(
            data,
            membre=membre,
            fiche=service,
            communes=[choix for choix in toutes if not limites or choix[0] in limites],
            initial=_build_initial(service) if service else depart,
        )
        self._themes = {cle: frozenset({str(lu.thematique.pk)}) for cle, lu in types.items() if lu.thematique}
        gestionnaires = {str(organisation.pk): organisation.nom for organisation in organisations}
        if service is not None and service.gestionnaire_id:
            # Keep the current gestionnaire, even if it is now archived or this membre may not choose it.
            gestionnaires.setdefault(str(service.gestionnaire_id), str(service.gestionnaire))
        choix: dict[str, list[Any]] = {
            "type_cle": [("", "Choisissez…"), *build_choix_types(types, service.type_cle if service else "")],
            "gestionnaire_id": [("", "Non renseigné"), *gestionnaires.items()],
            "code_commune": [("", "Non renseignée"), *toutes],
            "ps_percues": list(get_prestations("ps").items()),
            "bonus_percus": list(get_prestations("bonus").items()),
        }
        for champ, valeurs in choix.items():
            get_champ_choix(self, champ).choices = valeurs

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def clean_gestionnaire_id(self) -> UUID | None:
        return parse_uuid(self.cleaned_data["gestionnaire_id"])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        for champ in TEXTES:
            cleaned[champ] = clean_texte(cleaned.get(champ) or "")
        first, last = cleaned.get("agrement_debut"), cleaned.get("agrement_fin")
        if first and last and last < first:
            self.add_error("agrement_fin", "Ce jour vient avant le premier : corrigez l’une des deux dates.")
        youngest, oldest = cleaned.get("age_min"), cleaned.get("age_max")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_max", "C’est moins que l’âge de départ : corrigez l’un des deux.")
        return cleaned

    def is_perdue(self, champ: str, limites: frozenset[str], cleaned: dict[str, Any]) -> bool:
        kept = frozenset(cleaned[champ])
        if self.fiche is not None:
            return bool(self.get_coches(champ, str).depart) and not kept & limites
        if champ == "thematiques" and not kept:
            # The action will give it the thématique of its type; with none, it concerns everyone.
            kept = self._themes.get(cleaned.get("type_cle", ""), frozenset())
        return bool(kept) and not kept & limites

    def get_saisie(self) -> Saisie:
        """What was typed, once the form is valid; the position fills two columns."""
        latitude, longitude = self.cleaned_data["position"] or (None, None)
        champs = (champ for champ in CHAMPS if champ not in ("latitude", "longitude"))
        return self.build_saisie(*champs, latitude=latitude, longitude=longitude, coches=self.get_portee())


class FiltresServicesForm(forms.Form):
    """The filters of the list; an unknown value is ignored."""

    q = forms.CharField(label="Nom ou gestionnaire", max_length=100, required=False)
    type = forms.ChoiceField(label="Type", required=False)
    thematique = forms.ChoiceField(label="Thématique", required=False)
    commune = forms.ChoiceField(label="Commune servie", required=False)
    etat = forms.ChoiceField(
        label="État",
        required=False,
        choices=(
            ("", "Tous"),
            (A_VERIFIER, "À vérifier"),
            (ALERTE, "Agrément ou convention de la Caf qui se termine"),
            (AGREMENTS, "Agrément qui se termine"),
            (SOUTENUS, "Soutenus cette année"),
        ),
    )
    archives = forms.BooleanField(label="Archivés seulement", required=False)

    def __init__(
        self,
        data: QueryDict,
        *,
        types: Mapping[str, TypeLu],
        thematiques: Iterable[Thematique],
        communes: Mapping[str, str],
    ) -> None:
        super().__init__(data, auto_id="filtre_%s")
        offered: dict[str, list[Any]] = {
            "type": [("", "Tous les types"), *build_choix_types(types)],
            "thematique": [("", "Toutes"), *((str(thematique.pk), thematique.nom) for thematique in thematiques)],
            "commune": [("", "Toutes"), *sorted(communes.items(), key=_par_nom)],
        }
        for champ, choix in offered.items():
            get_champ_choix(self, champ).choices = choix

    def get_criteres(self) -> CriteresServices:
        self.is_valid()
        kept = self.cleaned_data
        return CriteresServices(
            **{champ: kept.get(champ, "") for champ in ("q", "type", "thematique", "commune", "etat")},
            is_archives=kept.get("archives", False),
        )


def _par_nom(choix: tuple[str, str]) -> tuple[str, str]:
    return choix[1], choix[0]


def _build_initial(service: ServiceEquipement) -> dict[str, Any]:
    valeurs = {champ: getattr(service, champ) for champ in CHAMPS}
    return {
        **valeurs,
        "gestionnaire_id": str(service.gestionnaire_id or ""),
        "position": write_position(service.latitude, service.longitude),
    }
