"""Read the versions of the diagnosis of an espace, and their chapters, always through what the person may see."""

from uuid import UUID

from django.db.models import QuerySet

from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.rules.sommaire import SOURCES, THEMATIQUE
from convive.espaces.models import Espace, Membre, Thematique


def list_diagnostics(membre: Membre) -> list[Diagnostic]:
    """Every version, the latest first; one query."""
    found = list(Diagnostic.objects.visible_to(membre.compte).filter(espace=membre.espace_id))
    for diagnostic in found:
        diagnostic.espace = membre.espace
    return found


def get_diagnostic(membre: Membre, diagnostic_uuid: UUID) -> Diagnostic | None:
    found = (d for d in list_diagnostics(membre) if d.pk == diagnostic_uuid)
    return next(found, None)


def list_chapitres(diagnostic: Diagnostic, *, with_masques: bool = True) -> list[Chapitre]:
    """The chapters of a version that the reader sees, in order, the sources last; one query."""
    rows: QuerySet[Chapitre] = Chapitre.objects.filter(diagnostic=diagnostic).select_related("thematique", "updated_by")
    if not with_masques:
        rows = rows.filter(is_masque=False)
    chapitres = sorted(rows, key=lambda chapitre: (chapitre.cle == SOURCES, chapitre.ordre))
    for chapitre in chapitres:
        chapitre.diagnostic = diagnostic
    return chapitres


def list_chapitres_of(membre: Membre, diagnostic_uuid: UUID) -> list[Chapitre]:
    """The chapters of a version that this place reads, with it, in order; one query, none found for any other."""
    rows = Chapitre.objects.visible_to(membre.compte).filter(espace=membre.espace_id, diagnostic=diagnostic_uuid)
    rows = rows.select_related("diagnostic", "thematique", "updated_by")
    chapitres = sorted(rows, key=lambda chapitre: (chapitre.cle == SOURCES, chapitre.ordre))
    for chapitre in chapitres:
        chapitre.espace = chapitre.diagnostic.espace = membre.espace
    return chapitres


def list_thematiques_sans_chapitre(espace: Espace, chapitres: list[Chapitre]) -> list[Thematique]:
    """Those in use that no chapter of this version speaks of."""
    present = {chapitre.thematique_id for chapitre in chapitres if chapitre.cle == THEMATIQUE}
    return [t for t in Thematique.objects.actives().filter(espace=espace) if t.pk not in present]


def count_chapitres(membre: Membre) -> int:
    """How many chapters the latest version shows."""
    latest = Diagnostic.objects.visible_to(membre.compte).filter(espace=membre.espace_id).order_by("-numero")[:1]
    return Chapitre.objects.filter(diagnostic__in=latest.values("pk"), is_masque=False).count()
