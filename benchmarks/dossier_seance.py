"""How long the documents of a séance take: 40 people, 25 points, 30 décisions, a plan of 150 actions.

    ./run convive prepare
    .venv/bin/python -m benchmarks.dossier_seance

It works in a database of its own, created and dropped here. Prints the queries and seconds needed to read the data,
then the seconds and size of each document by format, of the slides alone (target: 5 s) and of the whole pack as built
by its job (target: 10 s). Times depend on the machine and its load. A star marks a missed target.
"""

import os
import time
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext, setup_databases, teardown_databases
from django.utils import timezone

from benchmarks.plan_donnees import EspacePlan, build_espaces, prepare_perimetre
from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu
from convive.espaces.models import Membre
from convive.gouvernance.exports.dossier import run_dossier
from convive.gouvernance.models import Decision, Instance, LigneSeance, ParticipantSeance, PointOrdreDuJour, Seance
from convive.gouvernance.rules.dossier import BUREAUTIQUES, DocumentSeance
from convive.plan_action.models import FicheAction

NOM = "banc_dossier_seance"
ACTIONS, PERSONNES, POINTS, DECISIONS = 150, 40, 25, 30
CIBLE_DIAPOSITIVES, CIBLE_DOSSIER = 5.0, 10.0
NATURES = ("information", "avis", "decision")


class SansSuivi:
    """The `suivi` that a job receives, without a row."""

    def __init__(self, membre: Membre) -> None:
        self.espace, self.compte = membre.espace, membre.compte

    def record_progression(self, pourcent: int, etape: str = "") -> None:
        pass


def build_seance(place: EspacePlan) -> Seance:
    today = timezone.localdate()
    instance = Instance.objects.create(espace=place.espace, nom="COPIL", type="copil", quorum_part=50)
    former = Seance.objects.create(
        espace=place.espace, instance=instance, date=today - timedelta(days=180), statut="close", numero=1
    )
    seance = Seance.objects.create(espace=place.espace, instance=instance, date=today, statut="en_cours", numero=2)
    for rang in range(PERSONNES):
        ParticipantSeance.objects.create(seance=seance, nom=f"Personne {rang:02}", presence="present")
    for rang, fiche in enumerate(FicheAction.objects.filter(ctg=place.ctg).order_by("ordre", "pk")[:POINTS]):
        point = PointOrdreDuJour.objects.create(
            instance=instance,
            seance=seance,
            titre=f"Point {rang} sur une action",
            ordre=rang,
            nature=NATURES[rang % 3],
            objet_type="fiche_action",
            objet_uuid=fiche.pk,
        )
        for sorte in ("debat", "information", "action"):
            LigneSeance.objects.create(seance=seance, point=point, sorte=sorte, texte="Une phrase notée. " * 6)
    for rang in range(DECISIONS):
        Decision.objects.create(
            espace=place.espace,
            instance=instance,
            seance=former if rang % 2 else seance,
            annee=today.year,
            numero=rang + 1,
            date=today,
            libelle="Ouvrir des places et chercher un cofinancement avant l’été. " * 2,
            responsable_texte="La communauté de communes",
            echeance=today + timedelta(days=rang - 10),
        )
    return seance


def measure(function: Callable[[], Any]) -> tuple[float, Any]:
    start = time.perf_counter()
    found = function()
    return time.perf_counter() - start, found


def measure_documents(membre: Membre, seance: Seance) -> None:
    for document in DocumentSeance:
        sorte = types_documents.get(document.value)
        famille, choix = sorte.familles[0], str(seance.pk)
        with CaptureQueriesContext(connection) as requetes:
            lecture, contenu = measure(lambda s=sorte, f=famille, c=choix: s.build(membre, f, c))
        print(f"{document.value:24} {lecture:6.2f} s à lire, {len(requetes):3} requêtes")
        for format in [f.extension for f in sorte.formats if f.extension != "epub"]:
            attente, rendu = measure(lambda c=contenu, f=format: render_contenu(c, f))
            star = "*" if document is DocumentSeance.DIAPOSITIVES and lecture + attente > CIBLE_DIAPOSITIVES else ""
            print(f"{'':10}{format:14} {attente:6.2f} s  {len(rendu.contenu) // 1024:5} ko {star}")


def measure_dossier(membre: Membre, seance: Seance) -> None:
    for bureautique in BUREAUTIQUES:
        attente, resultat = measure(
            lambda b=bureautique: run_dossier(SansSuivi(membre), seance=str(seance.pk), bureautique=b)
        )
        taille = resultat.contenu.seek(0, os.SEEK_END)
        star = "*" if attente > CIBLE_DOSSIER else ""
        print(f"dossier {bureautique:16} {attente:6.2f} s  {taille // 1024:5} ko {star}")


def main() -> None:
    connection.settings_dict["TEST"]["NAME"] = (
        str(settings.VAR_DIR / f"{NOM}.sqlite3") if connection.vendor == "sqlite" else NOM
    )
    config = setup_databases(verbosity=0, interactive=False)
    try:
        [place] = build_espaces([ACTIONS], prepare_perimetre(), print)
        membre = Membre.objects.select_related("espace", "compte").get(espace=place.espace, compte=place.compte)
        seance = build_seance(place)
        print(f"{place.actions} actions, {PERSONNES} personnes, {POINTS} points, {connection.vendor}")
        measure_documents(membre, seance)
        measure_dossier(membre, seance)
    finally:
        teardown_databases(config, verbosity=0)


if __name__ == "__main__":
    main()
