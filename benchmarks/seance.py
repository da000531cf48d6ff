"""The cost of a séance with 40 people and 25 points, and of thirty people who answer and tick at the same time.

    .venv/bin/python -m benchmarks.seance

It works in an empty database created here: a real SQLite file, in a temporary folder. Prints for each page the CPU time
of this process per request (median of 15, in ms) and the queries, then how many of 60 simultaneous clicks failed and
how long the slowest one waited. Times depend on the machine and its load.
"""

import os
import statistics
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from uuid import UUID

import django

os.environ["DATABASE_URL"] = f"sqlite:///{Path(tempfile.mkdtemp()) / 'banc.sqlite3'}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.core.management import call_command
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from convive.comptes.models import Compte
from convive.convention.models import Ctg
from convive.diagnostic.models import Enjeu
from convive.espaces.models import Espace, Membre
from convive.gouvernance.actions.emargement import record_pointage
from convive.gouvernance.actions.participant import update_presences
from convive.gouvernance.models import Instance, LigneSeance, ParticipantSeance, PointOrdreDuJour, Seance
from convive.plan_action.models import FicheAction

REPETITIONS, PERSONNES, POINTS, CLICS = 15, 40, 25, 30
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
HOTE = {"host": "localhost"}


def build_seance() -> tuple[Compte, Seance]:
    compte = Compte.objects.create_user("banc@exemple.fr", None, nom_affiche="Banc Essai")
    espace = Espace.objects.create(nom="Banc", type="territoire")
    Membre.objects.create(espace=espace, compte=compte, role="charge_cooperation", date_debut=timezone.localdate())
    instance = Instance.objects.create(espace=espace, nom="COTECH", type="cotech", quorum_nombre=10)
    seance = Seance.objects.create(
        espace=espace, instance=instance, date=timezone.localdate(), statut="en_cours", numero=1
    )
    for rang in range(PERSONNES):
        ParticipantSeance.objects.create(seance=seance, nom=f"Personne {rang:02}", email=f"p{rang}@exemple.fr")
    cibles = create_cibles(espace)
    for rang in range(POINTS):
        objet_type, objet_uuid = cibles[rang]
        point = PointOrdreDuJour.objects.create(
            instance=instance,
            seance=seance,
            titre=f"Point {rang}",
            ordre=rang,
            objet_type=objet_type,
            objet_uuid=objet_uuid,
        )
        LigneSeance.objects.create(seance=seance, point=point, sorte="debat", texte=f"Ligne {rang}", ordre=rang)
    return compte, seance


def create_cibles(espace: Espace) -> list[tuple[str, UUID]]:
    """What the points are about: actions, half of them blocked, and enjeux; as many others are left to be proposed."""
    today = timezone.localdate()
    ctg = Ctg.objects.create(
        espace=espace, nom="CTG", date_debut=date(today.year - 1, 1, 1), date_fin=date(today.year + 3, 12, 31)
    )
    statuts = ("bloquee", "en_cours")
    fiches = [
        FicheAction.objects.create(espace=espace, ctg=ctg, titre=f"Action {rang}", statut=statuts[rang % 2])
        for rang in range(2 * POINTS)
    ]
    enjeux = [Enjeu.objects.create(espace=espace, libelle=f"Enjeu {rang}") for rang in range(POINTS)]
    rows = [("fiche_action", fiche.pk) for fiche in fiches[:POINTS:2]]
    return [*rows, *(("enjeu", enjeu.pk) for enjeu in enjeux)][:POINTS]


def measure_page(client: Client, page: str, seance: Seance) -> None:
    url = reverse(f"gouvernance:{page}", args=[seance.espace_id, seance.pk])
    assert client.get(url, headers=HOTE).status_code == 200, url
    times = []
    for _ in range(REPETITIONS):
        debut = time.process_time()
        client.get(url, headers=HOTE)
        times.append((time.process_time() - debut) * 1000)
    with CaptureQueriesContext(connection) as captured:
        client.get(url, headers=HOTE)
    sys.stdout.write(f"{page:22} {statistics.median(times):6.1f} ms  {len(captured)} requêtes\n")


def click_together(compte: Compte, seance: Seance) -> None:
    """Sign in, half of the people from the list at the door, half with the QR code of the room; each one taps twice."""
    uuids = list(ParticipantSeance.objects.filter(seance=seance).values_list("pk", flat=True))[:CLICS]

    def click(rang: int) -> tuple[float, str]:
        debut = time.perf_counter()
        try:
            if rang % 2:
                update_presences(by=compte, seance=seance, presences={uuids[rang]: "present"})
            else:
                adresse = f"10.0.0.{rang}"
                record_pointage(seance=seance, participant=uuids[rang], is_annulation=False, adresse_ip=adresse)
        except Exception as error:
            return time.perf_counter() - debut, repr(error)
        finally:
            connections.close_all()
        return time.perf_counter() - debut, ""

    with ThreadPoolExecutor(CLICS) as threads:
        answers = list(threads.map(click, [*range(CLICS), *range(CLICS)]))
    errors = [error for _, error in answers if error]
    presents = ParticipantSeance.objects.filter(seance=seance, presence="present").count()
    sys.stdout.write(
        f"{len(answers)} clics simultanés : {len(errors)} erreur(s), {presents} présents sur {CLICS}, "
        f"le plus lent {max(attente for attente, _ in answers) * 1000:.0f} ms\n"
    )
    for error in sorted(set(errors)):
        sys.stdout.write(f"  {error}\n")


def main() -> None:
    call_command("migrate", verbosity=0)
    compte, seance = build_seance()
    client = Client()
    client.force_login(compte, backend=BACKEND)
    for page in ("seance_detail", "seance_notes", "seance_presences", "seance_convocation", "seance_cloture"):
        measure_page(client, page, seance)
    click_together(compte, seance)


if __name__ == "__main__":
    main()
