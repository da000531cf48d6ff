"""What was decided across a mandate, in the bodies where someone sits, and what may be published of it."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import Personne
from convive.espaces.models import Membre
from convive.gouvernance.models import Decision, MembreInstance, Seance
from convive.gouvernance.models.instance import get_sieges
from convive.gouvernance.rules.avis_public import FaitsPublics, is_publiable, write_avis, write_suite
from convive.gouvernance.rules.decisions import StatutDecision
from convive.gouvernance.rules.seances import StatutSeance
from convive.gouvernance.selectors.decisions import get_decisions
from convive.socle.formats import nombre_accorde

MAX_DECISIONS = 300


@dataclass(frozen=True, slots=True)
class SuiviMandat:
    """`depuis` is the first day of the oldest seat of today. Decisions that still expect something come first."""

    nom: str
    depuis: date | None
    instances: tuple[str, ...]
    ouvertes: tuple[Decision, ...]
    autres: tuple[Decision, ...]
    en_retard: int

    @property
    def total(self) -> int:
        return len(self.ouvertes) + len(self.autres)

    @property
    def resume(self) -> str:
        """« 12 décisions : 7 faites, 3 à suivre dont 1 en retard, 2 caduques »."""
        statuts = Counter(decision.statut for decision in self.autres)
        said = []
        if faites := statuts[StatutDecision.FAITE.value]:
            said.append(nombre_accorde(faites, "faite", "faites"))
        if self.ouvertes:
            retard = f", dont {self.en_retard} en retard" if self.en_retard else ""
            said.append(f"{len(self.ouvertes)} à suivre{retard}")
        if caduques := statuts[StatutDecision.CADUQUE.value]:
            said.append(nombre_accorde(caduques, "qui n’a plus lieu d’être", "qui n’ont plus lieu d’être"))
        total = nombre_accorde(self.total, "décision")
        return f"{total}\u00a0: {' ; '.join(said)}" if said else total


def get_suivi_mandat(membre: Membre, personne: UUID | None) -> SuiviMandat | None:
    """Of this compte, or of someone of the directory for the team; None for nobody. Four queries."""
    sieges = MembreInstance.objects.en_cours().filter(personne=personne) if personne else get_sieges(membre.compte)
    rows = list(sieges.filter(instance__espace=membre.espace_id).select_related("instance").order_by("date_debut"))
    nom = str(membre.compte)
    if personne is not None:
        carte = Personne.objects.filter(pk=personne, espace=membre.espace_id).first()
        if carte is None:
            return None
        nom = str(carte)
    if not rows:
        return SuiviMandat(nom, None, (), (), (), 0)
    depuis = rows[0].date_debut
    decisions = get_decisions(membre).filter(
        instance__in={row.instance_id for row in rows}, date__gte=depuis, seance__statut=StatutSeance.CLOSE.value
    )
    lues = decisions.select_related("instance", "organisation_responsable", "responsable", "seance")
    ordered = list(lues.order_by("-date", "-annee", "-numero")[:MAX_DECISIONS])
    ouvertes = [decision for decision in ordered if decision.is_ouverte]
    today = timezone.localdate()
    ouvertes.sort(key=lambda row: (row.echeance is None, row.echeance or today))
    return SuiviMandat(
        nom,
        depuis,
        tuple(dict.fromkeys(row.instance.nom for row in rows)),
        tuple(ouvertes),
        tuple(decision for decision in ordered if not decision.is_ouverte),
        sum(decision.is_en_retard for decision in ouvertes),
    )


def get_faits_publics(decision: Decision) -> FaitsPublics | None:
    """What may be published of it; None for what may not. The rows `seance`, `instance`, `organisation_responsable`
    come with the decision."""
    seance, instance = decision.seance, decision.instance
    if seance is None or instance is None:
        return None
    if not is_publiable(is_close=seance.statut == StatutSeance.CLOSE, is_ouverte=instance.is_ouverte_partenaires):
        return None
    organisation = decision.organisation_responsable
    return FaitsPublics(
        libelle=decision.libelle,
        jour=decision.date,
        statut=decision.statut,
        instance=instance.nom,
        echeance=decision.echeance,
        faite_le=decision.executee_le,
        organisation=organisation.nom if organisation else "",
    )


def get_avis_public(decision: Decision) -> str:
    """The notice of one decision, which stands alone; empty for what may not be published."""
    faits = get_faits_publics(decision)
    return write_avis(faits) if faits is not None else ""


def list_seances_publiables(membre: Membre) -> list[Seance]:
    """The closed séances of open bodies, the last first; one query."""
    rows = Seance.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id, statut=StatutSeance.CLOSE.value, instance__is_ouverte_partenaires=True
    )
    return list(rows.filter(decisions__isnull=False).distinct().select_related("instance").order_by("-date", "pk")[:40])


def list_avis_seance(seance: Seance) -> Sequence[tuple[str, str]]:
    """Of each of its decisions, the words and what comes next, in the order of their numbers; one query."""
    rows = Decision.objects.filter(seance=seance).select_related("seance", "instance", "organisation_responsable")
    publics = (get_faits_publics(decision) for decision in rows.order_by("annee", "numero"))
    return [(faits.libelle, write_suite(faits)) for faits in publics if faits is not None]
