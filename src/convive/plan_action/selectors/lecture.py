"""Read the file of a plan for an espace, with what its people corrected in files of the same shape."""

from typing import Any

from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_espace_in_installation
from convive.plan_action.models import CorrespondancePlan
from convive.plan_action.rules.lecture.modele import Correspondances, PlanLu
from convive.plan_action.rules.lecture.plan import read_plan


def find_espace(cle: str) -> Espace | None:
    """For the command line: by its identifier, else by its name when it is alone to bear it."""
    try:
        found = get_espace_in_installation(cle)
    except ValueError:
        found = None
    if found is not None:
        return found
    rows = list(Espace.objects.filter(nom__iexact=cle.strip())[:2])
    return rows[0] if len(rows) == 1 else None


def read_fichier(espace: Espace, contenu: bytes, nom: str) -> PlanLu:
    """Raise PlanIllisible, whose message is French. The file is read twice when its shape was corrected before."""
    plan = read_plan(contenu, nom)
    appris = CorrespondancePlan.objects.filter(espace=espace, empreinte=plan.empreinte).first()
    if appris is None or not appris.correspondances:
        return plan
    return read_plan(contenu, nom, load_correspondances(appris.correspondances))


def load_correspondances(valeurs: dict[str, Any]) -> Correspondances:
    """From what the database keeps, whose every part may be missing."""
    return Correspondances(
        champs=dict(valeurs.get("champs", {})),
        statuts=dict(valeurs.get("statuts", {})),
        niveaux=tuple(valeurs.get("niveaux", ())),
        feuilles_ignorees=tuple(valeurs.get("feuilles_ignorees", ())),
    )
