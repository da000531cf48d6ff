"""Jobs for the tests: one that goes through, one that fails, one that refuses, one that waits."""

import os
import time
from pathlib import Path

from convive.documents.refus import TravailRefuse
from convive.documents.travaux import Resultat, ResultatPage, Suivi, TypeTravail, travaux
from convive.espaces.models import Membre, Role

MARQUEUR = "CONVIVE_ESSAI_MARQUEUR"


def is_membre(membre: Membre) -> bool:
    return membre.is_en_cours and membre.role != Role.LECTURE


def run_bref(suivi: Suivi, *, mot: str = "bonjour") -> Resultat:
    suivi.record_progression(40, "Lecture")
    suivi.record_progression(80, "Écriture")
    return Resultat("Résultat d’essai.txt", mot.encode(), "text/plain")


def run_page(suivi: Suivi) -> ResultatPage:
    return ResultatPage("/espaces/")


def run_casse(suivi: Suivi) -> Resultat:
    raise ZeroDivisionError


def run_refuse(suivi: Suivi) -> Resultat:
    raise TravailRefuse("Il n’y a encore rien à mettre dans ce document.")


def run_lent(suivi: Suivi) -> Resultat:
    """Says that it began, then waits to be killed; the second run goes through."""
    marqueur = Path(os.environ[MARQUEUR])
    suivi.record_progression(10, "Début")
    if not marqueur.exists():
        marqueur.write_text(str(os.getpid()))
        time.sleep(60)
    return Resultat("lent.txt", b"fini", "text/plain")


def record_travaux_d_essai() -> None:
    for run in (run_bref, run_page, run_casse, run_refuse, run_lent):
        cle = f"essai_{run.__name__.removeprefix('run_')}"
        travaux.record(TypeTravail(cle, "Un essai", run=run, is_permis=is_membre))
