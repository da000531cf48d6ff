"""What this package asks on the home of an espace: mandates and posts that end, cards written twice."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from django.urls import reverse

from convive.acteurs.models import Fonction
from convive.acteurs.permissions import can_create_echange, can_create_poste, can_update_acteurs
from convive.acteurs.selectors.catalogue import get_parametres
from convive.acteurs.selectors.doublon import count_memes_noms
from convive.acteurs.selectors.echange import list_suites
from convive.acteurs.selectors.mandat import SuiviMandats, get_suivi_mandats, list_postes_qui_finissent
from convive.espaces.models import Membre
from convive.socle.formats import date_longue, liste_fr, nombre_accorde
from convive.socle.taches import Tache, Urgence, taches

# A task names that many people, then counts the others.
MAX_NOMMEES = 3


def list_taches(membre: Membre, today: date) -> Iterator[Tache]:
    """Mandates to confirm, functions and posts that end: for whoever writes them. Two queries."""
    if can_update_acteurs(membre):
        yield from _list_taches_mandats(membre, get_suivi_mandats(membre, today))
    if can_create_poste(membre):
        yield from _list_taches_postes(membre, today)


def list_taches_doublons(membre: Membre, _today: date) -> Iterator[Tache]:
    """Cards of one name: those that only look alike can wait for someone to open the page."""
    if can_update_acteurs(membre) and (nombre := count_memes_noms(membre)):
        yield Tache(
            f"Trancher {nombre_accorde(nombre, 'doublon', 'doublons')} de l’annuaire",
            "Deux fiches portent le même nom\u00a0: est-ce la même\u00a0?",
            reverse("acteurs:doublon_list", args=[membre.espace_id]),
            "Comparer",
            Urgence.PEUT_ATTENDRE,
            "copy",
        )


def list_taches_suites(membre: Membre, today: date) -> Iterator[Tache]:
    """What someone said she would do after a call or a meeting; one query."""
    if not can_create_echange(membre):
        return
    limite = today + timedelta(days=get_parametres(today).suite_annoncee_jours)
    for echange in list_suites(membre, today, limite):
        avec = ", ".join(str(fiche) for fiche in (echange.personne, echange.organisation) if fiche)
        jour = echange.suite_le
        is_late = jour is not None and jour < today
        yield Tache(
            echange.suite,
            f"{avec}. Promis\u00a0: {str(echange)[:1].lower()}{str(echange)[1:]}.",
            reverse("acteurs:echange_detail", args=[membre.espace_id, echange.pk]),
            "Voir",
            Urgence.RETARD if is_late else Urgence.BIENTOT,
            "message",
            jour,
        )


def _list_taches_mandats(membre: Membre, suivi: SuiviMandats) -> Iterator[Tache]:
    url = reverse("acteurs:mandat_list", args=[membre.espace_id])
    if suivi.a_confirmer and suivi.scrutin is not None:
        nombre = nombre_accorde(len(suivi.a_confirmer), "mandat", "mandats")
        yield Tache(
            f"Confirmer {nombre} d’élu·es",
            f"Depuis {suivi.scrutin.libelle}\u00a0: {_name(suivi.a_confirmer)}.",
            f"{url}#a-confirmer",
            "Confirmer",
            Urgence.A_FAIRE,
            "users",
        )
    if suivi.finissent:
        first = suivi.finissent[0]
        jour = first.dernier_jour
        nombre = nombre_accorde(len(suivi.finissent), "fonction", "fonctions")
        yield Tache(
            f"Préparer la suite de {nombre}",
            f"{_name(suivi.finissent)}\u00a0: le premier dernier jour est le {date_longue(jour)}." if jour else "",
            f"{url}#finissent",
            "Voir",
            Urgence.BIENTOT,
            "calendar-event",
            jour,
        )


def _list_taches_postes(membre: Membre, today: date) -> Iterator[Tache]:
    for poste in list_postes_qui_finissent(membre, today):
        jour = poste.dernier_jour
        yield Tache(
            f"Préparer la suite du poste «\u00a0{poste.intitule}\u00a0»",
            f"{poste.employeur}. Il finit le {date_longue(jour)}, et aucun ne prend sa suite." if jour else "",
            reverse("acteurs:poste_detail", args=[membre.espace_id, poste.pk]),
            "Voir",
            Urgence.BIENTOT,
            "briefcase",
            jour,
        )


def _name(fonctions: Sequence[Fonction]) -> str:
    noms = [str(fonction.personne) for fonction in fonctions[:MAX_NOMMEES]]
    reste = len(fonctions) - len(noms)
    return liste_fr([*noms, *([f"{reste} de plus"] if reste else [])])


def record_taches() -> None:
    taches.record("acteurs", list_taches)
    taches.record("acteurs_suites", list_taches_suites)
    taches.record("acteurs_doublons", list_taches_doublons)
