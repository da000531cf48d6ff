"""Read the services of an espace, within the limits of a membre."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, JSONField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value
from django.urls import reverse

from convive.acteurs.models import Organisation
from convive.espaces.models import Membre, SeRencontrent, Thematique
from convive.offre.models import ActiviteAnnuelle, Cof, ServiceEquipement, SoutienCollectivite, TypeService
from convive.offre.rules.verification import (
    Echeance,
    Parametres,
    add_mois,
    get_echeance,
    get_jour_limite,
    is_a_verifier,
    list_avertissements,
)
from convive.offre.selectors.catalogue import TypeLu, get_types_usuels
from convive.socle.noms import fold_nom
from convive.socle.uuids import parse_uuid
from convive.territoires.models import Territoire
from convive.territoires.rules import TypeTerritoire

PAR_PAGE = 20
A_VERIFIER, ALERTE, AGREMENTS, SOUTENUS = "a_verifier", "alerte", "agrements", "soutenus"
COLONNES_ACTIVITE = {
    "heures_realisees": "Heures réalisées",
    "heures_facturees": "Heures facturées",
    "enfants": "Enfants ou jeunes",
    "familles": "Familles",
}
SANS_TYPE = TypeLu("", "Type inconnu", "", None, None)


@dataclass(frozen=True, slots=True)
class CriteresServices:
    """The filters of the list; an empty string means no filter. `etat` is A_VERIFIER, ALERTE, AGREMENTS or SOUTENUS."""

    q: str = ""
    type: str = ""
    thematique: str = ""
    commune: str = ""
    etat: str = ""
    is_archives: bool = False

    @property
    def is_vide(self) -> bool:
        return self == CriteresServices()


@dataclass(frozen=True, slots=True)
class LigneService:
    """A service in a list."""

    service: ServiceEquipement
    type: TypeLu
    thematiques: tuple[str, ...]
    commune: str
    is_a_verifier: bool
    agrement: Echeance | None


@dataclass(frozen=True, slots=True)
class Bilan:
    """The counts above the list: the services that this membre can see, except archived ones."""

    total: int = 0
    a_verifier: int = 0


@dataclass(frozen=True, slots=True)
class CofLue:
    """A convention with the name of its prestation, its end if it is near, and the names and URLs of its services."""

    cof: Cof
    prestation: str
    echeance: Echeance | None
    services: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class AnneeService:
    """A year of a service: its activity and its supports."""

    annee: int
    activite: ActiviteAnnuelle | None = None
    soutiens: tuple[SoutienCollectivite, ...] = ()

    @property
    def chiffres(self) -> list[tuple[str, int | None]]:
        """The headings of the table of years and their values; None if unknown."""
        return [(titre, getattr(self.activite, champ, None)) for champ, titre in COLONNES_ACTIVITE.items()]


def get_services(membre: Membre) -> QuerySet[ServiceEquipement]:
    """The services of this espace that this membre can see, including archived ones."""
    return ServiceEquipement.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def build_url_service(espace_uuid: UUID) -> Callable[[UUID], str]:
    """A function that returns the URL of a service, for a long list: `reverse` is called only once."""
    aucun = UUID(int=0)
    modele = reverse("offre:service_detail", args=[espace_uuid, aucun])
    # Split from the right, because the UUID of the espace could be all zeros too.
    avant, _, apres = modele.rpartition(str(aucun))
    return lambda pk: f"{avant}{pk}{apres}"


def list_themes(rows: QuerySet[ServiceEquipement]) -> dict[UUID, list[tuple[UUID, str]]]:
    """The ids and names of the thématiques of each service, in order; one query, without model instances."""
    liens = ServiceEquipement.thematiques.through._default_manager.filter(
        serviceequipement__in=rows.order_by().values("pk")
    )
    themes: dict[UUID, list[tuple[UUID, str]]] = {}
    for service, theme, nom in liens.order_by("thematique__ordre", "thematique__nom").values_list(
        "serviceequipement_id", "thematique_id", "thematique__nom"
    ):
        themes.setdefault(service, []).append((theme, nom))
    return themes


def list_services(
    membre: Membre,
    criteres: CriteresServices,
    numero: str,
    *,
    types: Mapping[str, TypeLu],
    noms: Mapping[str, str],
    today: date,
    parametres: Parametres,
) -> tuple[Page[ServiceEquipement], list[LigneService]]:
    """One page of the list, sorted by name; `noms` are the names of communes by code. Three queries."""
    rows = filter_services(get_services(membre), criteres, today, parametres)
    ordered = rows.select_related("gestionnaire").order_by("nom_compare", "pk")
    themes = Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))
    page = Paginator(ordered.prefetch_related(themes), PAR_PAGE).get_page(numero)
    return page, [_build_ligne(service, types, noms, today, parametres) for service in page]


def _build_ligne(
    service: ServiceEquipement,
    types: Mapping[str, TypeLu],
    noms: Mapping[str, str],
    today: date,
    parametres: Parametres,
) -> LigneService:
    return LigneService(
        service,
        get_type(types, service),
        tuple(thematique.nom for thematique in service.thematiques.all()),
        noms.get(service.code_commune, service.code_commune),
        is_a_verifier(service.date_verification, today, parametres.mois_verification),
        get_echeance(service.agrement_fin, today, parametres.mois_alerte_agrement),
    )


def get_type(types: Mapping[str, TypeLu], service: ServiceEquipement) -> TypeLu:
    """The type of a service. One that came from another installation is unknown here, so its key is its name."""
    return types.get(service.type_cle) or replace(SANS_TYPE, cle=service.type_cle, nom=service.type_cle)


def filter_services(
    rows: QuerySet[ServiceEquipement], criteres: CriteresServices, today: date, parametres: Parametres
) -> QuerySet[ServiceEquipement]:
    rows = rows.filter(archive_le__isnull=not criteres.is_archives)
    if criteres.type:
        rows = rows.filter(type_cle=criteres.type)
    if identifier := parse_uuid(criteres.thematique):
        rows = rows.filter(thematiques=identifier)
    if criteres.commune:
        communes = Value([criteres.commune], output_field=JSONField())
        rows = rows.filter(Q(code_commune=criteres.commune) | SeRencontrent(F("communes"), communes))
    if criteres.etat == A_VERIFIER:
        rows = rows.filter(get_condition_a_verifier(today, parametres))
    elif criteres.etat == ALERTE:
        rows = rows.filter(get_condition_alerte(today, parametres))
    elif criteres.etat == AGREMENTS:
        rows = rows.filter(agrement_fin__lte=add_mois(today, parametres.mois_alerte_agrement))
    elif criteres.etat == SOUTENUS:
        rows = rows.filter(Exists(SoutienCollectivite.objects.filter(service=OuterRef("pk"), annee=today.year)))
    for mot in fold_nom(criteres.q).split():
        rows = rows.filter(Q(nom_compare__contains=mot) | Q(gestionnaire__nom_compare__contains=mot))
    return rows


def get_condition_a_verifier(today: date, parametres: Parametres) -> Q:
    """The same condition as `is_a_verifier`, as a query."""
    limite = get_jour_limite(today, parametres.mois_verification)
    return Q(date_verification__isnull=True) | Q(date_verification__lte=limite)


def get_condition_alerte(today: date, parametres: Parametres) -> Q:
    """Services whose agrément ends soon or has ended, or whose conventions do, with no other one that continues."""
    cofs = Cof.objects.filter(services=OuterRef("pk"))
    limite_cof = add_mois(today, parametres.mois_alerte_cof)
    finissent = Exists(cofs.filter(date_fin__lte=limite_cof)) & ~Exists(cofs.filter(date_fin__gt=limite_cof))
    return Q(agrement_fin__lte=add_mois(today, parametres.mois_alerte_agrement)) | Q(finissent)


def get_bilan(membre: Membre, today: date, parametres: Parametres) -> Bilan:
    counts = get_services(membre).filter(archive_le__isnull=True)
    return Bilan(
        **counts.aggregate(total=Count("pk"), a_verifier=Count("pk", get_condition_a_verifier(today, parametres)))
    )


def get_service(membre: Membre, uuid: UUID) -> ServiceEquipement | None:
    """A service of this espace that this membre can see, archived or not, annotated with `voit_gestionnaire` (whether
    it can open the gestionnaire), `nom_propre` (the espace's own name for the type, if any) and `nom_commune`."""
    communes = Territoire.objects.filter(
        type__in=(TypeTerritoire.COMMUNE, TypeTerritoire.ARRONDISSEMENT_MUNICIPAL), code=OuterRef("code_commune")
    )
    propres = TypeService.objects.filter(espace=OuterRef("espace"), cle=OuterRef("type_cle"))
    cartes = Organisation.objects.visible_to(membre.compte).filter(pk=OuterRef("gestionnaire"))
    rows = (
        get_services(membre)
        .select_related("gestionnaire")
        .annotate(
            voit_gestionnaire=Exists(cartes),
            nom_propre=Subquery(propres.values("nom")[:1]),
            nom_commune=Subquery(communes.values("nom")[:1]),
        )
    )
    found = rows.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom")))
    service = found.filter(pk=uuid).first()
    if service is not None:
        service.espace = membre.espace
    return service


def get_nom_type(service: ServiceEquipement) -> str:
    """The name of the type of a service returned by `get_service`; its key if the type is unknown here."""
    usuel = get_types_usuels().get(service.type_cle)
    return getattr(service, "nom_propre", None) or (usuel.nom if usuel else service.type_cle)


def get_nom_commune(service: ServiceEquipement) -> str:
    """The name of the commune of a service returned by `get_service`, or else its code."""
    return getattr(service, "nom_commune", None) or service.code_commune


def list_avertissements_service(service: ServiceEquipement, today: date, parametres: Parametres) -> list[str]:
    return list_avertissements(
        places=service.places,
        capacite_agreee=service.capacite_agreee,
        identifiants=(service.siret, service.rna, service.uai),
        identifiant_motif=service.identifiant_motif,
        agrement=get_echeance(service.agrement_fin, today, parametres.mois_alerte_agrement),
    )


def list_annees(service: ServiceEquipement) -> list[AnneeService]:
    """The years with at least one figure or support, latest first; two queries."""
    activites = {activite.annee: activite for activite in service.activites.order_by("-annee")}
    soutiens: dict[int, list[SoutienCollectivite]] = {}
    for soutien in service.soutiens.select_related("organisation").order_by("organisation__nom_compare", "pk"):
        soutiens.setdefault(soutien.annee, []).append(soutien)
    years = sorted({*activites, *soutiens}, reverse=True)
    return [AnneeService(year, activites.get(year), tuple(soutiens.get(year, ()))) for year in years]


def get_annee(service: ServiceEquipement, annee: int) -> AnneeService:
    return next((lue for lue in list_annees(service) if lue.annee == annee), AnneeService(annee))


def list_choix_services(membre: Membre) -> list[ServiceEquipement]:
    """The services that can still be chosen in a form, sorted by name; one query."""
    return list(get_services(membre).filter(archive_le__isnull=True).order_by("nom_compare", "pk"))
