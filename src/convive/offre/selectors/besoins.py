"""Read needs and offer together: children by commune, places, distances to the nearest service."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from convive.donnees.erreurs import DonneesAbsentes
from convive.donnees.requetes.carte import get_contours
from convive.donnees.requetes.mesures import get_mesures
from convive.donnees.rules import STATUTS_AVEC_VALEUR, Maille, Mesure
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.offre.models import ServiceEquipement
from convive.offre.rules.besoins import Couverture, LignePresence, Places, build_couverture, build_presence
from convive.offre.rules.geo import Point, compute_centre, find_plus_proche
from convive.offre.selectors.catalogue import TypeLu, list_types
from convive.offre.selectors.equipement import build_url_service, get_services, get_type, list_themes

NAISSANCES, ANNEES_NAISSANCES = "naissances_domiciliees", 3
CAF_3_10 = ("caf_enfants_3_5", "caf_enfants_6_10")
SANS_THEMATIQUE = "Sans thématique"
ABSENCE = "La source qui compte ces enfants n’est pas encore dans Convive\u00a0: les places restent, sans taux."


@dataclass(frozen=True, slots=True)
class Accueil:
    """An age group whose places are counted, and how its children are counted."""

    cle: str
    libelle: str


ACCUEILS = (
    Accueil("0_2", "Accueil des moins de 3 ans"),
    Accueil("3_11", "Accueils de loisirs des 3-11 ans"),
)


@dataclass(frozen=True, slots=True)
class ServiceSitue:
    """A service with its type, thématique and position; `is_exact` is false if that is only the centre of its
    commune."""

    service: ServiceEquipement
    type: TypeLu
    thematique: str
    commune: str
    url: str
    point: Point | None
    is_exact: bool


@dataclass(frozen=True, slots=True)
class LigneDistance:
    """The distance from the centre of a commune to the nearest service of a kind; None if either is unknown."""

    code: str
    nom: str
    plus_proche: ServiceSitue | None
    km: float | None


@dataclass(frozen=True, slots=True)
class Territoire:
    """The communes of the espace, sorted by name, with their contours and centres if known."""

    communes: tuple[tuple[str, str], ...]
    contours: Mapping[str, Mapping[str, object]]
    centres: Mapping[str, Point]
    noms: Mapping[str, str]


def get_territoire(membre: Membre) -> Territoire:
    perimetre = get_perimetre_espace(membre.espace)
    communes = [(commune.code, commune.nom) for commune in (perimetre.communes if perimetre else ())]
    try:
        contours = get_contours([code for code, _ in communes])
    except DonneesAbsentes:
        contours = {}
    centres = {code: centre for code, contour in contours.items() if (centre := compute_centre(contour))}
    ordered = tuple(sorted(communes, key=lambda paire: (paire[1], paire[0])))
    return Territoire(ordered, contours, centres, dict(communes))


def list_situes(membre: Membre, territoire: Territoire) -> tuple[list[ServiceSitue], dict[str, TypeLu]]:
    """The services that this membre can see, except archived ones, and the types of the espace. Four queries, of only
    the columns that a map of five hundred services needs."""
    types, get_url = list_types(membre.espace), build_url_service(membre.espace_id)
    rows = get_services(membre).filter(archive_le__isnull=True)
    themes = list_themes(rows)
    colonnes = ("nom", "type_cle", "code_commune", "adresse", "latitude", "longitude", "places")
    situes = [
        _situate(service, get_type(types, service), themes.get(service.pk, []), get_url(service.pk), territoire)
        for service in rows.only(*colonnes).order_by("nom_compare", "pk")
    ]
    return situes, types


def _situate(
    service: ServiceEquipement,
    lu: TypeLu,
    themes: Sequence[tuple[UUID, str]],
    url: str,
    territoire: Territoire,
) -> ServiceSitue:
    """Locate a service, under the thématique of its type if it has it, otherwise under its first one."""
    noms = dict(themes)
    usuelle = lu.thematique
    nom = noms.get(usuelle.pk) if usuelle else None
    nom = nom or next(iter(noms.values()), usuelle.nom if usuelle else SANS_THEMATIQUE)
    commune = territoire.noms.get(service.code_commune, "")
    if service.latitude is not None and service.longitude is not None:
        return ServiceSitue(
            service, lu, nom, commune, url, Point(float(service.latitude), float(service.longitude)), True
        )
    return ServiceSitue(service, lu, nom, commune, url, territoire.centres.get(service.code_commune), False)


def list_couvertures(territoire: Territoire, situes: Iterable[ServiceSitue]) -> list[Couverture]:
    """The coverage of each age group whose places are counted; two reads of the figures."""
    rows = list(situes)
    codes = [code for code, _ in territoire.communes]
    mesures = _read_mesures(codes)
    couvertures = []
    for accueil in ACCUEILS:
        enfants, source = _count_enfants(accueil.cle, codes, mesures)
        couvertures.append(
            build_couverture(
                cle=accueil.cle,
                libelle=accueil.libelle,
                source=source,
                communes=territoire.communes,
                enfants=enfants,
                offre=_count_places(accueil.cle, rows),
                absence="" if source else ABSENCE,
            )
        )
    return couvertures


def _read_mesures(codes: Sequence[str]) -> dict[tuple[str, str], dict[int, Mesure]]:
    found: dict[tuple[str, str], dict[int, Mesure]] = {}
    try:
        rows = get_mesures([(Maille.COMMUNE, code) for code in codes], [NAISSANCES, *CAF_3_10])
    except DonneesAbsentes:
        return found
    for mesure in rows:
        if mesure.statut in STATUTS_AVEC_VALEUR and mesure.valeur is not None:
            found.setdefault((mesure.territoire, mesure.indicateur), {})[mesure.millesime] = mesure
    return found


def _count_enfants(
    accueil: str, codes: Sequence[str], mesures: Mapping[tuple[str, str], Mapping[int, Mesure]]
) -> tuple[dict[str, float | None], str]:
    """Children by commune, and a French phrase that says how they are counted, empty if they are not."""
    grandeurs = (NAISSANCES,) if accueil == "0_2" else CAF_3_10
    years = sorted({year for (_, grandeur), rows in mesures.items() if grandeur in grandeurs for year in rows})
    if not years:
        return {}, ""
    kept = years[-ANNEES_NAISSANCES:] if accueil == "0_2" else years[-1:]
    if accueil == "0_2" and len(kept) < ANNEES_NAISSANCES:
        return {}, ""
    enfants: dict[str, float | None] = {}
    for code in codes:
        rows = [mesures.get((code, grandeur), {}).get(year) for grandeur in grandeurs for year in kept]
        valeurs = [row.valeur for row in rows if row is not None and row.valeur is not None]
        enfants[code] = sum(valeurs) if len(valeurs) == len(rows) else None
    if accueil == "0_2":
        return enfants, f"moins de 3 ans estimés par les naissances de {kept[0]} à {kept[-1]}, sans les déménagements"
    return enfants, f"3 à 10 ans connus de la Caf en {kept[-1]}, sans les autres"


def _count_places(accueil: str, situes: Iterable[ServiceSitue]) -> dict[str, Places]:
    """The places by commune where the services are located."""
    offre: dict[str, Places] = {}
    for situe in situes:
        if situe.type.accueil == accueil and situe.service.code_commune:
            places = situe.service.places
            code = situe.service.code_commune
            ajout = Places(1, places or 0, 1 if places is None else 0)
            offre[code] = offre.get(code, Places()) + ajout
    return offre


def get_presence(
    membre: Membre, territoire: Territoire, situes: Iterable[ServiceSitue]
) -> tuple[list[str], tuple[LignePresence, ...]]:
    """The thématiques that have a service or are still in use, and the services of each commune by thématique."""
    rows = list(situes)
    vues = {situe.thematique for situe in rows}
    actives = Thematique.objects.actives().filter(espace=membre.espace).order_by("ordre", "nom")
    colonnes = list(actives.values_list("nom", flat=True))
    colonnes += sorted(vues - set(colonnes))
    lignes = build_presence(
        territoire.communes, colonnes, ((situe.service.code_commune, situe.thematique) for situe in rows)
    )
    return colonnes, lignes


def list_distances(territoire: Territoire, situes: Iterable[ServiceSitue]) -> list[LigneDistance]:
    """Farthest communes first; those with an unknown distance last."""
    lieux = [(situe, situe.point) for situe in situes if situe.point is not None]
    lignes = []
    for code, nom in territoire.communes:
        centre = territoire.centres.get(code)
        found = find_plus_proche(centre, lieux) if centre is not None else None
        lignes.append(LigneDistance(code, nom, found[0] if found else None, found[1] if found else None))
    return sorted(lignes, key=lambda ligne: (ligne.km is None, -(ligne.km or 0), ligne.nom))
