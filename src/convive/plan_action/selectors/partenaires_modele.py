"""Who, in the directory of an espace, could be the partners that a model names."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q

from convive.acteurs.models import Organisation, TypeOrganisation
from convive.espaces.models import Membre
from convive.plan_action.rules.modeles import Modele, PartenaireModele

MAX_NOMS = 3


@dataclass(frozen=True, slots=True)
class PartenairePropose:
    """A partner of the model, and the first organisations of that type; `autres` counts those that are not named."""

    partenaire: PartenaireModele
    organisations: tuple[Organisation, ...]
    autres: int


def list_partenaires_modele(membre: Membre, modele: Modele) -> list[PartenairePropose]:
    """Those whose thématiques meet the ones of the model, or that concern everyone; one query.

    An association is one among many: it is named for what it does, never because it does not say what it does.
    """
    types = {partenaire.type for partenaire in modele.partenaires}
    rows = Organisation.objects.visible_to(membre.compte).filter(espace=membre.espace_id, archivee_le__isnull=True)
    if modele.thematiques:
        generales = Q(thematiques__isnull=True) & ~Q(type=TypeOrganisation.ASSOCIATION)
        rows = rows.filter(Q(thematiques__nom__in=modele.thematiques) | generales)
    by_type: dict[str, list[Organisation]] = {cle: [] for cle in types}
    for organisation in rows.filter(type__in=types).order_by("nom", "pk").distinct():
        organisation.espace = membre.espace
        by_type[organisation.type].append(organisation)
    return [_build(partenaire, by_type[partenaire.type]) for partenaire in modele.partenaires]


def _build(partenaire: PartenaireModele, organisations: Iterable[Organisation]) -> PartenairePropose:
    rows = tuple(organisations)
    return PartenairePropose(partenaire, rows[:MAX_NOMS], max(0, len(rows) - MAX_NOMS))
