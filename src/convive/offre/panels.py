"""The tasks of the inventory: agréments and conventions about to end, services to verify."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from convive.espaces.models import Membre
from convive.offre.permissions import can_update_services
from convive.offre.selectors.alertes import get_alertes
from convive.socle.formats import date_longue, liste_fr, nombre_accorde
from convive.socle.taches import Tache, Urgence, taches

MAX_NOMS = 3


def list_taches(membre: Membre, today: date) -> Iterator[Tache]:
    """The tasks of this membre; two queries."""
    if not can_update_services(membre):
        return
    alertes, page = get_alertes(membre, today), reverse("offre:service_list", args=[membre.espace_id])
    if alertes.agrements:
        first, count = alertes.agrements[0], len(alertes.agrements)
        fins = _explain_fins([jour for _, jour in alertes.agrements], today)
        yield Tache(
            f"Suivre {nombre_accorde(count, 'agrément qui finit', 'agréments qui finissent')}",
            f"{_list_noms([nom for nom, _ in alertes.agrements])}. {fins}",
            f"{page}?etat=agrements",
            "Voir",
            Urgence.RETARD if first[1] < today else Urgence.BIENTOT,
            "clock",
            first[1],
        )
    if alertes.cofs:
        first = alertes.cofs[0]
        yield Tache(
            f"Renouveler {nombre_accorde(len(alertes.cofs), 'convention')} avec la Caf",
            f"{_list_noms([nom for nom, _ in alertes.cofs])}\u00a0: la première finit le {date_longue(first[1])}.",
            reverse("offre:cof_list", args=[membre.espace_id]),
            "Voir",
            Urgence.BIENTOT,
            "file-text",
            first[1],
        )
    if alertes.a_verifier:
        yield Tache(
            f"Vérifier {nombre_accorde(alertes.a_verifier, 'service')}",
            f"Personne n’a relu ces fiches depuis {alertes.mois_verification} mois.",
            f"{page}?etat=a_verifier",
            "Relire",
            Urgence.PEUT_ATTENDRE,
            "check",
        )


def _explain_fins(jours: list[date], today: date) -> str:
    """« Il a fini le 31 août 2026. », « Le premier finit le 3 mars 2027. »; the days must be sorted."""
    passes = [jour for jour in jours if jour < today]
    if not passes:
        return f"{'Il' if len(jours) == 1 else 'Le premier'} finit le {date_longue(jours[0])}."
    if len(passes) == 1:
        return f"{'Il' if len(jours) == 1 else 'Le premier'} a fini le {date_longue(passes[0])}."
    return f"{len(passes)} sont déjà finis, le premier depuis le {date_longue(passes[0])}."


def _list_noms(noms: list[str]) -> str:
    reste = len(noms) - MAX_NOMS
    shown = noms[:MAX_NOMS] if reste <= 0 else [*noms[:MAX_NOMS], nombre_accorde(reste, "autre")]
    return liste_fr(shown)


def record_panneaux() -> None:
    taches.record("offre", list_taches)
