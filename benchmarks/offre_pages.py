"""Server time and queries of the pages of services, with 500 of them:

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.offre_pages

It works in the database of the settings, in the espace of the demonstration, in a transaction that is rolled back at
the end. Services are as in a real inventory: years, supports, conventions, half of them to verify. Prints for each page
the median of its runs, in wall-clock and in processor time, and its queries; a star marks what exceeds 80 ms or 15
queries.
"""

import logging
import os
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from benchmarks.acteurs_pages import MAX_MS, MAX_REQUETES, measure_page
from convive.acteurs.actions.fichier_importe import FichierRecu
from convive.acteurs.models import Organisation
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.models import Espace
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.offre.actions.imports import create_import
from convive.offre.models import ActiviteAnnuelle, Cof, ServiceEquipement, SoutienCollectivite
from convive.offre.selectors.catalogue import get_types_usuels

SERVICES, COFS = 500, 60
ANNEES = range(2020, 2027)


def create_services(espace: Espace) -> list[ServiceEquipement]:
    """Services of every type, in every commune; one in three is supported this year, each has seven years of
    activity."""
    thematiques, types = list(espace.thematiques.all()), list(get_types_usuels())
    perimetre = get_perimetre_espace(espace)
    assert perimetre is not None
    codes = [commune.code for commune in perimetre.communes]
    organisations = list(Organisation.objects.filter(espace=espace))
    services = ServiceEquipement.objects.bulk_create(
        ServiceEquipement(
            espace=espace,
            nom=f"{('Accueil', 'Relais', 'Centre')[rang % 3]} des Essais {rang:03}",
            type_cle=types[rang % len(types)],
            gestionnaire=organisations[rang % len(organisations)],
            code_commune=codes[rang % len(codes)],
            communes=[codes[rang % len(codes)]] if rang % 2 else [],
            places=rang % 60,
            agrement_fin=date(2026, 12, 1) if rang % 9 == 0 else date(2030, 1, 1),
            date_verification=date(2026, 9, 1) if rang % 2 else date(2024, 9, 1),
            horaires="Du lundi au vendredi, de 7 h 30 à 18 h 30.",
        )
        for rang in range(SERVICES)
    )
    lien = ServiceEquipement.thematiques.through
    lien._default_manager.bulk_create(
        lien(serviceequipement=row, thematique=thematiques[rang % len(thematiques)])
        for rang, row in enumerate(services)
    )
    ActiviteAnnuelle.objects.bulk_create(
        ActiviteAnnuelle(service=row, annee=annee, heures_realisees=12_000, enfants=40)
        for row in services
        for annee in ANNEES
    )
    SoutienCollectivite.objects.bulk_create(
        SoutienCollectivite(service=row, organisation=organisations[0], annee=annee, montant_euros=10_000)
        for row in services[::3]
        for annee in ANNEES
    )
    for rang in range(COFS):
        cof = Cof.objects.create(
            espace=espace, numero=f"N{rang}", type_ps="psu", date_debut=date(2024, 1, 1), date_fin=date(2027, 12, 31)
        )
        cof.services.set(services[rang * 8 : rang * 8 + 8])
    return services


def list_adresses(espace: Espace, compte: Compte) -> Iterator[tuple[str, str]]:
    """(Name to print, URL) of every page of services, except those that only confirm an action."""
    services = create_services(espace)
    lignes = "".join(f"Accueil des Essais {rang:03};rpe;{rang % 50}\n" for rang in range(500))
    recu = FichierRecu("essai.csv", "csv", f"Service;Type;Places\n{lignes}".encode())
    fichier = create_import(by=compte, espace=espace, fichier=recu)
    cles: dict[str, list[Any]] = {
        "service_detail": [services[0].pk],
        "service_update": [services[0].pk],
        "annee_update": [services[0].pk, 2025],
        "cof_update": [Cof.objects.filter(espace=espace, numero="N0").values_list("pk", flat=True)[0]],
        "import_detail": [fichier.pk],
    }
    pages = ("service_list", "service_create", "annexe_detail", "besoin_list", "carte_detail", "cof_list", "cof_create")
    pages += ("competence_sppe_list", "competence_sppe_update", "import_list", "lieu_list", "type_service_list")
    for page in (*pages, *cles):
        yield page, reverse(f"offre:{page}", args=[espace.pk, *cles.get(page, [])])
    liste = reverse("offre:service_list", args=[espace.pk])
    for requete in ("q=accueil&type=rpe", "etat=alerte", "page=10"):
        yield f"service_list ?{requete.partition('&')[0]}", f"{liste}?{requete}"


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
        print(f"{connection.vendor}, {SERVICES} services ; {MAX_MS} ms au plus")
        for nom, url in adresses:
            clock, processor, requetes = measure_page(client, url)
            star = "*" if processor > MAX_MS or requetes > MAX_REQUETES else " "
            print(f" {star} {nom:36} {clock:6.1f} ms  processeur {processor:6.1f} ms  {requetes:3} requêtes")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
