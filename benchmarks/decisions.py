"""Server time and queries of the register of décisions, with 5,000 of them, and of its exports:

    CONVIVE_DEMO=1 ./run convive prepare && CONVIVE_DEMO=1 .venv/bin/python -m benchmarks.decisions

It works in the database of the settings, in the espace of the demonstration, in a transaction that is rolled back at
the end: ten years of décisions, by four instances, about fiches-action. Prints for each page the median of its runs, in
wall-clock and in processor time, and its queries; a star marks what exceeds 80 ms or 15 queries.
"""

import logging
import os
import sys
from collections.abc import Iterator
from datetime import date, timedelta

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "convive.config.settings")
django.setup()

from django.db import connection, transaction
from django.test import Client
from django.urls import reverse

from benchmarks.acteurs_pages import MAX_MS, MAX_REQUETES, measure_page
from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.espaces.models import Espace
from convive.gouvernance.models import CibleDecision, Decision, Instance, Seance
from convive.gouvernance.rules.decisions import StatutDecision, TypeDecision
from convive.plan_action.models import FicheAction

DECISIONS, ANNEES = 5_000, 10
MOTS = ("Ouvrir", "Financer", "Étudier", "Valider", "Réunir", "Écrire")


def create_decisions(espace: Espace) -> list[Decision]:
    """Décisions of every type and status; one in two in a closed séance, one in three about a fiche-action."""
    noms = ("Comité des essais", "Groupe des essais", "Bureau des essais", "Commission des essais")
    instances = [Instance.objects.create(espace=espace, nom=nom, type="copil") for nom in noms]
    seances = [
        Seance.objects.create(espace=espace, instance=instance, date=date(2025, 3, 1), statut="close")
        for instance in instances
    ]
    personnes = list(Personne.objects.filter(espace=espace)[:40])
    organisations = list(Organisation.objects.filter(espace=espace)[:40])
    types, statuts = list(TypeDecision), list(StatutDecision)
    decisions = Decision.objects.bulk_create(
        Decision(
            espace=espace,
            instance=instances[rang % 4] if rang % 5 else None,
            seance=seances[rang % 4] if rang % 5 and rang % 2 else None,
            annee=2017 + rang % ANNEES,
            numero=10_000 + rang,
            date=date(2017 + rang % ANNEES, 1 + rang % 12, 1 + rang % 28),
            libelle=f"{MOTS[rang % len(MOTS)]} le service numéro {rang} pour les familles du secteur {rang % 30}.",
            type=types[rang % len(types)].value,
            statut=statuts[rang % len(statuts)].value,
            motif="Le budget n’est pas voté." if rang % len(statuts) > 2 else "",
            responsable=personnes[rang % len(personnes)] if rang % 3 else None,
            organisation_responsable=organisations[rang % len(organisations)] if rang % 4 == 0 else None,
            echeance=date(2026, 1, 1) + timedelta(days=rang % 700),
        )
        for rang in range(DECISIONS)
    )
    fiches = list(FicheAction.objects.filter(espace=espace).values_list("pk", flat=True))
    CibleDecision.objects.bulk_create(
        CibleDecision(decision=row, objet_type="fiche_action", objet_uuid=fiches[rang % len(fiches)])
        for rang, row in enumerate(decisions[::3])
    )
    return decisions


def list_adresses(espace: Espace) -> Iterator[tuple[str, str]]:
    """(Name to print, URL) pairs."""
    decisions = create_decisions(espace)
    liste = reverse("gouvernance:decision_list", args=[espace.pk])
    theme = espace.thematiques.values_list("pk", flat=True)[0]
    instance = decisions[1].instance_id
    yield "registre", liste
    for requete in (
        *("statut=en_retard", "statut=ouvertes&page=20", "q=secteur+12", "q=financer&annee=2024&statut=a_faire"),
        *(f"thematique={theme}", f"instance={instance}&type=orientation", "commune=99001", "page=100"),
        f"responsable=personne:{decisions[1].responsable_id}",
    ):
        yield f"registre ?{requete[:40]}", f"{liste}?{requete}"
    yield "une décision", reverse("gouvernance:decision_detail", args=[espace.pk, decisions[0].pk])
    yield "les engagements", reverse("gouvernance:engagement_list", args=[espace.pk])
    yield "le réseau", reverse("gouvernance:reseau_detail", args=[espace.pk])


def main() -> None:
    logging.disable(logging.ERROR)
    espace = get_espace_demo()
    if espace is None:
        sys.exit("L’espace de démonstration n’existe pas : CONVIVE_DEMO=1 ./run convive prepare.")
    personas = {persona.cle: persona.uuid for persona in read_scene().personas}
    with transaction.atomic():
        adresses = list(list_adresses(espace))
        with connection.cursor() as cursor:
            # Without it, PostgreSQL's statistics ignore the new rows.
            cursor.execute("ANALYZE")
        print(f"{connection.vendor}, {DECISIONS} décisions ; {MAX_MS} ms au plus")
        for cle in ("chargee", "elue"):
            client = Client()
            compte = Compte.objects.get(pk=personas[cle])
            client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
            print(cle)
            for nom, url in adresses:
                clock, processor, requetes = measure_page(client, url)
                star = "*" if processor > MAX_MS or requetes > MAX_REQUETES else " "
                print(f" {star} {nom:50} {clock:6.1f} ms  processeur {processor:6.1f} ms  {requetes:3} requêtes")
        transaction.set_rollback(True)


if __name__ == "__main__":
    main()
