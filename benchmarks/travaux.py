"""How long a long document takes: rendering, queue, a real worker; and the queries of the related pages.

    .venv/bin/python -m benchmarks.travaux

It works in a database and a folder of its own, deleted at the end. Prints the rendering time of a document of about
forty pages (a star beyond 4 s for DOCX, 3 s for PDF); then, with a real worker, the time between requesting a carnet of
forty pages and its start (the queue), and until its file is ready; lastly, the queries of each page (a star beyond 15),
of the request and of the job itself.
"""

import os
import statistics
import tempfile
import time

VAR = tempfile.TemporaryDirectory(prefix="convive-mesure-")
os.environ |= {
    "CONVIVE_VAR": VAR.name,
    "CONVIVE_STATIC_SIMPLE": "1",
    "DJANGO_SETTINGS_MODULE": "convive.config.settings",
}
for nom in ("DATABASE_URL", "CONVIVE_TACHES"):
    os.environ.pop(nom, None)

import django

django.setup()

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from benchmarks.documents import CIBLES, PHRASE, build_document
from convive.comptes.models import Compte
from convive.config.travailleurs import Travailleurs
from convive.documents.actions.document import submit_document
from convive.documents.actions.execution import run_travail
from convive.documents.models import Travail
from convive.documents.registre import types_documents
from convive.documents.rendu import render_contenu
from convive.espaces.models import Espace, Membre, Note, Role, TypeEspace
from convive.espaces.selectors.membre import get_membre

DEMANDES = 6
NOTES = 40
MAX_REQUETES = 15
ATTENTE_MAX_SECONDES = 120


def build_membre() -> Membre:
    """An espace whose carnet has about forty pages."""
    # Otherwise the static files middleware warns, at each start, that the folder is missing.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    call_command("migrate", verbosity=0)
    compte = Compte.objects.create_user("mesure@exemple.invalid", None, nom_affiche="Mesure")
    espace = Espace.objects.create(nom="Mesure de vitesse", type=TypeEspace.TERRITOIRE, created_by=compte)
    Membre.objects.create(espace=espace, compte=compte, role=Role.CHARGE_COOPERATION, date_debut=timezone.localdate())
    for rang in range(NOTES):
        Note.objects.create(espace=espace, titre=f"Note {rang}", texte=f"{PHRASE * 3}\n\n" * 3)
    membre = get_membre(compte, espace.pk)
    assert membre is not None
    return membre


def measure_rendus() -> None:
    document = build_document()
    for format, cible in CIBLES.items():
        times = []
        for _ in range(3):
            start = time.perf_counter()
            render_contenu(document, format)
            times.append((time.perf_counter() - start) * 1000)
        star = "*" if times[0] > cible else " "
        print(f" {star} quarante pages, {format:5} premier {times[0]:6.0f} ms, ensuite {min(times[1:]):6.0f} ms")


def submit(membre: Membre, format: str, jeton: str) -> Travail:
    carnet = types_documents.get("carnet")
    return submit_document(by=membre, type_document=carnet, format=format, jeton=jeton)


def wait_end(travail: Travail) -> None:
    limite = time.monotonic() + ATTENTE_MAX_SECONDES
    while travail.is_ouvert:
        if time.monotonic() > limite:
            raise TimeoutError(f"{travail} n’est pas fini : {travail.etat}.")
        time.sleep(0.05)
        travail.refresh_from_db()


def measure_file(membre: Membre) -> None:
    """One request after another: how long one person waits, with a worker that has nothing else to do."""
    with Travailleurs(1):
        wait_end(submit(membre, "pdf", "premier"))
        for format in CIBLES:
            attentes, totaux, taille = [], [], 0
            for rang in range(DEMANDES):
                start = timezone.now()
                travail = submit(membre, format, f"{format}-{rang}")
                wait_end(travail)
                if travail.date_debut is None or travail.date_fin is None:
                    raise RuntimeError(travail.erreur)
                attentes.append((travail.date_debut - start).total_seconds() * 1000)
                totaux.append((travail.date_fin - start).total_seconds() * 1000)
                taille = travail.taille_octets or 0
            print(
                f"   le carnet en {format:5} file {statistics.median(attentes):6.0f} ms (au pire {max(attentes):.0f}),"
                f" fichier après {statistics.median(totaux):6.0f} ms, {taille / 1000:.0f} ko"
            )


def measure_requetes(membre: Membre) -> None:
    client = Client(headers={"host": "localhost"})
    client.force_login(membre.compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    espace = membre.espace_id
    liste = reverse("documents:document_list", args=[espace])
    demande = {"document": "carnet", "format": "odt", "jeton": "requetes"}
    with CaptureQueriesContext(connection) as queries:
        page = client.post(liste, demande)["Location"]
    print(f"   demander un document long            {len(queries):3} requêtes")
    travail = Travail.objects.get(etat="en_attente")
    for titre, url, entetes in (
        ("la page des documents", liste, {}),
        ("la page de la préparation", page, {}),
        ("la même, toutes les deux secondes", f"{page}?vu={travail.marque}", {"HX-Request": "true"}),
        ("mes préparations", reverse("documents:travail_list", args=[espace]), {}),
        ("les pièces jointes", reverse("documents:piece_list", args=[espace]), {}),
    ):
        with CaptureQueriesContext(connection) as queries:
            client.get(url, headers=entetes)
        print(f" {'*' if len(queries) > MAX_REQUETES else ' '} {titre:36} {len(queries):3} requêtes")
    with CaptureQueriesContext(connection) as queries:
        run_travail.call(str(travail.pk), travail.essai)
    print(f"   la préparation elle-même             {len(queries):3} requêtes")


def main() -> None:
    with VAR:
        measure_rendus()
        membre = build_membre()
        measure_file(membre)
        measure_requetes(membre)


if __name__ == "__main__":
    main()
