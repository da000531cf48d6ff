"""What the plan asks on the home of an espace, and the actions that it shows on the pages of what they concern."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.sujets import record_sujet
from convive.comptes.models import Compte
from convive.echanges.branchements import Carnet, NoteDuFil, carnets
from convive.espaces.models import Membre
from convive.plan_action.actions.suivi import create_note
from convive.plan_action.models import FicheAction, NoteSuivi
from convive.plan_action.permissions import can_list_plan, can_update_fiche, can_update_fiches, can_update_plan
from convive.plan_action.rules.criteres import EN_RETARD
from convive.plan_action.rules.meteo import PHRASES_METEO
from convive.plan_action.rules.plan import VisibiliteNote
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.axes import get_plan_par_axe
from convive.plan_action.selectors.fiche import list_fiches_actuelles
from convive.plan_action.selectors.lecture_fiche import get_notes_visibles
from convive.plan_action.selectors.lignes_fiche import build_notes
from convive.plan_action.selectors.orphelins import count_a_faire
from convive.plan_action.selectors.point import get_reponses
from convive.plan_action.selectors.rattachees import (
    CONDITIONS,
    MAX_RATTACHEES,
    PAGE_ENJEU,
    Rattachee,
    list_rattachees,
    list_rattachees_enjeu,
)
from convive.socle.debut import EtapeDebut, debut
from convive.socle.formats import nombre_accorde
from convive.socle.panneaux import Panneau, Place, panneaux
from convive.socle.taches import Tache, Urgence, taches

MAX_NOTES = 40
"""Those that the page of an action shows; the page of its follow-up has them all."""


def list_taches_points(membre: Membre, _today: date) -> Iterator[Tache]:
    """The answers of pilotes that nobody has read over; one query."""
    if can_update_fiches(membre) and (count := get_reponses(membre).count()):
        yield Tache(
            f"Relire {nombre_accorde(count, 'réponse')} de pilotes",
            "Elles rejoindront le plan quand vous les aurez relues.",
            reverse("plan_action:point_list", args=[membre.espace_id]),
            "Relire",
            Urgence.A_FAIRE,
            "message",
        )


def list_taches_plan(membre: Membre, today: date) -> Iterator[Tache]:
    """What is late, what should be unblocked by now; one query."""
    if not can_update_fiches(membre):
        return
    url, a_faire = reverse("plan_action:plan_detail", args=[membre.espace_id]), count_a_faire(membre, today)
    if a_faire.a_debloquer:
        yield Tache(
            f"Débloquer {nombre_accorde(a_faire.a_debloquer, 'action')}",
            "La date à laquelle on devait l’avoir fait est passée.",
            f"{url}?statut={Statut.BLOQUEE}",
            "Voir",
            Urgence.RETARD,
            "alert-triangle",
        )
    if a_faire.en_retard:
        yield Tache(
            f"Regarder {a_faire.retards}",
            "Une échéance est passée\u00a0: mettez l’action à jour, ou donnez-lui une nouvelle date.",
            f"{url}?statut={EN_RETARD}",
            "Voir",
            Urgence.RETARD,
            "clock",
        )


VIDES = {
    "diagnostic:constat_detail": "Aucune action ne répond encore à ce constat.",
    "diagnostic:enjeu_detail": "Aucune action ne répond encore à cet enjeu.",
    "offre:service_detail": "Aucune action ne concerne ce service.",
    "acteurs:organisation_detail": "Elle ne porte aucune action et ne participe à aucune.",
    "acteurs:personne_detail": "Elle ne pilote aucune action et n’en suit aucune.",
    "convention:plan_externe_detail": "Aucune action du plan ne sert aussi celui-ci.",
}


def _get_contexte_actions(page: str) -> Callable[[HttpRequest, Any], Mapping[str, Any] | None]:
    def get_contexte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
        membre = getattr(request, "membre", None)
        if membre is None or not can_list_plan(membre):
            return None
        noeuds: Sequence[Rattachee] = ()
        fiches: Sequence[Any]
        if page == PAGE_ENJEU:
            noeuds, fiches = list_rattachees_enjeu(membre, objet.pk)
        else:
            fiches = list_rattachees(membre, page, objet.pk)
        return {
            "fiches": fiches[:MAX_RATTACHEES],
            "has_autres": len(fiches) > MAX_RATTACHEES,
            "noeuds": noeuds,
            "espace_uuid": membre.espace_id,
            "vide": VIDES[page],
        }

    return get_contexte


def _get_contexte_axes(request: HttpRequest, espace: Any) -> Mapping[str, Any] | None:
    membre: Membre | None = getattr(request, "membre", None)
    plan = get_plan_par_axe(membre, timezone.localdate()) if membre and can_list_plan(membre) else None
    if plan is None or membre is None:
        return None
    return {
        "plan": plan,
        "mots_meteo": PHRASES_METEO.items(),
        "peut_ecrire": can_update_fiches(membre) and not espace.is_expire,
    }


def list_choix_fiches(membre: Membre) -> list[tuple[UUID, str]]:
    """The actions that an exchange may speak of, in the order of the plan."""
    fiches = list_fiches_actuelles(membre, timezone.localdate()).order_by("ordre", "pk")
    return [(fiche.pk, str(fiche)) for fiche in fiches.only("code", "titre")]


def list_notes_du_fil(membre: Membre, fiche: FicheAction) -> list[NoteDuFil]:
    """The notes of an action that this place reads, the latest first; one query."""
    rows = get_notes_visibles(membre, fiche)[:MAX_NOTES]
    return [
        NoteDuFil(note.jour, note.auteur, note.texte, note.is_interne, note.is_mienne)
        for note in build_notes(rows, membre.compte_id)
    ]


def create_note_du_fil(*, by: Compte, objet: FicheAction, texte: str, is_interne: bool) -> NoteSuivi:
    visibilite = VisibiliteNote.INTERNE if is_interne else VisibiliteNote.PARTAGEE
    return create_note(by=by, fiche=objet, texte=texte, visibilite=visibilite)


def record_panneaux() -> None:
    carnets.record(
        Carnet(
            "fiche_action",
            "Garder comme note de suivi\u00a0: partagée, elle figure dans les documents de l’action",
            list_notes_du_fil,
            lambda membre, fiche: get_notes_visibles(membre, fiche).count(),
            lambda membre, fiche: not membre.espace.is_expire and can_update_fiche(membre, fiche),
            create_note_du_fil,
        )
    )
    record_sujet("fiche_action", "Une action du plan", list_choix_fiches, page="plan_action:fiche_action_detail")
    panneaux.record(
        *(
            Panneau(
                f"plan_action_{page.partition(':')[2]}",
                page,
                30,
                "Les actions",
                "plan_action/_panneau_actions.html",
                _get_contexte_actions(page),
            )
            for page in CONDITIONS
        )
    )
    panneaux.record(
        Panneau(
            "plan_action_axes",
            "espaces:espace_detail",
            30,
            "Où en est le plan",
            "plan_action/_panneau_axes.html",
            _get_contexte_axes,
            place=Place.GAUCHE,
            is_vivant=False,
        )
    )
    debut.record(
        EtapeDebut(
            "plan",
            30,
            "Reprendre votre plan d’actions",
            "Un tableur, un Word ou un PDF suffit\u00a0: vous le relisez avant que rien ne soit écrit.",
            "Importer",
            is_permise=can_update_plan,
            build_faite=lambda membre: Exists(FicheAction.objects.filter(espace=membre.espace_id)),
            get_url=lambda membre: reverse("plan_action:import_plan_list", args=[membre.espace_id]),
        )
    )
    taches.record("plan_action", list_taches_plan)
    taches.record("plan_action_points", list_taches_points)
