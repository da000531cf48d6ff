"""Read annexe 2 of an espace on a day, through the limits of a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, Q

from convive.acteurs.selectors.organisation import get_noms_communes
from convive.espaces.models import Membre, Thematique
from convive.offre.models import Cof, ServiceEquipement, SoutienCollectivite
from convive.offre.rules.annexe import SANS_COMMUNE, Annexe2, LigneAnnexe, build_annexe
from convive.offre.rules.verification import is_a_verifier
from convive.offre.selectors.catalogue import TypeLu, get_parametres, list_types
from convive.offre.selectors.equipement import get_services, get_type


@dataclass(frozen=True, slots=True)
class _Reperes:
    """What the lines are read with."""

    jour: date
    mois_verification: int
    types: Mapping[str, TypeLu]
    noms: Mapping[str, str]
    rangs: Mapping[UUID, int]


def get_annexe(membre: Membre, jour: date, today: date) -> Annexe2:
    """The services that a collectivité supports in the year of `jour`, with their conventions of that day; those that
    were archived since are there, those archived before are not. Seven queries."""
    annees = (jour.year - 1, jour.year)
    soutiens = SoutienCollectivite.objects.filter(annee__in=annees).select_related("organisation")
    cofs = Cof.objects.filter(date_debut__lte=jour, date_fin__gte=jour).order_by("numero", "pk")
    services = (
        get_services(membre)
        .filter(Q(archive_le__isnull=True) | Q(archive_le__date__gt=jour), soutiens__annee__in=annees)
        .distinct()
        .select_related("gestionnaire")
        .prefetch_related(Prefetch("soutiens", soutiens.order_by("organisation__nom_compare", "pk")))
        .prefetch_related(Prefetch("cofs", cofs))
        .prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom")))
    )
    rows = list(services)
    types = list_types(membre.espace)
    themes = [lu.thematique for lu in types.values() if lu.thematique]
    themes += [thematique for service in rows for thematique in service.thematiques.all()]
    reperes = _Reperes(
        jour,
        get_parametres(today).mois_verification,
        types,
        get_noms_communes([service.code_commune for service in rows], {}),
        {thematique.pk: thematique.ordre for thematique in themes},
    )
    lus = [(service, [s for s in service.soutiens.all() if s.annee == jour.year]) for service in rows]
    soutenus = [_read(service, actuels, reperes, today) for service, actuels in lus if actuels]
    a_confirmer = [_read(service, service.soutiens.all(), reperes, today) for service, actuels in lus if not actuels]
    return build_annexe(jour, soutenus, a_confirmer)


def _read(
    service: ServiceEquipement, soutiens: Iterable[SoutienCollectivite], reperes: _Reperes, today: date
) -> LigneAnnexe:
    """Under the thématique of its type when the service has it, else under its first one."""
    lu, themes = get_type(reperes.types, service), list(service.thematiques.all())
    theme = lu.thematique if lu.thematique in themes or not themes else themes[0]
    capacite = service.capacite_agreee if service.capacite_agreee is not None else service.places
    return LigneAnnexe(
        service.pk,
        service.nom,
        lu.nom,
        str(service.gestionnaire or ""),
        reperes.noms.get(service.code_commune, service.code_commune) or SANS_COMMUNE,
        capacite,
        tuple(dict.fromkeys(soutien.organisation.nom for soutien in soutiens)),
        tuple(cof.numero for cof in service.cofs.all()),
        theme.nom if theme else "",
        reperes.rangs.get(theme.pk, 0) if theme else 0,
        is_a_verifier(service.date_verification, today, reperes.mois_verification),
    )
