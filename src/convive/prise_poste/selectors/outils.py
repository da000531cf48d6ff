"""The tools of an espace, and what a trainee may bring home from a workshop."""

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre
from convive.prise_poste.models import OutilRempli
from convive.prise_poste.models.acces import get_places_droit
from convive.prise_poste.rules.case import Case, CaseLue
from convive.prise_poste.rules.outils import DROIT_OUTILS, Outil, count_remplis
from convive.prise_poste.selectors.contenus import get_outils

# Where the same thing lives in an espace: a view name whose only argument is the espace, and what the link says.
PAGES_OUTILS: dict[str, tuple[str, str]] = {
    "ctg": ("convention:ctg_detail", "Ouvrir la CTG"),
    "enjeux": ("diagnostic:enjeu_list", "Ouvrir les enjeux"),
    "plan": ("plan_action:plan_detail", "Ouvrir le plan d’actions"),
    "instances": ("gouvernance:instance_list", "Ouvrir les instances"),
    "decisions": ("gouvernance:decision_list", "Ouvrir le registre des décisions"),
    "notes_decision": ("gouvernance:note_list", "Ouvrir les notes pour décider"),
    "paroles": ("diagnostic:parole_list", "Ouvrir les paroles"),
    "indicateurs": ("diagnostic:indicateur_espace_list", "Ouvrir les indicateurs de l’espace"),
}


@dataclass(frozen=True, slots=True)
class OutilLu:
    """`outil` is None when its key left the contents."""

    rempli: OutilRempli
    outil: Outil | None
    cases: tuple[CaseLue, ...]

    @property
    def remplis(self) -> int:
        return count_remplis(self.outil, self.rempli.valeurs) if self.outil else 0

    def get_case(self, champ: str) -> CaseLue | None:
        return next((lue for lue in self.cases if lue.case.champ == champ), None)


def list_outils_remplis(membre: Membre) -> list[OutilLu]:
    """Those of the espace, the last written first."""
    rows: QuerySet[OutilRempli] = OutilRempli.objects.filter(espace=membre.espace_id).order_by("-updated_at", "pk")
    return [read_outil(row) for row in rows]


def get_outil_lu(membre: Membre, uuid: UUID) -> OutilLu | None:
    row = OutilRempli.objects.filter(espace=membre.espace_id, pk=uuid).first()
    if row is None:
        return None
    row.espace = membre.espace
    return read_outil(row)


def read_outil(row: OutilRempli) -> OutilLu:
    outil = get_outils().get(row.cle)
    if outil is None:
        cases = tuple(CaseLue(Case(cle, cle), texte) for cle, texte in row.valeurs.items())
    else:
        cases = tuple(
            CaseLue(Case(champ.cle, champ.nom, champ.aide, max(1, champ.lignes)), row.valeurs.get(champ.cle, ""))
            for champ in outil.champs
        )
    return OutilLu(row, outil, cases)


def list_espaces_outils(compte: Compte) -> list[Espace]:
    """Where this person may bring a tool home: her places of today, in espaces that are still open."""
    return list(_walk_espaces(compte))


def _walk_espaces(compte: Compte) -> Iterator[Espace]:
    seen = set()
    for place in get_places_droit(compte, DROIT_OUTILS).select_related("espace").order_by("espace__nom", "pk"):
        if place.espace_id not in seen and not place.espace.is_expire:
            seen.add(place.espace_id)
            yield place.espace
