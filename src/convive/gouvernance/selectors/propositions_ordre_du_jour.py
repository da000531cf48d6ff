"""What the next agenda of a body proposes by itself: read from the plan, the diagnosis, the CTG, the former séances."""

from collections.abc import Collection, Iterator
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, Max, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone

from convive.convention.models import Ctg, Jalon
from convive.diagnostic.models import Enjeu
from convive.diagnostic.models.enjeu import DecisionEnjeu
from convive.espaces.models import Membre
from convive.gouvernance.models import ArbitrageNote, Instance, NoteDecision, PropositionEcartee, Seance, SourceNote
from convive.gouvernance.models.decision import DecisionQuerySet
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.rules.decisions import OUVERTES
from convive.gouvernance.rules.instances import USAGES, TypeInstance
from convive.gouvernance.rules.notes import Issue
from convive.gouvernance.rules.propositions_ordre_du_jour import (
    JOURS_AGREMENT,
    JOURS_JALON,
    Cible,
    FaitsAction,
    Proposition,
    SuiteDecisions,
    build_action,
    build_agrement,
    build_decisions,
    build_enjeu,
    build_jalon,
    build_note,
    rank,
    read_action,
)
from convive.gouvernance.selectors.decisions import get_decisions
from convive.offre.models import ServiceEquipement
from convive.offre.permissions import can_list_services
from convive.plan_action.models import ChangementStatut, FicheAction
from convive.plan_action.rules.statuts import OUVERTS, Statut
from convive.plan_action.selectors.fiche import list_fiches
from convive.plan_action.selectors.visibles import filter_visibles, get_enjeux_visibles

TECHNIQUES = frozenset({TypeInstance.COTECH, TypeInstance.GROUPE_THEMATIQUE, TypeInstance.COMITE_OPERATIONNEL})
"""Bodies that follow agréments."""
CHAMPS_FICHE = (
    *("titre", "code", "statut", "retard_le", "prochaine_echeance", "date_fin"),
    *("blocage_motif", "deblocage_par", "deblocage_avant"),
    *("meteo_pilote", "meteo_caf", "meteo_elu", "date_meteo", "completude", "espace_id"),
)
PILOTANTES = frozenset({TypeInstance.COPIL, TypeInstance.COTECH, TypeInstance.COMITE_OPERATIONNEL})
"""Bodies that hear of each enjeu, whatever its thématique."""
type Themes = QuerySet[Any, Any]
MAX_ENJEUX, MAX_AGREMENTS, MAX_JALONS = 6, 4, 4


def list_propositions(membre: Membre, seance: Seance, deja: Collection[Cible], today: date) -> list[Proposition]:
    """The most pressing first, without what is on the agenda already nor what was left out; eight queries at most.

    `deja` are what its points speak of. A body with thématiques is proposed what concerns them alone. What a note
    rests on is spoken of with the note, on the agenda or proposed: it is not proposed beside it.
    """
    instance = seance.instance
    themes = get_themes(seance)
    ecartees = {
        f"{row.sorte}:{row.objet_type}:{row.objet_uuid}" for row in PropositionEcartee.objects.filter(seance=seance)
    }
    rows = [
        *_list_decisions(membre, seance),
        *_list_actions(membre, instance, themes, today),
        *_list_enjeux(membre, instance, themes),
        *_list_jalons(membre, instance, today),
        *_list_agrements(membre, instance, themes, today),
        *_list_notes(instance, today),
    ]
    rows = [row for row in rows if row.cible not in deja and row.cle not in ecartees]
    portees = _list_portees({*deja, *(row.cible for row in rows)})
    return rank(row for row in rows if row.cible not in portees)


def _list_portees(cibles: Collection[Cible]) -> set[Cible]:
    """What the notes among these rest on; one query when there is one."""
    notes = [cible.objet_uuid for cible in cibles if cible.objet_type == TYPE_NOTE]
    sources = SourceNote.objects.filter(note__in=notes) if notes else ()
    return {Cible(source.objet_type, source.objet_uuid) for source in sources}


def get_themes(seance: Seance) -> Themes | None:
    """A subquery of the thématiques of its body; None for a body that has none and concerns everyone.

    One query, none when `with_page` read it with the séance.
    """
    through: Any = Instance.thematiques.through
    themes = through.objects.filter(instance=seance.instance_id).values("thematique")
    has_themes = getattr(seance, "has_thematiques", None)
    return themes if (themes.exists() if has_themes is None else has_themes) else None


def _list_decisions(membre: Membre, seance: Seance) -> Iterator[Proposition]:
    return list_suites(get_decisions(membre), seance)


def list_suites(decisions: DecisionQuerySet, seance: Seance) -> Iterator[Proposition]:
    """One proposal by former séance of this body that still has open decisions, the latest first; one query."""
    ouvertes = Q(statut__in=[statut.value for statut in OUVERTES])
    rows = decisions.filter(instance=seance.instance_id, seance__isnull=False).exclude(seance=seance.pk)
    suites = (
        rows.order_by()
        .values("seance")
        .annotate(
            jour=Max("date"),
            total=Count("pk"),
            ouvertes=Count("pk", filter=ouvertes),
            en_retard=Count("pk", filter=ouvertes & Q(echeance__lt=timezone.localdate())),
        )
    )
    for row in suites.filter(ouvertes__gt=0).order_by("-jour"):
        suite = SuiteDecisions(row["jour"], row["ouvertes"], row["en_retard"], row["total"] - row["ouvertes"])
        yield build_decisions(suite, Cible("seance", row["seance"]))


def _list_notes(instance: Instance, today: date) -> Iterator[Proposition]:
    """Those that this body has to settle; one query. Who writes an agenda reads the notes of its body."""
    settled = ArbitrageNote.objects.filter(annule_le__isnull=True).exclude(issue=Issue.REPORTE.value)
    rows = NoteDecision.objects.filter(instance=instance.pk).exclude(pk__in=settled.values("note"))
    for note in rows.only("question", "attendue_le"):
        yield build_note(note.question, note.attendue_le, Cible(TYPE_NOTE, note.pk), today)


def _list_actions(membre: Membre, instance: Instance, themes: Themes | None, today: date) -> Iterator[Proposition]:
    """One query."""
    rows = list_fiches(membre).filter(statut__in=sorted(statut.value for statut in OUVERTS))
    if instance.ctg_id is not None:
        rows = rows.filter(ctg=instance.ctg_id)
    else:
        # Those that run today, or the ones to come.
        rows = rows.filter(ctg__in=Ctg.objects.filter(espace=membre.espace_id, date_fin__gte=today).values("pk"))
    if themes is not None:
        liens = FicheAction.thematiques.through._default_manager.filter(thematique__in=themes)
        rows = rows.filter(pk__in=liens.values("ficheaction"))
    pilotes = FicheAction.pilotes.through._default_manager.filter(ficheaction=OuterRef("pk"))
    validations = ChangementStatut.objects.filter(fiche=OuterRef("pk"), vers=Statut.VALIDEE.value).order_by("-date")
    said: Any = rows.only(*CHAMPS_FICHE).annotate(
        has_pilote=Exists(pilotes), validee_le=Subquery(validations.values("date")[:1])
    )
    for fiche in said:
        faits = _build_faits(fiche, fiche.validee_le, has_pilote=fiche.has_pilote)
        lecture = read_action(faits, instance.type, today)
        if lecture is not None:
            yield build_action(faits, Cible("fiche_action", fiche.pk), lecture)


def _build_faits(fiche: FicheAction, validee_le: date | None, *, has_pilote: bool) -> FaitsAction:
    return FaitsAction(
        titre=fiche.nom_parle,
        statut=fiche.statut,
        prochaine_echeance=fiche.prochaine_echeance,
        is_en_retard=fiche.is_en_retard,
        blocage_motif=fiche.blocage_motif,
        deblocage_par=fiche.deblocage_par,
        deblocage_avant=fiche.deblocage_avant,
        meteos=tuple(filter(None, (fiche.meteo_pilote, fiche.meteo_caf, fiche.meteo_elu))),
        date_meteo=fiche.date_meteo,
        validee_le=validee_le,
        completude=fiche.completude,
        has_pilote=has_pilote,
        date_fin=fiche.date_fin,
    )


def _list_enjeux(membre: Membre, instance: Instance, themes: Themes | None) -> Iterator[Proposition]:
    if instance.type not in PILOTANTES and themes is None:
        return
    rows = get_enjeux_visibles(membre).filter(decision=DecisionEnjeu.A_DECIDER)
    if themes is not None:
        liens = Enjeu.thematiques.through._default_manager.filter(thematique__in=themes)
        rows = rows.filter(pk__in=liens.values("enjeu"))
    for enjeu in rows.order_by("created_at", "pk")[:MAX_ENJEUX]:
        yield build_enjeu(enjeu.libelle, Cible("enjeu", enjeu.pk), instance.type)


def _list_jalons(membre: Membre, instance: Instance, today: date) -> Iterator[Proposition]:
    if not (USAGES[TypeInstance(instance.type)].is_decisionnelle or instance.type == TypeInstance.COTECH):
        return
    rows = Jalon.objects.filter(
        ctg__espace=membre.espace_id,
        ctg__date_fin__gte=today,
        date_reelle__isnull=True,
        is_sans_objet=False,
        date_prevue__lte=today + timedelta(days=JOURS_JALON),
    )
    for jalon in rows.order_by("date_prevue", "pk")[:MAX_JALONS]:
        if jalon.date_prevue is not None:
            yield build_jalon(jalon.libelle, jalon.date_prevue, Cible("jalon", jalon.pk), today)


def _list_agrements(membre: Membre, instance: Instance, themes: Themes | None, today: date) -> Iterator[Proposition]:
    if instance.type not in TECHNIQUES or not can_list_services(membre):
        return
    services = filter_visibles(membre, ServiceEquipement.objects.filter(espace=membre.espace_id))
    rows = services.filter(archive_le__isnull=True, agrement_fin__range=(today, today + timedelta(days=JOURS_AGREMENT)))
    if themes is not None:
        liens = ServiceEquipement.thematiques.through._default_manager.filter(thematique__in=themes)
        rows = rows.filter(pk__in=liens.values("serviceequipement"))
    for service in rows.order_by("agrement_fin", "pk")[:MAX_AGREMENTS]:
        if service.agrement_fin is not None:
            yield build_agrement(service.nom, service.agrement_fin, Cible("service", service.pk))
