"""The frozen states of a convention, read and compared."""

from dataclasses import dataclass, replace
from uuid import UUID

from convive.convention.models import Ctg
from convive.convention.rules.document import (
    ComparaisonTextes,
    ConventionEcrite,
    ConventionIllisible,
    compare_conventions,
    load_convention,
)
from convive.convention.selectors.ctg import DossierCtg
from convive.convention.selectors.document import read_texte
from convive.documents.models import Gel
from convive.documents.selectors.gel import get_gel
from convive.espaces.models import Membre

CLE = "ctg"


@dataclass(frozen=True, slots=True)
class EtatCompare:
    """One side of a comparison; without a frozen state, it is the text of today."""

    gel: Gel | None
    ecrite: ConventionEcrite


def list_etats_figes(ctg: Ctg) -> list[Gel]:
    """The frozen states of a CTG that the reader sees already, the oldest first, with their texts: a convention has a
    few, and two of them are compared. One query."""
    return list(Gel.objects.filter(objet_type=CLE, objet_uuid=ctg.pk).order_by("date_gel", "uuid"))


def list_gels_conventions(membre: Membre) -> list[Gel]:
    """Those of every CTG of the espace, the latest first, without the texts."""
    gels = Gel.objects.visible_to(membre.compte).filter(espace=membre.espace_id, objet_type=CLE)
    return list(gels.without_contenu())


def get_gel_convention(membre: Membre, uuid: UUID) -> Gel | None:
    """A frozen state of a convention that this place sees."""
    gel = get_gel(membre, uuid)
    return gel if gel is not None and gel.objet_type == CLE else None


def read_etat(gel: Gel) -> ConventionEcrite | None:
    """What was frozen; None when someone changed it so much that it cannot be read."""
    contenu = gel.read_contenu()
    try:
        return load_convention(contenu.donnees) if contenu else None
    except ConventionIllisible:
        return None


def get_etat(membre: Membre, dossier: DossierCtg, gels: list[Gel], uuid: UUID | None) -> EtatCompare | None:
    """A state of this CTG: the frozen one of this identifier, or today; None when there is no such text."""
    if uuid is None:
        ecrite = read_texte(membre, dossier, with_apports=False).ecrite
        return EtatCompare(None, ecrite) if ecrite.articles else None
    gel = next((gel for gel in gels if gel.pk == uuid), None)
    ecrite_figee = read_etat(gel) if gel else None
    return EtatCompare(gel, ecrite_figee) if ecrite_figee else None


def compare_etats_textes(avant: EtatCompare, apres: EtatCompare) -> ComparaisonTextes:
    """With today, the annexes that Convive fills are set aside: they are those of the day when the document leaves."""
    if avant.gel is not None and apres.gel is not None:
        return compare_conventions(avant.ecrite, apres.ecrite)
    today = avant.ecrite if avant.gel is None else apres.ecrite
    kept = {annexe.numero for annexe in today.annexes}

    def keep(ecrite: ConventionEcrite) -> ConventionEcrite:
        return replace(ecrite, annexes=tuple(annexe for annexe in ecrite.annexes if annexe.numero in kept))

    return compare_conventions(keep(avant.ecrite), keep(apres.ecrite))
