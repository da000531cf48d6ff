"""Server time and queries of the pages of the directory, with 500 organisations and 1,000 people:

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.acteurs_pages

It works in the database of the settings, in the espace of the demonstration, in a transaction that is rolled back at
the end. The rows are as in a real directory: thématiques, links, mandates, similar names. Prints for each page the
median of its runs, in wall-clock and in processor time, and its queries; a star marks what exceeds 80 ms or 15 queries.
The first line is the home page for the first visitor after a change.
"""

import logging
import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.actions.imports import create_import
from convive.acteurs.models import (
    Fonction,
    Groupe,
    LienOrganisations,
    NatureLien,
    Organisation,
    Personne,
    PosteCooperation,
    TypeOrganisation,
)
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.actions.trace import record
from convive.espaces.models import Espace
from convive.journal.models import Geste

ORGANISATIONS, PERSONNES, POSTES = 500, 1_000, 20
MAX_MS, MAX_REQUETES = 80, 15
REPETITIONS = 9
HOTE = {"host": "localhost"}


def create_annuaire(espace: Espace) -> tuple[list[Organisation], list[Personne]]:
    """Create organisations whose names start with the same words, like those of mairies and associations."""
    thematiques = list(espace.thematiques.all())
    types = [TypeOrganisation.COMMUNE, TypeOrganisation.ASSOCIATION, TypeOrganisation.CENTRE_SOCIAL]
    organisations = Organisation.objects.bulk_create(
        Organisation(
            espace=espace,
            nom=f"{('Mairie', 'Association', 'Centre social')[rang % 3]} des Essais {rang:03}",
            type=types[rang % 3],
            email=f"o{rang}@exemple.invalid",
            attentes="Des locaux pour le mercredi, et une réponse sous un mois. " * 4,
        )
        for rang in range(ORGANISATIONS)
    )
    themes = Organisation.thematiques.through
    themes._default_manager.bulk_create(
        themes(organisation=row, thematique=thematiques[(rang + pas) % len(thematiques)])
        for rang, row in enumerate(organisations)
        for pas in range(rang % 3)
    )
    LienOrganisations.objects.bulk_create(
        LienOrganisations(espace=espace, de=row, vers=organisations[0], nature=NatureLien.FINANCE)
        for row in organisations[1:40]
    )
    personnes = Personne.objects.bulk_create(
        Personne(espace=espace, prenom="Lou", nom=f"Essai {rang:04}", email=f"p{rang}@exemple.invalid", source="essai")
        for rang in range(PERSONNES)
    )
    Fonction.objects.bulk_create(
        Fonction(
            espace=espace,
            personne=personne,
            # The first organisation is large, so its page is the heaviest.
            organisation=organisations[0 if rang % 20 == 0 else rang % ORGANISATIONS],
            intitule="Maire" if rang % 3 == 0 else "Agente",
            is_elu=rang % 3 == 0,
            date_debut=date(2020, 5, 23) if rang % 2 else date(2026, 4, 1),
        )
        for rang, personne in enumerate(personnes)
    )
    return organisations, personnes


def list_adresses(espace: Espace, compte: Compte) -> Iterator[tuple[str, str]]:
    """(Name to print, URL) of every page of the directory, except those that only confirm an action."""
    organisations, personnes = create_annuaire(espace)
    groupe = Groupe.objects.create(espace=espace, nom="Groupe d’essai")
    groupe.personnes.set(personnes[:200])
    postes = PosteCooperation.objects.bulk_create(
        PosteCooperation(
            espace=espace, employeur=organisations[rang], intitule=f"Poste {rang}", etp_total=1, quotite_ctg=1
        )
        for rang in range(POSTES)
    )
    lignes = "".join(f"Association des Essais {rang:03};Nouveau {rang};Agente\n" for rang in range(500))
    recu = FichierRecu("essai.csv", "csv", f"Organisation;Nom du contact;Fonction\n{lignes}".encode())
    fichier = create_import(by=compte, espace=espace, fichier=recu)
    fiches: dict[str, list[Any]] = {
        "organisation_detail": [organisations[0].pk],
        "organisation_update": [organisations[0].pk],
        "lien_organisations_list": [organisations[0].pk],
        "personne_detail": [personnes[0].pk],
        "personne_update": [personnes[0].pk],
        "fonction_update": [personnes[0].fonctions.values_list("pk", flat=True)[0]],
        "groupe_detail": [groupe.pk],
        "groupe_update": [groupe.pk],
        "import_detail": [fichier.pk],
        "poste_detail": [postes[0].pk],
        "poste_update": [postes[0].pk],
        "doublon_update": ["organisation", organisations[0].pk, organisations[3].pk],
    }
    pages = ("organisation_list", "organisation_create", "personne_list", "personne_create", "fonction_create")
    pages += ("groupe_list", "groupe_create", "poste_list", "poste_create", "poste_comparaison")
    pages += ("manque_list", "mandat_list", "doublon_list", "import_list", "envoi_detail", *fiches)
    yield "accueil", reverse("espaces:espace_detail", args=[espace.pk])
    for page in pages:
        yield page, reverse(f"acteurs:{page}", args=[espace.pk, *fiches.get(page, [])])
    for page, requete in (
        ("organisation_list", f"q=mairie&thematique={espace.thematiques.values_list('pk', flat=True)[0]}"),
        ("organisation_list", "page=10"),
        ("personne_list", "q=maire&situation=elus"),
        ("groupe_update", "q=maire"),
        ("envoi_detail", "liste=personnes"),
    ):
        url = reverse(f"acteurs:{page}", args=[espace.pk, *fiches.get(page, [])])
        yield f"{page} ?{requete.partition('&')[0]}", f"{url}?{requete}"


def measure_page(client: Client, url: str) -> tuple[float, float, int]:
    """Median wall-clock and processor times in milliseconds, and queries; a first run fills the caches."""
    client.get(url, headers=HOTE)
    clocks, processors = [], []
    for _ in range(REPETITIONS):
        start, used = time.perf_counter(), time.process_time()
        response = client.get(url, headers=HOTE)
        clocks.append((time.perf_counter() - start) * 1000)
        processors.append((time.process_time() - used) * 1000)
        assert response.status_code == 200, (url, response.status_code)
    with CaptureQueriesContext(connection) as queries:
        client.get(url, headers=HOTE)
    return statistics.median(clocks), statistics.median(processors), len(queries)


def measure_froid(client: Client, espace: Espace, url: str) -> str:
    """The home page after a change, which invalidates its cache."""
    processors, requetes = [], 0
    for _ in range(REPETITIONS):
        record(None, Geste.MODIFIER, espace, espace)
        with CaptureQueriesContext(connection) as queries:
            used = time.process_time()
            client.get(url, headers=HOTE)
            processors.append((time.process_time() - used) * 1000)
        requetes = len(queries)
    return f"accueil après un geste : processeur {statistics.median(processors):.1f} ms, {requetes} requêtes"


def main() -> None:
    logging.disable(logging.ERROR)
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    compte = Compte.objects.get(pk=next(p.uuid for p in read_scene().personas if p.cle == "chargee"))
    client = Client()
    with transaction.atomic():
        client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
        adresses = list(list_adresses(espace, compte))
        with connection.cursor() as cursor:
            # Without it, PostgreSQL's statistics ignore the new rows.
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}, {ORGANISATIONS} organisations, {PERSONNES} personnes ; {MAX_MS} ms au plus")
        print(" ", measure_froid(client, espace, adresses[0][1]))
        for nom, url in adresses:
            clock, processor, requetes = measure_page(client, url)
            star = "*" if processor > MAX_MS or requetes > MAX_REQUETES else " "
            print(f" {star} {nom:36} {clock:6.1f} ms  processeur {processor:6.1f} ms  {requetes:3} requêtes")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
