"""Read the file of a plan for an espace, with what its people corrected in files of the same shape."""

from dataclasses import dataclass
from typing import Any

from convive.convention.models import Ctg
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_espace_in_installation
from convive.plan_action.lecteur_plans import (
    PlanLu,
    fold_mots,
    guess_role,
    load_correspondances,
    read_isole,
    say_hors_convention,
)
from convive.plan_action.models import CorrespondancePlan, NiveauPlan

MAX_APPRIS = 100
"""The shapes of files whose words are looked at: the last ones."""


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


@dataclass(frozen=True, slots=True)
class Lecture:
    """A reading, the corrections that served, and the shape of the file before them, by which they are remembered."""

    plan: PlanLu
    corrections: dict[str, Any]
    empreinte: str


def read_fichier(espace: Espace, contenu: bytes, nom: str, ctg: Ctg | None = None) -> Lecture:
    """Raise PlanIllisible, whose message is French. The file is read twice when its shape was corrected before, when
    one of its words of status was said in another file, or when the plans of the espace have words of their own for
    their levels. Dates are looked at with the years of `ctg`, or of the last one of the espace."""
    plan = read_isole(contenu, nom)
    appris = CorrespondancePlan.objects.filter(espace=espace, empreinte=plan.empreinte).first()
    corrections = dict(appris.correspondances) if appris is not None else {}
    if statuts := _list_statuts_dits(espace, plan):
        corrections["statuts"] = statuts | corrections.get("statuts", {})
    if niveaux := _list_titres_niveaux(espace):
        corrections["champs"] = niveaux | corrections.get("champs", {})
    relu = read_isole(contenu, nom, load_correspondances(corrections)) if corrections else plan
    ctg = ctg or Ctg.objects.filter(espace=espace).order_by("date_debut").last()
    if ctg is not None:
        say_hors_convention(relu, ctg.date_debut.year, ctg.date_fin.year)
    return Lecture(relu, corrections, plan.empreinte)


def _list_statuts_dits(espace: Espace, plan: PlanLu) -> dict[str, Any]:
    """What people of this espace said of the words of this file that are not usual ones, in any file, the last first:
    a word is asked once."""
    inconnus = {mot for mot, valeur in plan.statuts.items() if valeur is None}
    if not inconnus:
        return {}
    appris = CorrespondancePlan.objects.filter(espace=espace).order_by("-updated_at")
    dits: dict[str, Any] = {}
    for correspondances in appris.values_list("correspondances", flat=True)[:MAX_APPRIS]:
        for mot, valeur in correspondances.get("statuts", {}).items():
            if mot in inconnus:
                dits.setdefault(mot, valeur)
    return dits


def _list_titres_niveaux(espace: Espace) -> dict[str, str]:
    """The titles that a workbook of ours gives to the levels of this espace, when their words are not usual ones."""
    noms = NiveauPlan.objects.filter(ctg__espace=espace).order_by().values_list("nom_singulier", flat=True).distinct()
    titres: dict[str, str] = {}
    for nom in noms:
        if guess_role(nom) is None:
            titres |= {fold_mots(nom): "niveau", fold_mots(f"N° {nom}"): "numero_niveau"}
    return titres
