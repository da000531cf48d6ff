"""Ask another program to read a file: a trap stops there."""

import json
import logging
import secrets
import subprocess
import sys

from convive.plan_action.lecteur_plans.modele import Correspondances, PlanIllisible, PlanLu
from convive.plan_action.lecteur_plans.transport import dump_correspondances, load_plan

logger = logging.getLogger(__name__)
COMMANDE = [sys.executable, "-m", "convive.plan_action.lecteur_plans"]
SECONDES = 20
SANS_CORRECTION = Correspondances()
TROP_COUTEUX = (
    "Ce fichier demande trop de temps ou de mémoire pour être lu\u00a0: gardez les feuilles ou les pages du plan, "
    "sans images ni données annexes, puis recommencez."
)
PAS_LU = (
    "Ce fichier n’a pas pu être lu\u00a0: le lecteur de Convive s’est arrêté sur une faute (référence\u00a0{}). "
    "Donnez cette référence à la personne qui administre Convive."
)


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
