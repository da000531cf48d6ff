"""Read one file in a program of its own, with a time and a memory of its own.

The request is one line of JSON (`nom`, `corrections`), then the bytes of the file; the answer is JSON: `plan`, as
`transport` writes it, `refus`, a French sentence, or `faute`, where the reader itself failed. A file made to block a
reader blocks this program alone.
"""

import gc
import json
import resource
import sys
import traceback
from pathlib import Path

from convive.plan_action.lecteur_plans.isolement import SECONDES, TROP_COUTEUX
from convive.plan_action.lecteur_plans.modele import PlanIllisible
from convive.plan_action.lecteur_plans.plan import read_plan
from convive.plan_action.lecteur_plans.transport import dump_plan, load_correspondances

MAX_OCTETS_MEMOIRE = 1024 * 1024 * 1024
MAX_OBJETS_NEUFS = 200_000
MAX_PLACES = 6


def build_reponse(demande: bytes) -> dict[str, object]:
    entete, _, contenu = demande.partition(b"\n")
    dit = json.loads(entete)
    try:
        return {"plan": dump_plan(read_plan(contenu, dit["nom"], load_correspondances(dit["corrections"])))}
    except PlanIllisible as error:
        return {"refus": str(error)}
    except (MemoryError, RecursionError):
        return {"refus": TROP_COUTEUX}
    except Exception as error:
        return {"faute": _describe(error)}


def _describe(error: Exception) -> str:
    """Its kind and its places, without its message, which may quote the file."""
    places = traceback.extract_tb(error.__traceback__)[-MAX_PLACES:]
    return " < ".join(
        [type(error).__name__, *(f"{Path(place.filename).name}:{place.lineno}" for place in reversed(places))]
    )


def main() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MAX_OCTETS_MEMOIRE, MAX_OCTETS_MEMOIRE))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDES, SECONDES))
    # A page of PDF makes thousands of objects that live as long as it does: looking for garbage among them takes time.
    gc.freeze()
    gc.set_threshold(MAX_OBJETS_NEUFS)
    sys.stdout.buffer.write(json.dumps(build_reponse(sys.stdin.buffer.read())).encode())
