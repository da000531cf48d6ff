"""Read the AFOM of an espace, one thématique or all of them."""

from collections import Counter
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from convive.diagnostic.models import Constat, ElementAfom
from convive.diagnostic.rules.afom import QUESTIONS, Quadrant
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.note import list_choix_thematiques


@dataclass(frozen=True, slots=True)
class QuadrantLu:
    """A quadrant with its lines, in order."""

    cle: str
    libelle: str
    question: str
    elements: tuple[ElementAfom, ...]


@dataclass(frozen=True, slots=True)
class LigneThematique:
    """A thématique, and how many lines each of its quadrants has, in the order of `Quadrant`."""

    thematique: Thematique
    nombres: tuple[tuple[str, int], ...]

    @property
    def total(self) -> int:
        return sum(nombre for _, nombre in self.nombres)


def _get_elements(membre: Membre) -> QuerySet[ElementAfom]:
    return ElementAfom.objects.visible_to(membre.compte).filter(espace=membre.espace_id)


def list_afom(membre: Membre) -> list[LigneThematique]:
    """Each thématique that this place works on, and those archived that have lines; three queries."""
    counts = Counter(_get_elements(membre).order_by().values_list("thematique", "quadrant"))
    thematiques = list_choix_thematiques(membre)
    known = {thematique.pk for thematique in thematiques}
    archivees = Thematique.objects.filter(pk__in={pk for pk, _ in counts} - known).order_by("ordre", "nom")
    return [
        LigneThematique(
            thematique, tuple((quadrant.libelle, counts[(thematique.pk, quadrant.value)]) for quadrant in Quadrant)
        )
        for thematique in (*thematiques, *archivees)
    ]


def get_thematique(membre: Membre, uuid: UUID) -> Thematique | None:
    """A thématique of this espace that this place sees."""
    limites = membre.limites.thematiques
    thematique = Thematique.objects.filter(espace=membre.espace_id, pk=uuid).first()
    if thematique is None or (limites and thematique.pk not in limites):
        return None
    thematique.espace = membre.espace
    return thematique


def list_quadrants(membre: Membre, thematique: Thematique) -> list[QuadrantLu]:
    """The four of them, with their lines; one query."""
    elements: dict[str, list[ElementAfom]] = {quadrant.value: [] for quadrant in Quadrant}
    rows = _get_elements(membre).filter(thematique=thematique).order_by("ordre", "created_at", "pk")
    for element in rows:
        element.espace, element.thematique = membre.espace, thematique
        elements[element.quadrant].append(element)
    return [QuadrantLu(q.value, q.libelle, QUESTIONS[q], tuple(elements[q.value])) for q in Quadrant]


def get_element(membre: Membre, thematique: Thematique, uuid: UUID) -> ElementAfom | None:
    element = _get_elements(membre).filter(thematique=thematique, pk=uuid).first()
    if element is not None:
        element.espace, element.thematique = membre.espace, thematique
    return element


def list_constats_a_poser(membre: Membre, thematique: Thematique) -> list[Constat]:
    """The shared constats of a thématique that no line came from; one query."""
    poses = ElementAfom.objects.filter(thematique=thematique, constat=OuterRef("pk"))
    rows = Constat.objects.visible_to(membre.compte).filter(
        ~Exists(poses), espace=membre.espace_id, thematiques=thematique, date_partage__isnull=False
    )
    return list(rows.order_by("texte", "pk"))
