"""The form of a service, and that of the list."""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from uuid import UUID

from django import forms
from django.http import QueryDict
from django.utils.dateparse import parse_date

from convive.acteurs.forms.champs import NumeroField
from convive.acteurs.models import Organisation
from convive.acteurs.rules.identifiants import parse_rna, parse_siret
from convive.espaces.actions.conflit import FicheEnConflit
from convive.espaces.forms.fiche import FicheForm, dump_depart
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.note import list_choix_thematiques
from convive.offre.actions.equipement import CHAMPS, SaisieService
from convive.offre.models import ServiceEquipement, StatutGestion
from convive.offre.rules.offre import MAX_NOM, MAX_SOURCE, MAX_TEXTE, MAX_TEXTE_COURT
from convive.offre.rules.uai import parse_uai
from convive.offre.selectors.catalogue import TypeLu, get_prestations
from convive.offre.selectors.equipement import A_VERIFIER, ALERTE, SOUTENUS, CriteresServices
from convive.socle.formulaires import JourField, ListeLongue, get_champ_choix
from convive.socle.texte import clean_ligne, clean_texte
from convive.socle.uuids import parse_uuid, parse_uuids

LISTES = ("thematiques", "communes")
TEXTES = ("horaires", "tarif", "precisions")
DECIMAUX = ("latitude", "longitude", "etp")
SEPARATEUR_POSITION = ","


def build_choix_types(types: Mapping[str, TypeLu], garde: str = "") -> list[Any]:
    """Families of types; hidden ones are left out, but for the one that the service has."""
    familles: dict[str, list[tuple[str, str]]] = {}
    for cle, lu in types.items():
        if not lu.is_cache or cle == garde:
            familles.setdefault(lu.famille, []).append((cle, lu.nom))
    choix: list[Any] = list(familles.items())
    return [*choix, (garde, garde)] if garde and garde not in types else choix


def write_position(latitude: object, longitude: object) -> str:
    return "" if latitude is None or longitude is None else f"{latitude}, {longitude}"


class EntierField(forms.IntegerField):
    """A count, or nothing."""

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
    """« 46,123456, 0,654321 » as a map gives it: two decimal numbers, or nothing."""

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


class ServiceForm(FicheForm):
    """The boxes of what the place may not choose are not shown, and stay as they are."""

    thematiques_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    communes_depart = forms.CharField(widget=forms.HiddenInput, required=False)
    nom = forms.CharField(label="Nom", max_length=MAX_NOM)
    type_cle = forms.ChoiceField(label="Type")
    gestionnaire_id = forms.ChoiceField(
        label="Gestionnaire",
        help_text="Qui le fait fonctionner, parmi les acteurs.",
        widget=ListeLongue,
        required=False,
    )
    statut_gestion = forms.ChoiceField(label="Mode de gestion", choices=StatutGestion.choices)
    code_commune = forms.ChoiceField(label="Commune", required=False)
    adresse = forms.CharField(label="Adresse", max_length=MAX_TEXTE_COURT, required=False)
    position = PositionField(
        label="Position",
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
    thematiques = forms.MultipleChoiceField(label="Thématiques", required=False)
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
        super().__init__(data, initial=_build_initial(service) if service else depart)
        limites = membre.limites
        self._is_creation = service is None
        self._themes = {cle: frozenset({str(lu.thematique.pk)}) for cle, lu in types.items() if lu.thematique}
        self._limites = {"thematiques": frozenset(map(str, limites.thematiques)), "communes": limites.communes}
        toutes = sorted(communes.items(), key=_par_nom)
        gestionnaires = {str(organisation.pk): organisation.nom for organisation in organisations}
        if service is not None and service.gestionnaire_id:
            # One that was archived since, or that this place does not choose, stays.
            gestionnaires.setdefault(str(service.gestionnaire_id), str(service.gestionnaire))
        choix: dict[str, list[Any]] = {
            "type_cle": [("", "Choisissez…"), *build_choix_types(types, service.type_cle if service else "")],
            "gestionnaire_id": [("", "Non renseigné"), *gestionnaires.items()],
            "code_commune": [("", "Non renseignée"), *toutes],
            "ps_percues": list(get_prestations("ps").items()),
            "bonus_percus": list(get_prestations("bonus").items()),
            "thematiques": [(str(t.pk), t.nom) for t in list_choix_thematiques(membre)],
            "communes": [c for c in toutes if not limites.communes or c[0] in limites.communes],
        }
        for champ, valeurs in choix.items():
            get_champ_choix(self, champ).choices = valeurs
        self._proposes = {champ: frozenset(cle for cle, _ in choix[champ]) for champ in LISTES}

    def clean_nom(self) -> str:
        return clean_ligne(self.cleaned_data["nom"])

    def clean_gestionnaire_id(self) -> UUID | None:
        return parse_uuid(self.cleaned_data["gestionnaire_id"])

    def clean(self) -> dict[str, Any]:
        """A service that its author could no longer see would be lost for her."""
        cleaned = super().clean() or {}
        for champ in TEXTES:
            cleaned[champ] = clean_texte(cleaned.get(champ) or "")
        first, last = cleaned.get("agrement_debut"), cleaned.get("agrement_fin")
        if first and last and last < first:
            self.add_error("agrement_fin", "Ce jour vient avant le premier : corrigez l’une des deux dates.")
        youngest, oldest = cleaned.get("age_min"), cleaned.get("age_max")
        if youngest is not None and oldest is not None and oldest < youngest:
            self.add_error("age_max", "C’est moins que l’âge de départ : corrigez l’un des deux.")
        for champ, limites in self._limites.items():
            kept = frozenset(cleaned.get(champ, ()))
            if self._is_creation and champ == "thematiques" and not kept:
                # It takes that of its type; without any, it concerns everyone.
                kept = self._themes.get(cleaned.get("type_cle", ""), limites)
            is_concerne = self._is_creation or self._get_coches_depart(champ)
            if limites and is_concerne and (kept or not self._is_creation) and not kept & limites:
                self.add_error(champ, "Gardez-en une des vôtres : sans cela, vous ne verriez plus ce service.")
        return cleaned

    def explain_conflit(self, conflit: FicheEnConflit) -> None:
        """The form shows one field for two columns, and boxes for lists."""
        super().explain_conflit(conflit)
        data: Any = self.data
        for champ in ("ps_percues", "bonus_percus"):
            if champ in conflit.reunies:
                data.setlist(champ, conflit.reunies[champ])
        if {"latitude", "longitude"} <= conflit.reunies.keys():
            data["position"] = write_position(conflit.reunies["latitude"], conflit.reunies["longitude"])
        elif {"latitude", "longitude"} & conflit.valeurs.keys():
            self.add_error("position", "Quelqu’un a changé la position pendant que vous écriviez : vérifiez-la.")

    def read_depart(self, depart: dict[str, Any]) -> Mapping[str, object]:
        """As the action compares them: numbers, days and keys."""
        jours = {champ: parse_date(str(depart.get(champ) or "")) for champ in ("agrement_debut", "agrement_fin")}
        cles = {"gestionnaire_id": parse_uuid(str(depart.get("gestionnaire_id") or ""))}
        try:
            nombres = {champ: Decimal(str(depart[champ])) if depart.get(champ) else None for champ in DECIMAUX}
        except InvalidOperation:
            return {}
        return {**depart, **jours, **cles, **nombres}

    def get_saisie(self) -> SaisieService:
        """What was typed, once the form is valid."""
        valeurs = self.cleaned_data
        latitude, longitude = valeurs["position"] or (None, None)
        return SaisieService(
            valeurs={
                champ: latitude if champ == "latitude" else longitude if champ == "longitude" else valeurs[champ]
                for champ in CHAMPS
            },
            version=valeurs["version"],
            depart=self.get_depart(),
            thematiques=parse_uuids(valeurs["thematiques"]),
            thematiques_depart=parse_uuids(self._get_coches_depart("thematiques")),
            communes=frozenset(valeurs["communes"]),
            communes_depart=self._get_coches_depart("communes"),
        )

    def _get_coches_depart(self, champ: str) -> frozenset[str]:
        """The boxes ticked when the page was opened, among those that were shown."""
        return self._proposes[champ] & frozenset(self.cleaned_data.get(f"{champ}_depart", "").split())


class FiltresServicesForm(forms.Form):
    """The filters of the list; what is not one of them asks nothing."""

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
            (ALERTE, "Agrément ou COF qui finit"),
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
    listes = {
        "thematiques": [str(thematique.pk) for thematique in service.thematiques.all()],
        "communes": list(service.communes),
    }
    departs = {f"{champ}_depart": " ".join(coches) for champ, coches in listes.items()}
    return {
        **valeurs,
        **listes,
        **departs,
        "gestionnaire_id": str(service.gestionnaire_id or ""),
        "position": write_position(service.latitude, service.longitude),
        "version": service.version,
        "depart": dump_depart(valeurs),
    }
