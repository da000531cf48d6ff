"""What the bodies ask on the home of an espace, and the decisions shown on the pages of what they are about."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Min, Q
from django.http import HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.criteres import EN_RETARD, SANS_RESPONSABLE
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.decisions_liees import CIBLES, MAX_LIEES, ORGANISATION, PERSONNE, list_liees
from convive.gouvernance.selectors.decisions_seance import list_decisions_seance
from convive.plan_action.decisions import DecisionPrise, decisions_prises
from convive.plan_action.models import FicheAction
from convive.plan_action.models.acces import get_fonctions, get_personnes
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.panneaux import Panneau, panneaux
from convive.socle.taches import Tache, Urgence, taches

BIENTOT_JOURS = 14


def list_taches_siennes(membre: Membre, today: date) -> Iterator[Tache]:
    """What one has to carry out oneself, late or soon; one query."""
    if not can_list_instances(membre):
        return
    siennes = Q(responsable__in=get_personnes(membre.compte).values("pk")) | Q(
        responsable__isnull=True,
        responsable_texte="",
        organisation_responsable__in=get_fonctions(membre.compte).values("organisation"),
    )
    rows = get_decisions(membre).ouvertes().filter(siennes, echeance__lte=today + timedelta(days=BIENTOT_JOURS))
    for decision in rows.order_by("echeance", "annee", "numero")[:5]:
        is_late = decision.echeance is not None and decision.echeance < today
        yield Tache(
            f"Dire où en est la décision {decision.code}",
            decision.libelle[:160],
            reverse("gouvernance:decision_detail", args=[membre.espace_id, decision.pk]),
            "Dire où elle en est",
            Urgence.RETARD if is_late else Urgence.BIENTOT,
            "check",
            decision.echeance,
        )


def list_taches_decisions(membre: Membre, today: date) -> Iterator[Tache]:
    """For the team: what is late, what nobody carries; one query."""
    if not can_update_instances(membre):
        return
    vide = Q(responsable__isnull=True, organisation_responsable__isnull=True, responsable_texte="")
    compte = (
        get_decisions(membre)
        .ouvertes()
        .order_by()
        .aggregate(
            en_retard=Count("pk", filter=Q(echeance__lt=today)),
            depuis=Min("echeance", filter=Q(echeance__lt=today)),
            sans=Count("pk", filter=vide),
        )
    )
    url = reverse("gouvernance:decision_list", args=[membre.espace_id])
    if compte["en_retard"]:
        yield Tache(
            f"Suivre {nombre_accorde(compte['en_retard'], 'décision')} en retard",
            "L’échéance est passée\u00a0: dites ce qu’il en est, ou donnez une nouvelle date.",
            f"{url}?statut={EN_RETARD}",
            "Voir",
            Urgence.A_FAIRE,
            "clock",
            compte["depuis"],
        )
    if compte["sans"]:
        yield Tache(
            f"Trouver qui porte {nombre_accorde(compte['sans'], 'décision')}",
            "Sans nom, une décision s’oublie entre deux séances.",
            f"{url}?statut={SANS_RESPONSABLE}",
            "Voir",
            Urgence.PEUT_ATTENDRE,
            "users",
        )


VIDES = {
    "plan_action:fiche_action_detail": "Aucune décision ne parle encore de cette action.",
    "diagnostic:enjeu_detail": "Aucune décision ne parle encore de cet enjeu.",
    "diagnostic:constat_detail": "Aucune décision ne parle encore de ce constat.",
    "diagnostic:diagnostic_detail": "Aucune décision ne parle encore de ce diagnostic.",
    ORGANISATION: "Elle ne porte aucune décision.",
    PERSONNE: "Elle ne porte aucune décision.",
}
RESPONSABLES = {ORGANISATION: "organisation", PERSONNE: "personne"}


def _get_contexte(page: str) -> Callable[[HttpRequest, Any], Mapping[str, Any] | None]:
    def get_contexte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
        membre = getattr(request, "membre", None)
        if membre is None or not can_list_instances(membre):
            return None
        rows = list_liees(membre, page, objet.pk)
        contexte = {"decisions": rows[:MAX_LIEES], "has_autres": len(rows) > MAX_LIEES, "vide": VIDES[page]}
        if page in RESPONSABLES:
            contexte["requete"] = f"responsable={RESPONSABLES[page]}:{objet.pk}"
        if page in CIBLES and can_update_instances(membre) and not membre.espace.is_expire:
            contexte["porte_sur"] = f"{CIBLES[page]}:{objet.pk}"
        return contexte | {"espace_uuid": membre.espace_id}

    return get_contexte


def _get_contexte_seance(request: HttpRequest, seance: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None or not can_list_instances(membre):
        return None
    return {
        "lignes": list_decisions_seance(membre, seance.pk),
        "espace_uuid": membre.espace_id,
        "seance_uuid": seance.pk,
        "peut_ecrire": can_update_instances(membre) and not membre.espace.is_expire,
    }


def get_decision_prise(membre: Membre, fiche: FicheAction) -> DecisionPrise | None:
    """The last decision about an action, for its chain; one query."""
    rows = list_liees(membre, "plan_action:fiche_action_detail", fiche.pk) if can_list_instances(membre) else []
    if not rows:
        return None
    last = rows[0]
    qui = f"par {last.instance.nom}, " if last.instance else ""
    url = reverse("gouvernance:decision_detail", args=[membre.espace_id, last.pk])
    return DecisionPrise(f"{last.code} {last.libelle}"[:120], f"{qui}le {date_longue(last.date)}", url)


def record_panneaux() -> None:
    decisions_prises.record(get_decision_prise)
    panneaux.record(
        *(
            Panneau(
                f"gouvernance_{page.partition(':')[2]}",
                page,
                35,
                "Les décisions",
                "gouvernance/_panneau_decisions.html",
                _get_contexte(page),
            )
            for page in VIDES
        )
    )
    panneaux.record(
        Panneau(
            "gouvernance_seance_decisions",
            "gouvernance:seance_detail",
            40,
            "Ce qu’on y a décidé",
            "gouvernance/_panneau_seance.html",
            _get_contexte_seance,
        )
    )
    taches.record("gouvernance_siennes", list_taches_siennes)
    taches.record("gouvernance_decisions", list_taches_decisions)
