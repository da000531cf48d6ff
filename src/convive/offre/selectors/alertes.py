"""What ends soon in the inventory of an espace, and what has not been verified for a long time."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from convive.espaces.models import Membre
from convive.offre.models import Cof
from convive.offre.rules.verification import add_mois, is_a_verifier
from convive.offre.selectors.catalogue import get_parametres
from convive.offre.selectors.equipement import get_condition_a_verifier, get_services


@dataclass(frozen=True, slots=True)
class Alertes:
    """Names with their end dates, earliest first."""

    agrements: tuple[tuple[str, date], ...]
    cofs: tuple[tuple[str, date], ...]
    a_verifier: int
    mois_verification: int


def get_alertes(membre: Membre, today: date) -> Alertes:
    """Two queries. An agrément that has ended stays in the list until someone updates it. A convention that has ended
    is left out, since another one may have replaced it, and its date is visible."""
    parametres = get_parametres(today)
    limite = add_mois(today, parametres.mois_alerte_agrement)
    services = get_services(membre).filter(archive_le__isnull=True)
    concernes = services.filter(Q(agrement_fin__lte=limite) | get_condition_a_verifier(today, parametres))
    rows = list(concernes.values_list("nom", "agrement_fin", "date_verification").order_by("agrement_fin", "nom"))
    cofs = Cof.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id, date_fin__gte=today)
    proches = cofs.filter(date_fin__lte=add_mois(today, parametres.mois_alerte_cof)).order_by("date_fin", "numero")
    return Alertes(
        tuple((nom, fin) for nom, fin, _ in rows if fin is not None and fin <= limite),
        tuple(proches.values_list("numero", "date_fin")),
        sum(is_a_verifier(jour, today, parametres.mois_verification) for _, _, jour in rows),
        parametres.mois_verification,
    )
