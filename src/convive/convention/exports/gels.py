"""What is frozen of a CTG: its whole text, as blocks to read and as words to make the document again."""

from django.utils import timezone

from convive.convention.models import Ctg
from convive.convention.permissions import can_update_ctg
from convive.convention.rules.document import dump_convention, list_elements
from convive.convention.selectors.ctg import build_dossier, list_ctgs_espace
from convive.convention.selectors.document import read_texte
from convive.convention.selectors.etat import CLE
from convive.documents.gels import Gelable, gels
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Membre


def build_contenu_ctg(membre: Membre, ctg: Ctg) -> ContenuGele:
    """Read again from the database: an action may have changed it in the same transaction."""
    ctgs = list_ctgs_espace(membre.espace)
    current = next((other for other in ctgs if other.pk == ctg.pk), ctg)
    current.espace = membre.espace
    ecrite = read_texte(membre, build_dossier(current, ctgs, timezone.localdate())).ecrite
    return ContenuGele(f"Le texte de la {ctg.nom}", list_elements(ecrite), dump_convention(ecrite))


def record_gels() -> None:
    gels.record(
        Gelable(CLE, "convention:etat_comparaison", build_contenu_ctg, lambda membre, _ctg: can_update_ctg(membre))
    )
