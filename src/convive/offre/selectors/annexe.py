"""Read annexe 2 of an espace on a given date, within the limits of a membre."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from convive.acteurs.selectors.organisation import get_noms_communes
from convive.espaces.models import Membre, Thematique
from convive.offre.models import Cof, ServiceEquipement, SoutienCollectivite
from convive.offre.rules.annexe import SANS_COMMUNE, Annexe2, LigneAnnexe, build_annexe
from convive.offre.rules.verification import is_a_verifier
from convive.offre.selectors.catalogue import TypeLu, get_parametres, list_types
from convive.offre.selectors.equipement import build_url_service, get_services, get_type, list_themes


@dataclass(frozen=True, slots=True)
class _Reperes:
    """What is needed to build the lines."""

    today: date
    mois_verification: int
    types: Mapping[str, TypeLu]
    noms: Mapping[str, str]
    ordres: Mapping[UUID, int]
    themes: Mapping[UUID, Sequence[tuple[UUID, str]]]
    cofs: Mapping[UUID, tuple[str, ...]]
    get_url: Callable[[UUID], str]


def get_annexe(membre: Membre, jour: date, today: date) -> Annexe2:
    """The services that a collectivité supports in the year of `jour`, with their conventions on that day. Services
    archived later are included, those archived before are not. Eight queries, of few columns."""
    annees = (jour.year - 1, jour.year)
    rows = get_services(membre).filter(
        Q(archive_le__isnull=True) | Q(archive_le__date__gt=jour),
        Exists(SoutienCollectivite.objects.filter(service=OuterRef("pk"), annee__in=annees)),
    )
    colonnes = ("nom", "type_cle", "code_commune", "places", "capacite_agreee", "date_verification", "espace")
    services = list(rows.select_related("gestionnaire").only(*colonnes, "gestionnaire__nom"))
    types = list_types(membre.espace)
    ordres = dict(Thematique.objects.filter(espace=membre.espace_id).values_list("pk", "ordre"))
    reperes = _Reperes(
        today,
        get_parametres(today).mois_verification,
        types,
        get_noms_communes([service.code_commune for service in services], {}),
        ordres,
        list_themes(rows),
        _list_cofs(rows, jour),
        build_url_service(membre.espace_id),
    )
    soutiens = _list_soutiens(rows, annees)
    lues = [(_read(service, reperes), soutiens.get(service.pk, {})) for service in services]
    return build_annexe(
        jour,
        [replace(ligne, collectivites=par_annee[jour.year]) for ligne, par_annee in lues if jour.year in par_annee],
        [
            replace(ligne, collectivites=par_annee.get(jour.year - 1, ()))
            for ligne, par_annee in lues
            if jour.year not in par_annee
        ],
    )


def _list_soutiens(
    rows: QuerySet[ServiceEquipement], annees: tuple[int, int]
) -> dict[UUID, dict[int, tuple[str, ...]]]:
    """The names of the collectivités that support each service, by year, sorted."""
    soutiens = SoutienCollectivite.objects.filter(service__in=rows.order_by().values("pk"), annee__in=annees)
    ordered = soutiens.order_by("organisation__nom_compare", "pk")
    found: dict[UUID, dict[int, tuple[str, ...]]] = {}
    for service, annee, nom in ordered.values_list("service_id", "annee", "organisation__nom"):
        par_annee = found.setdefault(service, {})
        par_annee[annee] = (*par_annee.get(annee, ()), nom)
    return found


def _list_cofs(rows: QuerySet[ServiceEquipement], jour: date) -> dict[UUID, tuple[str, ...]]:
    """The numbers of the conventions of each service on that day."""
    liens = Cof.services.through._default_manager.filter(
        serviceequipement__in=rows.order_by().values("pk"), cof__date_debut__lte=jour, cof__date_fin__gte=jour
    )
    found: dict[UUID, tuple[str, ...]] = {}
    ordered = liens.order_by("cof__numero", "cof_id")
    for service, numero in ordered.values_list("serviceequipement_id", "cof__numero"):
        found[service] = (*found.get(service, ()), numero)
    return found


def _read(service: ServiceEquipement, reperes: _Reperes) -> LigneAnnexe:
    """The line of a service, under the thématique of its type if the service has it, otherwise under its first one."""
    lu, themes = get_type(reperes.types, service), dict(reperes.themes.get(service.pk, ()))
    usuelle = lu.thematique
    theme, nom = next(iter(themes.items()), (None, ""))
    if usuelle is not None and (usuelle.pk in themes or not themes):
        theme, nom = usuelle.pk, usuelle.nom
    capacite = service.capacite_agreee if service.capacite_agreee is not None else service.places
    return LigneAnnexe(
        service.pk,
        service.nom,
        lu.nom,
        str(service.gestionnaire or ""),
        reperes.noms.get(service.code_commune, service.code_commune) or SANS_COMMUNE,
        capacite,
        (),
        reperes.cofs.get(service.pk, ()),
        nom,
        reperes.ordres.get(theme, 0) if theme else 0,
        is_a_verifier(service.date_verification, reperes.today, reperes.mois_verification),
        reperes.get_url(service.pk),
    )
