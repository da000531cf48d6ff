"""The seats that an election renews: those to end, those of people elected again, those that were ended for it."""

from dataclasses import dataclass
from datetime import date

from convive.acteurs.models import Fonction
from convive.acteurs.rules.mandats import Scrutin
from convive.acteurs.selectors.catalogue import get_scrutin
from convive.espaces.models import Membre
from convive.gouvernance.models import Instance, MembreInstance


@dataclass(frozen=True, slots=True)
class SiegeElu:
    """A seat held by a mandate from before the election. `is_reelu`: the directory gives its holder a new mandate."""

    membre: MembreInstance
    is_reelu: bool


@dataclass(frozen=True, slots=True)
class Renouvellement:
    """`finis` are the seats that ended on the day of the new mandates: what may be undone."""

    scrutin: Scrutin | None
    a_finir: tuple[SiegeElu, ...]
    finis: tuple[MembreInstance, ...]


def get_renouvellement(membre: Membre, today: date) -> Renouvellement:
    """For the bodies that this place sees; three queries."""
    scrutin = get_scrutin(today)
    if scrutin is None:
        return Renouvellement(None, (), ())
    instances = Instance.objects.visible_to(membre.compte).actives().filter(espace=membre.espace_id)
    rows = MembreInstance.objects.filter(instance__in=instances.order_by().values("pk"), is_elu=True)
    rows = rows.filter(organisation__isnull=True) | rows.filter(organisation__type__in=scrutin.types)
    rows = rows.select_related("instance", "personne", "organisation").order_by("instance__nom", "created_at")
    anciens = [row for row in rows if row.date_debut < scrutin.jour]
    actuels = [row for row in anciens if row.is_en_cours]
    reelus = set(
        Fonction.objects.en_cours()
        .filter(
            is_elu=True,
            date_debut__gte=scrutin.jour,
            personne__in=[row.personne_id for row in actuels if row.personne_id],
        )
        .values_list("personne", flat=True)
    )
    for row in anciens:
        row.instance.espace = membre.espace
    return Renouvellement(
        scrutin,
        tuple(SiegeElu(row, row.personne_id in reelus) for row in actuels),
        tuple(row for row in anciens if row.date_fin == scrutin.jour),
    )
