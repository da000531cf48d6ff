"""Read the file of a plan for an espace, with what its people corrected in files of the same shape."""

import json
import logging
import secrets
import subprocess
import sys
from dataclasses import dataclass
from typing import Any

from convive.convention.models import Ctg
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_espace_in_installation
from convive.plan_action.models import CorrespondancePlan, NiveauPlan
from convive.plan_action.rules.lecture.modele import Correspondances, PlanIllisible, PlanLu
from convive.plan_action.rules.lecture.periode import say_hors_convention
from convive.plan_action.rules.lecture.programme import SECONDES, TROP_COUTEUX
from convive.plan_action.rules.lecture.textes import fold_mots
from convive.plan_action.rules.lecture.transport import dump_correspondances, load_correspondances, load_plan
from convive.plan_action.rules.lecture.vocabulaire import guess_role

logger = logging.getLogger(__name__)
COMMANDE = [sys.executable, "-m", "convive.plan_action.rules.lecture.programme"]
SANS_CORRECTION = Correspondances()
PAS_LU = (
    "Ce fichier n’a pas pu être lu\u00a0: le lecteur de Convive s’est arrêté sur une faute (référence\u00a0{}). "
    "Donnez cette référence à la personne qui administre Convive."
)
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


def read_isole(contenu: bytes, nom: str, corrections: Correspondances = SANS_CORRECTION) -> PlanLu:
    """What the file says, read by another program, limited in time and in memory: a trap stops there.

    Raise PlanIllisible, whose message is French. Never to be called in a transaction, which would wait with it.
    """
    entete = json.dumps({"nom": nom, "corrections": dump_correspondances(corrections)}).encode()
    try:
        programme = subprocess.run(  # noqa: S603 - our own program, in the limits that it gives itself
            COMMANDE, input=entete + b"\n" + contenu, capture_output=True, timeout=SECONDES * 2, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise PlanIllisible(TROP_COUTEUX) from error
    except OSError as error:
        raise _build_faute(str(error)) from error
    if programme.returncode < 0:
        # Stopped by a signal: its time, or its memory.
        logger.warning("A plan was not read: signal %s", -programme.returncode)
        raise PlanIllisible(TROP_COUTEUX)
    try:
        reponse = json.loads(programme.stdout)
    except ValueError as error:
        raise _build_faute(f"exit code {programme.returncode}") from error
    if "refus" in reponse:
        raise PlanIllisible(reponse["refus"])
    if "faute" in reponse:
        raise _build_faute(reponse["faute"])
    return load_plan(reponse["plan"])


def _build_faute(faute: str) -> PlanIllisible:
    """What the reader did wrong goes to the log, under the reference that the person reads."""
    reference = secrets.token_hex(4)
    logger.error("A plan was not read (%s): %s", reference, faute)
    return PlanIllisible(PAS_LU.format(reference))


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
