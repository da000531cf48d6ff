"""A séance read for its documents: as it is now, or as it was frozen when it was closed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.utils import timezone

from convive.documents.models import Gel
from convive.documents.rules.gel import Verdict
from convive.documents.sceau import get_verdict
from convive.espaces.models import Membre
from convive.gouvernance.exports.lecture_plan import build_chiffres, build_situation, read_fiches, read_plan
from convive.gouvernance.exports.note import write_note
from convive.gouvernance.models import Decision, ErratumSeance, LigneSeance, MembreInstance, ParticipantSeance, Seance
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.permissions import can_list_brouillons
from convive.gouvernance.rules.decisions import (
    ModeDecision,
    StatutDecision,
    format_voix,
    is_en_retard,
)
from convive.gouvernance.rules.impression import (
    CritereImprime,
    DecisionImprimee,
    ErratumImprime,
    LigneImprimee,
    ParticipantImprime,
    PointImprime,
    SeanceIllisible,
    SeanceImprimee,
    SuiteImprimee,
    explain_demande,
    hide_notes,
    load_seance,
    write_suite,
)
from convive.gouvernance.rules.instances import Siege
from convive.gouvernance.rules.notes import NON_DIT
from convive.gouvernance.rules.seances import (
    PARTIES,
    StatutSeance,
    compute_minutage,
    format_duree,
    format_heure,
    format_horaires,
)
from convive.gouvernance.selectors.convocation import build_appel
from convive.gouvernance.selectors.decisions import get_decisions
from convive.gouvernance.selectors.decisions_a_suivre import build_suivi, list_decisions_a_suivre
from convive.gouvernance.selectors.note import get_note, get_notes, get_page_note
from convive.gouvernance.selectors.suite import list_points
from convive.plan_action.models import FicheAction
from convive.socle.formats import date_longue, nombre_accorde
from convive.socle.objets import ObjetResolu, Reference, objets

MAX_SUITES, MAX_PROCHAINES = 20, 4
SANS_GEL = "État du {jour}\u00a0: cette séance n’a pas gardé les mots de sa clôture."
JOURS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")


@dataclass(frozen=True, slots=True)
class Lue:
    """A séance with the words that say what its documents are worth: a draft, or what was frozen, and its print."""

    seance: SeanceImprimee
    mention: str
    is_brouillon: bool
    gel: Gel | None = None


def read_document(membre: Membre, seance: Seance, *, with_plan: bool = False, is_avant: bool = False) -> Lue:
    """What a document of this séance prints, for this place. Closed, it is what was frozen; errata are added to it."""
    figee = _read_figee(seance)
    if figee is not None:
        lisible = _hide_notes(membre, replace(figee, errata=_list_errata(seance)))
        return qualify(seance, lisible, seance.gel, is_avant=is_avant)
    return qualify(seance, read_seance(membre, seance, with_plan=with_plan), None, is_avant=is_avant)


def _hide_notes(membre: Membre, figee: SeanceImprimee) -> SeanceImprimee:
    """What is frozen is what the team reads: a note has fewer readers than a séance. One query, when there is one."""
    uuids = [point.note for point in figee.points if point.note]
    if not uuids or can_list_brouillons(membre):
        return figee
    lisibles = get_notes(membre).filter(pk__in=uuids).values_list("pk", flat=True)
    return hide_notes(figee, {str(pk) for pk in lisibles})


def qualify(seance: Seance, lue: SeanceImprimee, gel: Gel | None, *, is_avant: bool) -> Lue:
    """What the document is worth. `is_avant`: one of before the séance, which is no draft any more once convened."""
    if gel is not None:
        mention = f"{gel.motif}. Version gardée le {date_longue(timezone.localdate(gel.date_gel))}."
        if get_verdict(gel) is not Verdict.INTACT:
            mention = f"Attention\u00a0: la vérification de cette version gardée a échoué. {mention}"
        return Lue(lue, mention, is_brouillon=False, gel=gel)
    if seance.statut == StatutSeance.CLOSE:
        # Nothing was frozen, or it was deleted: these are the words of today, and the paper says so.
        return Lue(lue, SANS_GEL.format(jour=date_longue(timezone.localdate())), is_brouillon=False)
    if is_avant and seance.statut in (StatutSeance.CONVOQUEE, StatutSeance.EN_COURS):
        return Lue(lue, "", is_brouillon=False)
    return Lue(lue, f"Brouillon, état du {date_longue(timezone.localdate())}.", is_brouillon=True)


def _read_figee(seance: Seance) -> SeanceImprimee | None:
    """None for a séance that is open, or that was closed before its words were kept."""
    if seance.statut != StatutSeance.CLOSE or seance.gel is None:
        return None
    contenu = seance.gel.read_contenu()
    if contenu is None or not contenu.donnees:
        return None
    try:
        return load_seance(contenu.donnees)
    except SeanceIllisible:
        return None


def read_seance(membre: Membre, seance: Seance, *, with_plan: bool = False, jour: date | None = None) -> SeanceImprimee:
    """As it is now, for this place; a dozen queries, and those of the actions that it speaks of.

    With `jour`, as it was on that day, for minutes that are written afterwards: what later days brought is left out,
    and so is what the actions say of themselves, since nobody knows what they said then.
    """
    today = jour or timezone.localdate()
    instance, appel = seance.instance, build_appel(seance)
    points = _build_points(membre, seance, today, with_fiches=jour is None)
    rangs = {uuid: point.rang for uuid, point in points.items()}
    heures = format_horaires(seance.heure_debut, seance.heure_fin)
    precedente = _get_precedente(seance)
    suites = list_decisions_a_suivre(membre, seance.date or today, instance, limit=MAX_SUITES)
    mins = sum(point.duree_minutes for point in list_points(seance))
    quorum = ""
    if appel.requis:
        atteint = "atteint" if appel.is_quorum else "non atteint"
        quorum = f"Quorum {atteint}\u00a0: {nombre_accorde(appel.voix, 'voix', 'voix')} pour {appel.requis} requises."
    return SeanceImprimee(
        instance=instance.nom,
        role=instance.role,
        statut=seance.statut,
        numero=seance.libelle_numero,
        objet=seance.titre,
        jour=f"{JOURS[seance.date.weekday()]} {date_longue(seance.date)}" if seance.date else "",
        iso=f"{seance.date:%Y-%m-%d}" if seance.date else "",
        horaires=heures,
        lieu=seance.lieu or instance.lieu,
        visio=seance.lien_visio,
        presidence=str(instance.presidence or ""),
        duree=format_duree(mins) if mins else "",
        mot=seance.mot_convocation,
        quorum=quorum if seance.statut in (StatutSeance.EN_COURS, StatutSeance.CLOSE) else "",
        points=tuple(points.values()),
        participants=_list_participants(seance),
        lignes=_list_lignes(seance, rangs),
        decisions=_list_decisions(seance, rangs),
        precedentes=tuple(_list_decisions_passees(membre, precedente, today)) if precedente else (),
        precedente_le=date_longue(precedente.date) if precedente and precedente.date else "",
        # The decisions of the séance itself are not those of a former one.
        suites=tuple(
            _write_suite(s.decision, s.raison)
            for s in suites
            if s.decision.seance_id != seance.pk and s.decision.date <= today
        ),
        prochaines=_list_prochaines(membre, seance, today),
        errata=_list_errata(seance),
        plan=read_plan(membre, instance.ctg_id, today) if with_plan and jour is None else None,
    )


# --- agenda -------------------------------------------------------------------------------------------------------
def _build_points(membre: Membre, seance: Seance, today: date, *, with_fiches: bool) -> dict[UUID, PointImprime]:
    points = list_points(seance)
    minutage = compute_minutage([p.duree_minutes for p in points], seance.heure_debut, seance.heure_fin)
    cibles = [point.cible for point in points if point.cible]
    resolus = objets.resolve_all(cibles, membre.compte)
    fiches = read_fiches(membre, [cible.objet_uuid for cible in cibles]) if with_fiches else {}
    suites = _group_suites(membre, seance, cibles, today)
    made: dict[UUID, PointImprime] = {}
    for rang, (point, horaire) in enumerate(zip(points, minutage.horaires, strict=True), 1):
        cible = point.cible
        fiche = fiches.get(cible.objet_uuid) if cible else None
        objet: ObjetResolu | None = resolus.get(cible) if cible else None
        made[point.pk] = PointImprime(
            rang=rang,
            titre=point.titre,
            nature=point.nature,
            libelle_nature=point.get_nature_display(),
            heure=format_heure(horaire.debut) if horaire.debut is not None else "",
            duree=format_duree(point.duree_minutes),
            rapporteur=point.libelle_rapporteur,
            etat=point.etat,
            objet=f"{objet.type_libelle}\u00a0: {objet.libelle}" if objet and str(objet.libelle) != point.titre else "",
            demande=_explain_demande(point.nature, point.objet_type, fiche),
            situation=build_situation(fiche) if fiche else (),
            chiffres=build_chiffres(fiche) if fiche else (),
            suites=suites.get(cible, ()) if cible else (),
        )
        if objet is not None and point.objet_type == TYPE_NOTE and point.objet_uuid:
            made[point.pk] = _add_note(membre, made[point.pk], point.objet_uuid)
    return made


def _add_note(membre: Membre, point: PointImprime, uuid: UUID) -> PointImprime:
    """With what a note that helps to decide says: why now, what one has to know, its scenarios side by side."""
    note = get_note(membre, uuid)
    if note is None:
        return point
    ecrite = write_note(get_page_note(membre, note))
    dits = [*ecrite.pourquoi_maintenant.splitlines(), *ecrite.contexte.splitlines(), *ecrite.chiffres]
    if ecrite.recommandation:
        dits.append(f"Avis technique ({ecrite.avis_de or 'non signé'})\u00a0: {ecrite.recommandation}")
    criteres = [
        CritereImprime(titre, cellules) for titre, cellules in ecrite.lignes if any(c != NON_DIT for c in cellules)
    ]
    return replace(
        point,
        note=str(uuid),
        situation=tuple(filter(None, (dit.strip() for dit in dits))),
        scenarios=ecrite.scenarios,
        criteres=tuple(criteres),
    )


def _explain_demande(nature: str, objet_type: str, fiche: FicheAction | None) -> str:
    statut, is_late = (fiche.statut, fiche.is_en_retard) if fiche else ("", False)
    return explain_demande(nature, objet_type, statut, is_en_retard=is_late)


def _group_suites(
    membre: Membre, seance: Seance, cibles: Sequence[Reference], today: date
) -> dict[Reference, tuple[SuiteImprimee, ...]]:
    """For each thing of the agenda, the decisions still open that are about it; two queries."""
    if not cibles:
        return {}
    uuids = {cible.objet_uuid for cible in cibles}
    rows = get_decisions(membre).ouvertes().filter(cibles__objet_uuid__in=uuids, date__lte=today)
    rows = rows.exclude(seance=seance).distinct()
    rows = rows.select_related("responsable", "organisation_responsable").prefetch_related("cibles")
    found: dict[Reference, list[SuiteImprimee]] = {}
    jour = seance.date or timezone.localdate()
    for decision in rows.order_by("annee", "numero"):
        for cible in decision.cibles.all():
            found.setdefault(cible.reference, []).append(_write_suite(decision, build_suivi(decision, jour).raison))
    return {reference: tuple(suites) for reference, suites in found.items()}


# --- who ----------------------------------------------------------------------------------------------------------
def _list_participants(seance: Seance) -> tuple[ParticipantImprime, ...]:
    """The list of the séance; while there is none, those who sit."""
    rows = ParticipantSeance.objects.filter(seance=seance).order_by("nom", "uuid").select_related("organisation")
    made = tuple(
        ParticipantImprime(row.nom, _write_qualite(row.qualite, row.organisation), row.presence, row.represente_par)
        for row in rows
    )
    if made:
        return made
    sieges = MembreInstance.objects.en_cours(seance.date).filter(instance=seance.instance_id)
    titulaires = sieges.filter(siege=Siege.TITULAIRE.value).select_related("personne", "organisation")
    rows_sieges = sorted(titulaires, key=str)
    return tuple(
        ParticipantImprime(str(row), _write_qualite(row.qualite, row.organisation), "inconnue") for row in rows_sieges
    )


def _write_qualite(qualite: str, organisation: object) -> str:
    nom = str(organisation or "")
    return qualite if nom in qualite else ", ".join(filter(None, (qualite, nom)))


# --- minutes ------------------------------------------------------------------------------------------------------
def _list_lignes(seance: Seance, rangs: dict[UUID, int]) -> tuple[LigneImprimee, ...]:
    rows = LigneSeance.objects.filter(seance=seance).select_related("decision", "responsable")
    return tuple(
        LigneImprimee(
            _get_rang(rangs, row.point_id),
            row.sorte,
            row.texte,
            row.decision.code if row.decision else "",
            write_suite(row.libelle_responsable, row.echeance),
        )
        for row in rows.order_by("ordre", "created_at", "uuid")
    )


def _get_rang(rangs: dict[UUID, int], uuid: UUID | None) -> int:
    return rangs.get(uuid, 0) if uuid else 0


def _list_decisions(seance: Seance, rangs: dict[UUID, int]) -> tuple[DecisionImprimee, ...]:
    rows = Decision.objects.filter(seance=seance).select_related("responsable", "organisation_responsable")
    return tuple(
        DecisionImprimee(
            row.code,
            row.libelle,
            "Prise d’acte" if row.mode == ModeDecision.PRISE_ACTE else row.libelle_responsable,
            date_longue(row.echeance) if row.echeance else "",
            _write_vote(row),
            _get_rang(rangs, row.point_id),
        )
        for row in rows.order_by("annee", "numero")
    )


def _write_vote(decision: Decision) -> str:
    voix = format_voix(
        {"pour": decision.voix_pour, "contre": decision.voix_contre, "abstention": decision.voix_abstention}
    )
    return voix or ModeDecision(decision.mode).libelle


def _list_errata(seance: Seance) -> tuple[ErratumImprime, ...]:
    rows = ErratumSeance.objects.filter(seance=seance).order_by("created_at", "uuid")
    return tuple(ErratumImprime(row.texte, date_longue(timezone.localdate(row.created_at))) for row in rows)


# --- before and after ---------------------------------------------------------------------------------------------
def _get_precedente(seance: Seance) -> Seance | None:
    """The last one of the body that was closed before this one."""
    rows = Seance.objects.filter(instance=seance.instance_id, statut=StatutSeance.CLOSE.value).exclude(pk=seance.pk)
    if seance.date is not None:
        rows = rows.filter(date__lt=seance.date)
    return rows.filter(date__isnull=False).order_by("-date", "-created_at").first()


def _list_decisions_passees(membre: Membre, seance: Seance, today: date) -> Iterable[SuiteImprimee]:
    """What was decided then, and what became of it."""
    rows = get_decisions(membre).filter(seance=seance).select_related("responsable", "organisation_responsable")
    return [_write_suite(row, _write_etat(row, today)) for row in rows.order_by("annee", "numero")]


def _write_etat(decision: Decision, today: date) -> str:
    """« Faite le 12 juin 2026 », « en cours »; what was done after that day was not done yet."""
    if decision.executee_le and decision.executee_le > today:
        return StatutDecision.EN_COURS.libelle
    statut = decision.get_statut_display()
    if decision.statut == StatutDecision.FAITE and decision.executee_le:
        return f"{statut} le {date_longue(decision.executee_le)}"
    if is_en_retard(decision.statut, decision.echeance, today):
        return f"{statut}, en retard"
    return f"{statut}\u00a0: {decision.motif}" if decision.motif and not decision.is_ouverte else statut


def _write_suite(decision: Decision, etat: str) -> SuiteImprimee:
    echeance = date_longue(decision.echeance) if decision.echeance else ""
    return SuiteImprimee(
        decision.code, decision.libelle, decision.libelle_responsable, echeance, etat, decision.is_ouverte
    )


def _list_prochaines(membre: Membre, seance: Seance, today: date) -> tuple[str, ...]:
    """The séances that come after this one, of every body that this place reads, its own first."""
    depuis = max(seance.date or today, today)
    # Who reads everything is asked nothing more: half of the time of a paper was there.
    is_entiere = can_list_brouillons(membre) and not membre.limites.is_limitee
    lues = Seance.objects.all() if is_entiere else Seance.objects.visible_to(membre.compte)
    rows = lues.filter(espace=seance.espace_id, date__gt=depuis)
    rows = rows.exclude(statut__in=[statut.value for statut in PARTIES]).exclude(pk=seance.pk)
    found = list(rows.select_related("instance").order_by("date", "heure_debut", "instance__nom", "pk")[:12])
    found.sort(key=lambda row: (row.instance_id != seance.instance_id, row.date or today))
    return tuple(_write_prochaine(row) for row in found[:MAX_PROCHAINES])


def _write_prochaine(seance: Seance) -> str:
    jour = f"{JOURS[seance.date.weekday()]} {date_longue(seance.date)}" if seance.date else ""
    return f"{seance.instance}\u00a0: {', '.join(filter(None, (jour, seance.heure_dite, seance.lieu)))}"
