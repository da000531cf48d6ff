"""The decisions shown on the pages of what they are about."""

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.acteurs.selectors.lettre_groupe import (
    Cible,
    SourceDestinataires,
    reach_organisations,
    sources_destinataires,
)
from convive.acteurs.selectors.organisation import get_organisations
from convive.acteurs.selectors.personne import get_personnes
from convive.acteurs.sujets import record_sujet
from convive.espaces.models import Membre
from convive.espaces.selectors.debut import list_etapes_debut
from convive.gouvernance.models import Instance, MembreInstance, Seance
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.rules.seances import A_VENIR
from convive.gouvernance.selectors.decisions_liees import (
    CIBLES,
    FICHE,
    MAX_LIEES,
    ORGANISATION,
    PERSONNE,
    DecisionLiee,
    list_liees,
)
from convive.gouvernance.selectors.decisions_seance import list_decisions_seance
from convive.gouvernance.selectors.prochaine import get_prochaine
from convive.gouvernance.selectors.venir import get_venir
from convive.plan_action.decisions import DecisionPrise, decisions_prises
from convive.plan_action.models import FicheAction
from convive.socle.formats import date_longue
from convive.socle.panneaux import Panneau, panneaux
from convive.socle.uuids import parse_uuid

VIDES = {
    FICHE: "Aucune décision du registre n’est encore reliée à cette action.",
    "diagnostic:enjeu_detail": "Aucune décision ne parle encore de cet enjeu.",
    "diagnostic:constat_detail": "Aucune décision ne parle encore de ce constat.",
    "diagnostic:diagnostic_detail": "Aucune décision ne parle encore de ce diagnostic.",
    ORGANISATION: "Elle ne porte aucune décision.",
    PERSONNE: "Elle ne porte aucune décision.",
}
# An exchange speaks of a recent séance; an older one that it spoke of stays.
MAX_SEANCES = 60
RESPONSABLES = {ORGANISATION: "organisation", PERSONNE: "personne"}


def _get_liees(membre: Membre, page: str, objet: Any) -> list[DecisionLiee]:
    """Kept with the object of the page, which asks twice for an action: for its chain, then for its panel."""
    cle = f"_decisions_{page}"
    if cle not in objet.__dict__:
        objet.__dict__[cle] = list_liees(membre, page, objet.pk)
    rows: list[DecisionLiee] = objet.__dict__[cle]
    return rows


def _get_contexte(page: str) -> Callable[[HttpRequest, Any], Mapping[str, Any] | None]:
    def get_contexte(request: HttpRequest, objet: Any) -> Mapping[str, Any] | None:
        membre = getattr(request, "membre", None)
        if membre is None or not can_list_instances(membre):
            return None
        rows = _get_liees(membre, page, objet)
        contexte = {"decisions": rows[:MAX_LIEES], "has_autres": len(rows) > MAX_LIEES, "vide": VIDES[page]}
        if page in RESPONSABLES:
            contexte["requete"] = f"responsable={RESPONSABLES[page]}:{objet.pk}"
        if page in CIBLES and can_update_instances(membre) and not membre.espace.is_expire:
            contexte["porte_sur"] = f"{CIBLES[page]}:{objet.pk}"
        return contexte | {"espace_uuid": membre.espace_id}

    return get_contexte


def _get_contexte_seance(request: HttpRequest, seance: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None or not can_list_instances(membre) or seance.statut in A_VENIR:
        return None
    return {
        "lignes": list_decisions_seance(membre, seance.pk),
        "espace_uuid": membre.espace_id,
        "seance_uuid": seance.pk,
        "peut_ecrire": can_update_instances(membre) and not membre.espace.is_expire,
    }


def _get_contexte_prochaine(request: HttpRequest, _espace: Any) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    today = timezone.localdate()
    prochaine = get_prochaine(membre, today) if membre and can_list_instances(membre) else None
    if membre is None or prochaine is None:
        return None
    seance = prochaine.seance
    lieux = [prochaine.horaires, seance.lieu or ("à distance" if seance.lien_visio else "")]
    verbe = "Préparer la séance" if prochaine.faits < len(prochaine.preparatifs) else "Voir la séance"
    return {
        "prochaine": prochaine,
        "venir": get_venir(membre, seance, today, depuis="accueil", reponses=prochaine.reponses),
        "seance": seance,
        "titre": str(seance),
        "lieu": f"{', '.join(filter(None, lieux)) or 'Heure et lieu à venir'}.",
        "faits_devant": sorted(prochaine.preparatifs, key=lambda row: not row[0].is_fait),
        "bouton": "Rejoindre la séance" if prochaine.is_en_cours else verbe,
        # As long as « Pour commencer » is there, its next step is the one primary button of the home.
        "variante": "" if list_etapes_debut(membre, getattr(request, "memoire", None)) else "primaire",
    }


def get_decision_prise(membre: Membre, fiche: FicheAction) -> DecisionPrise | None:
    """The last decision about an action, for its chain; one query, which its panel does not ask again."""
    rows = _get_liees(membre, FICHE, fiche) if can_list_instances(membre) else []
    if not rows:
        return None
    last = rows[0]
    qui = f"par {last.instance}, " if last.instance else ""
    url = reverse("gouvernance:decision_detail", args=[membre.espace_id, last.pk])
    return DecisionPrise(f"{last.code} {last.libelle}"[:120], f"{qui}le {date_longue(last.date)}", url)


def list_choix_seances(membre: Membre) -> list[tuple[UUID, str]]:
    """The séances that an exchange may speak of, the latest first."""
    rows = Seance.objects.visible_to(membre.compte).filter(espace=membre.espace_id, date__isnull=False)
    seances = rows.select_related("instance").order_by("-date", "pk")[:MAX_SEANCES]
    return [(seance.pk, str(seance)) for seance in seances]


def _list_instances(membre: Membre) -> list[tuple[str, str]]:
    rows = Instance.objects.visible_to(membre.compte).filter(espace=membre.espace_id)
    return [(str(instance.pk), str(instance)) for instance in rows.order_by("nom", "pk")]


def list_cibles_instance(membre: Membre, choix: str) -> list[Cible]:
    """Who sits there today, titulaires and suppléants: the people whom this place sees, the main contact of an
    organisation that sits without a name."""
    sieges = MembreInstance.objects.visible_to(membre.compte).en_cours()
    sieges = sieges.filter(instance=parse_uuid(choix), instance__espace=membre.espace_id)
    personnes = get_personnes(membre).filter(sieges_instances__in=sieges).distinct()
    seules = sieges.filter(personne__isnull=True, nom="")
    organisations = get_organisations(membre).filter(sieges_instances__in=seules).distinct()
    return [*(Cible(personne, None) for personne in personnes), *reach_organisations(organisations)]


def record_panneaux() -> None:
    sources_destinataires.record(
        SourceDestinataires("instance", "Les membres d’une instance", _list_instances, list_cibles_instance)
    )
    record_sujet("seance", "Une séance", list_choix_seances, page="gouvernance:seance_detail")
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
            "gouvernance_prochaine",
            "espaces:espace_detail",
            5,
            "Prochaine séance",
            "gouvernance/_panneau_prochaine.html",
            _get_contexte_prochaine,
            is_vivant=False,
        ),
        Panneau(
            "gouvernance_seance_decisions",
            "gouvernance:seance_detail",
            40,
            "Ce qu’on y a décidé",
            "gouvernance/_panneau_seance.html",
            _get_contexte_seance,
        ),
    )
