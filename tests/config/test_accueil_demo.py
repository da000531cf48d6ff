"""The home of the demonstration, which every package fills: what it keeps, it gives as if it were read again."""

import re
import uuid
from datetime import timedelta
from decimal import Decimal

import pytest
from django.core.cache import cache
from django.db import connection
from django.template.loader import get_template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from convive.acteurs.actions.organisation import create_organisation
from convive.comptes.models import Compte
from convive.config.demo.selectors import get_espace_demo, read_scene
from convive.convention.actions.jalon import delete_jalon
from convive.convention.actions.plan import close_plan
from convive.convention.models import Jalon, PlanExterne
from convive.diagnostic.actions.indicateur import record_mesure
from convive.diagnostic.models import IndicateurEspace
from convive.echanges.actions.discussion import create_discussion
from convive.espaces.actions.confirmation import validate_place
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.actions.lien_magique import close_lien
from convive.espaces.actions.membre import update_membre
from convive.espaces.actions.note import SaisieNote, create_note
from convive.espaces.models import LienMagique, Membre, Note, ReponsePlace
from convive.offre.actions.equipement import validate_service
from convive.offre.models import ServiceEquipement
from convive.socle.objets import objets
from convive.socle.panneaux import panneaux

ALEATOIRE = re.compile(r'csrfmiddlewaretoken" value="[^"]+"|nonce="[^"]+"')
MAX_REQUETES = 15


class Visiteurs:
    """Clients of the people of the demonstration, and their places in its espace."""

    def __init__(self) -> None:
        self.espace = get_espace_demo()
        self.url = f"/espaces/{self.espace.pk}/"
        self.comptes = {persona.cle: Compte.objects.get(pk=persona.uuid) for persona in read_scene().personas}
        self.clients = {}
        for cle, compte in self.comptes.items():
            self.clients[cle] = Client()
            self.clients[cle].force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")

    def get(self, cle: str) -> str:
        return ALEATOIRE.sub("", self.clients[cle].get(self.url).text)

    def get_place(self, cle: str) -> Membre:
        return Membre.objects.get(espace=self.espace, compte=self.comptes[cle])


@pytest.fixture
def visiteurs(demo) -> Visiteurs:
    return Visiteurs()


def _discuter(v: Visiteurs) -> None:
    note = Note.objects.filter(espace=v.espace).first()
    create_discussion(
        by=v.comptes["directeur"],
        espace=v.espace,
        reference=objets.get_reference(note),
        libelle=str(note),
        texte="Qu’en pensez-vous ?",
        is_interne=True,
        cle=uuid.uuid4(),
        mentions=[v.get_place("chargee")],
    )


def _finir_un_mandat(v: Visiteurs) -> None:
    place, fin = v.get_place("elue"), timezone.localdate() + timedelta(days=20)
    update_membre(by=v.comptes["directeur"], membre=place, role=place.role, dernier_jour=fin)


def _doubler_une_organisation(v: Visiteurs) -> None:
    premiere = v.espace.organisations.order_by("nom").first()
    saisie = Saisie(valeurs={"nom": premiere.nom, "type": premiere.type})
    create_organisation(by=v.comptes["directeur"], espace=v.espace, saisie=saisie)


def _verifier_un_service(v: Visiteurs) -> None:
    service = ServiceEquipement.objects.filter(espace=v.espace).earliest("date_verification")
    validate_service(by=v.comptes["directeur"], service=service)


def _archiver_les_plans(v: Visiteurs) -> None:
    for plan in PlanExterne.objects.filter(espace=v.espace):
        close_plan(by=v.comptes["directeur"], plan=plan)


def _retirer_des_jalons(v: Visiteurs) -> None:
    for jalon in Jalon.objects.filter(ctg__espace=v.espace):
        delete_jalon(by=v.comptes["directeur"], jalon=jalon)


def _regler_un_lien(v: Visiteurs) -> None:
    lien = LienMagique.objects.get(espace=v.espace, date_demande__isnull=False)
    close_lien(by=v.get_place("chargee"), lien=lien)


def _repondre_de_sa_place(v: Visiteurs) -> None:
    validate_place(by=v.comptes["elue"], membre=v.get_place("elue"), reponse=ReponsePlace.CHANGE)


def _ecrire_une_note(v: Visiteurs) -> None:
    create_note(by=v.comptes["directeur"], espace=v.espace, saisie=SaisieNote("Relevé", "Vu ce matin."))


def _passer_un_seuil(v: Visiteurs) -> None:
    indicateur = IndicateurEspace.objects.filter(espace=v.espace, seuil__isnull=False).first()
    saisie, annee = Saisie({"valeur": Decimal(0)}, 0), timezone.localdate().year
    record_mesure(by=v.comptes["directeur"], indicateur=indicateur, annee=annee, saisie=saisie)


# Whose home shows it, and what somebody else does.
CHANGEMENTS = [
    ("chargee", _ecrire_une_note),
    ("chargee", _discuter),
    ("directeur", _regler_un_lien),
    ("chargee", _finir_un_mandat),
    ("chargee", _repondre_de_sa_place),
    ("chargee", _doubler_une_organisation),
    ("chargee", _verifier_un_service),
    ("chargee", _retirer_des_jalons),
    ("chargee", _archiver_les_plans),
    ("chargee", _passer_un_seuil),
]


def check_gestes(visiteurs: Visiteurs) -> None:
    """What another member changes is seen at once."""
    for cle, change in CHANGEMENTS:
        before = visiteurs.get(cle)
        change(visiteurs)
        after = visiteurs.get(cle)
        cache.clear()
        assert after == visiteurs.get(cle), change.__name__
        assert after != before, change.__name__


def check_places(visiteurs: Visiteurs) -> None:
    """Eight people after one another: what is kept for one is never given to another, limited or not."""
    pages = {}
    for cle in visiteurs.clients:
        cache.clear()
        pages[cle] = visiteurs.get(cle)
    cache.clear()
    for _ in range(2):
        assert {cle: visiteurs.get(cle) for cle in visiteurs.clients} == pages
    for cle, client in visiteurs.clients.items():
        with CaptureQueriesContext(connection) as queries:
            client.get(visiteurs.url)
        assert len(queries) <= MAX_REQUETES, (cle, [query["sql"] for query in queries])


def test_kept_home_is_that_of_each_place_and_follows_each_gesture(visiteurs):
    # One demonstration for both: making it is what takes time.
    check_places(visiteurs)
    check_gestes(visiteurs)


def test_kept_panels_hold_neither_form_nor_nonce():
    gardes = [panneau for panneau in panneaux.get_for_page("espaces:espace_detail") if not panneau.is_vivant]
    assert len(gardes) >= 3
    for panneau in gardes:
        source = get_template(panneau.template).template.source
        assert not re.search(r"<form|csrf|nonce|messages", source), panneau.template
