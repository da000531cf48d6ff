"""What this package shows on the home of an espace: the ribbon of the CTG, and what it asks to do."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from convive.convention.models import Ctg
from convive.convention.permissions import can_get_ctg, can_update_ctg, can_update_plans
from convive.convention.rules.avenants import Nature
from convive.convention.rules.ctg import StatutCtg, add_mois
from convive.convention.rules.phases import ARTICLES_PHASES, Lieu, Manque, Phase
from convive.convention.selectors.ctg import DossierCtg, build_ruban_ctg, get_dossier_actuel
from convive.convention.selectors.plan import build_lignes, list_plans_qui_finissent
from convive.espaces.models import Espace, Membre
from convive.socle.debut import EtapeDebut, debut
from convive.socle.formats import date_longue, liste_fr, nombre_accorde, ordinal
from convive.socle.panneaux import Panneau, panneaux
from convive.socle.taches import Tache, Urgence, taches

RAISON_SAISIR = (
    "Cinq minutes suffisent, même si elle est signée depuis longtemps\u00a0: ses dates et trois signataires."
)
GESTES_LIEUX = {
    Lieu.JALON: "Dater",
    Lieu.SIGNATAIRES: "Voir les signataires",
    Lieu.CTG: "Compléter",
    Lieu.SUITE: "Préparer",
    Lieu.REPRISE: "Choisir",
}


@dataclass(frozen=True, slots=True)
class LigneManque:
    """What is missing, with where one does it."""

    manque: Manque
    url: str
    geste: str


def build_manques(dossier: DossierCtg) -> list[LigneManque]:
    return [
        LigneManque(manque, get_url_manque(dossier, manque), _name_geste(manque))
        for manque in dossier.avancement.manques
    ]


def _name_geste(manque: Manque) -> str:
    if manque.url:
        return "Voir"
    return "Modifier" if manque.cle_jalon else GESTES_LIEUX[manque.lieu]


def get_url_manque(dossier: DossierCtg, manque: Manque) -> str:
    if manque.url:
        return manque.url
    espace, ctg = dossier.ctg.espace_id, dossier.ctg.pk
    if manque.lieu is Lieu.SIGNATAIRES:
        return reverse("convention:signataire_list", args=[espace, ctg])
    if manque.lieu is Lieu.CTG:
        return reverse("convention:ctg_update", args=[espace, ctg])
    if manque.lieu is Lieu.SUITE:
        return reverse("convention:suite_create", args=[espace, ctg])
    if manque.lieu is Lieu.REPRISE:
        return get_url_reprise(dossier)
    if manque.cle_jalon is not None:
        return reverse("convention:jalon_update", args=[espace, ctg, manque.cle_jalon])
    return f"{reverse('convention:jalon_create', args=[espace, ctg])}?type={manque.cle_type}"


def get_url_reprise(dossier: DossierCtg) -> str:
    """Where one decides what the CTG that is prepared takes over."""
    nouvelle = dossier.couple_reprise[0] if dossier.couple_reprise else dossier.ctg
    return reverse("convention:reprise_list", args=[nouvelle.espace_id, nouvelle.pk])


def build_phrase(dossier: DossierCtg) -> str:
    """Where the CTG is, as one says it: « Troisième année sur cinq, pilotage en cours. Elle court jusqu’au… »"""
    ctg, statut = dossier.ctg, dossier.ctg.get_statut(dossier.today)
    phases = liste_fr([ARTICLES_PHASES[phase.phase] for phase in dossier.avancement.en_cours])
    if statut is StatutCtg.TERMINEE:
        return f"Elle a pris fin le {date_longue(ctg.date_fin)}."
    if statut is StatutCtg.EN_PREPARATION:
        return f"Elle se prépare, pour commencer le {date_longue(ctg.date_debut)}. En cours : {phases}."
    if statut is StatutCtg.SIGNEE:
        return f"Elle est signée et commence le {date_longue(ctg.date_debut)}."
    annees = max(1, round((ctg.date_fin - ctg.date_debut).days / 365.25))
    rang = min(annees, dossier.today.year - ctg.date_debut.year + 1)
    fin = f"jusqu’au {date_longue(ctg.date_fin)}"
    start = f"{ordinal(rang, feminin=True)} année sur {annees}"
    if statut is StatutCtg.A_SIGNER:
        return f"{start}, et la signature n’est pas notée. Elle court {fin}."
    return f"{start}. En cours : {phases}. Elle court {fin}."


def get_contexte_ctg(request: HttpRequest, espace: Espace) -> Mapping[str, Any] | None:
    membre = getattr(request, "membre", None)
    if membre is None or not can_get_ctg(membre):
        return None
    dossier = get_dossier_actuel(membre, timezone.localdate())
    context: dict[str, Any] = {
        "espace": espace,
        "dossier": dossier,
        "peut_ecrire": can_update_ctg(membre) and not espace.is_expire,
    }
    if dossier is not None:
        context |= {"ruban": build_ruban_ctg(dossier), "phrase": build_phrase(dossier), "ctg": dossier.ctg}
    return context


def list_taches(membre: Membre, today: date) -> Iterator[Tache]:
    """What the calendar of the CTG asks of those who write it."""
    if not can_update_ctg(membre):
        return
    dossier = get_dossier_actuel(membre, today)
    if dossier is None:
        yield Tache(
            "Saisir votre CTG",
            RAISON_SAISIR,
            reverse("convention:ctg_create", args=[membre.espace_id]),
            "Saisir",
            Urgence.A_FAIRE,
            "file-text",
        )
        return
    if dossier.attendus:
        yield _build_tache_actes(dossier)
    if dossier.a_choisir:
        yield _build_tache_reprise(dossier)
    if dossier.ctg.date_signature is not None:
        yield from _list_taches_fin(dossier)
        yield from _list_taches_comite(dossier)


def _build_tache_actes(dossier: DossierCtg) -> Tache:
    lignes = [ligne for tableau in dossier.tableaux for ligne in tableau.attendus]
    noms = [str(ligne.signataire) for ligne in lignes]
    shown = liste_fr(list(dict.fromkeys(noms))[:3])
    reste = len(set(noms)) - 3
    return Tache(
        f"Obtenir {nombre_accorde(len(lignes), 'délibération ou signature', 'délibérations ou signatures')}",
        f"{shown}{f' et {nombre_accorde(reste, "autre")}' if reste > 0 else ''}.",
        reverse("convention:signataire_list", args=[dossier.ctg.espace_id, dossier.ctg.pk]),
        "Voir",
        Urgence.A_FAIRE,
        "edit",
    )


def _build_tache_reprise(dossier: DossierCtg) -> Tache:
    """It waits as long as the end of the CTG is far."""
    nouvelle, ancienne = dossier.couple_reprise or (dossier.ctg, dossier.ctg)
    is_proche = dossier.today >= add_mois(ancienne.date_fin, -dossier.parametres.mois_renouvellement)
    reste = nombre_accorde(dossier.a_choisir, "élément", "éléments")
    return Tache(
        f"Choisir ce que reprend « {nouvelle} »",
        f"{reste} de « {ancienne} » {'attend' if dossier.a_choisir == 1 else 'attendent'} un choix.",
        get_url_reprise(dossier),
        "Choisir",
        Urgence.A_FAIRE if is_proche else Urgence.PEUT_ATTENDRE,
        "refresh",
    )


def _list_taches_fin(dossier: DossierCtg) -> Iterator[Tache]:
    """As the end comes: evaluate, renew, and when it is late, prolong."""
    ctg, parametres, today = dossier.ctg, dossier.parametres, dossier.today
    fin = date_longue(ctg.date_fin)
    create = reverse("convention:suite_create", args=[ctg.espace_id, ctg.pk])
    if dossier.is_terminee:
        if dossier.suivante is None:
            precision = f"« {ctg} » a pris fin le {fin}, et aucune autre n’est saisie."
            yield Tache("Saisir la CTG suivante", precision, create, "Saisir", Urgence.RETARD, "clock", ctg.date_fin)
        return
    if today >= add_mois(ctg.date_fin, -parametres.mois_evaluation) and not _has_jalon(dossier, Phase.EVALUATION):
        yield _build_alerte(dossier, "Ouvrir l’évaluation de la CTG", "jalon_list", "Dater", parametres.mois_evaluation)
    if today >= add_mois(ctg.date_fin, -parametres.mois_renouvellement) and dossier.suivante is None:
        precision = f"« {ctg} » prend fin le {fin} : la suivante se prépare à côté d’elle."
        yield Tache("Préparer la CTG suivante", precision, create, "Préparer", Urgence.BIENTOT, "refresh", ctg.date_fin)
    if today >= add_mois(ctg.date_fin, -parametres.mois_prorogation) and not _has_suite(dossier):
        alerte = _build_alerte(
            dossier, "Proposer une prorogation", "avenant_create", "Écrire", parametres.mois_prorogation
        )
        url = f"{alerte.url}?nature={Nature.PROROGATION.value}"
        said = f"La CTG prend fin le {fin}, et le plan de la suivante n’est pas validé."
        yield Tache(alerte.libelle, said, url, alerte.geste, alerte.urgence, alerte.icone, ctg.date_fin)


def _build_alerte(dossier: DossierCtg, libelle: str, page: str, geste: str, mois: int) -> Tache:
    ctg = dossier.ctg
    return Tache(
        libelle,
        f"« {ctg} » prend fin le {date_longue(ctg.date_fin)} : il reste moins de {mois} mois.",
        reverse(f"convention:{page}", args=[ctg.espace_id, ctg.pk]),
        geste,
        Urgence.BIENTOT,
        "clock",
        ctg.date_fin,
    )


def _list_taches_comite(dossier: DossierCtg) -> Iterator[Tache]:
    """Late in a year of the convention, the yearly milestones that nobody dated."""
    ctg, today = dossier.ctg, dossier.today
    if ctg.get_statut(today) is not StatutCtg.EN_COURS or today.month < dossier.parametres.mois_comite:
        return
    annuels = {t.pk for t in dossier.types if t.is_annuel and t.is_attendu}
    for manque in dossier.avancement.manques:
        if manque.cle_type in annuels and not manque.url:
            precision = f"{manque.precision} La convention en prévoit un chaque année."
            url = get_url_manque(dossier, manque)
            yield Tache(manque.libelle, precision, url, "Dater", Urgence.BIENTOT, "calendar-event")


def list_taches_plans(membre: Membre, today: date) -> Iterator[Tache]:
    """The plans whose end is near, or came without anyone saying what follows; one query."""
    if not can_update_plans(membre):
        return
    for ligne in build_lignes(list_plans_qui_finissent(membre), (), today):
        plan = ligne.plan
        if plan.date_fin is None or not (ligne.is_fin_proche or ligne.is_termine):
            continue
        fin = date_longue(plan.date_fin)
        url = reverse("convention:plan_externe_detail", args=[membre.espace_id, plan.pk])
        if ligne.is_termine:
            said = f"Il a pris fin le {fin} : prolongez-le, ou archivez-le et saisissez le suivant."
            yield Tache(f"Indiquer ce que devient « {plan} »", said, url, "Voir", Urgence.PEUT_ATTENDRE, "clock")
        else:
            said = f"{plan.libelle_type}, jusqu’au {fin}."
            yield Tache(
                f"Demander où en est la suite de « {plan} »", said, url, "Voir", Urgence.BIENTOT, "clock", plan.date_fin
            )


def _has_jalon(dossier: DossierCtg, phase: Phase) -> bool:
    return any(jalon.phase == phase.value for jalon in dossier.jalons)


def _has_suite(dossier: DossierCtg) -> bool:
    """Whether something follows already: the new plan is validated, the next CTG signed, a prorogation written."""
    renouvellement = next(p for p in dossier.avancement.phases if p.phase is Phase.RENOUVELLEMENT)
    types = {manque.cle_type for manque in renouvellement.manques}
    attendus = {t.pk for t in dossier.types if t.phase == Phase.RENOUVELLEMENT.value and t.is_attendu}
    is_plan_valide = bool(attendus) and not (types & attendus)
    is_prorogee = any(a.nature == Nature.PROROGATION.value and a.date_signature is None for a in dossier.avenants)
    is_signee = dossier.suivante is not None and dossier.suivante.date_signature is not None
    return is_plan_valide or is_prorogee or is_signee


def record_panneaux() -> None:
    panneaux.record(
        Panneau(
            "convention_ctg",
            "espaces:espace_detail",
            60,
            "La convention",
            "convention/_panneau_ctg.html",
            get_contexte_ctg,
            is_vivant=False,
        )
    )
    debut.record(
        EtapeDebut(
            "ctg",
            20,
            "Saisir votre CTG",
            RAISON_SAISIR,
            "Saisir",
            is_permise=can_update_ctg,
            build_faite=lambda membre: Exists(Ctg.objects.filter(espace=membre.espace_id)),
            get_url=lambda membre: reverse("convention:ctg_create", args=[membre.espace_id]),
        )
    )
    taches.record("convention", list_taches)
    taches.record("convention_plans", list_taches_plans)
