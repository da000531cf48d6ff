"""The address of a compte: what proves it, what is found by it before and after."""

import pytest
from allauth.account.models import EmailAddress
from axes.models import AccessAttempt

from convive.comptes.actions.adresse import validate_adresse
from convive.comptes.actions.effacement import delete_personne
from convive.comptes.registre import donnees_personnelles
from convive.comptes.selectors.adresse import get_adresse_prouvee
from convive.journal.models import Journal
from tests.comptes.factories import CompteFactory

pytestmark = pytest.mark.django_db
ADRESSE = "camille@exemple.test"


@pytest.fixture
def inconnue():
    """She typed this address, nobody knows whether it is hers."""
    return CompteFactory(email=ADRESSE, nom_affiche="Camille Roux", email_verifie=False)


def test_a_secret_sent_there_proves_it_once(inconnue, django_assert_num_queries):
    # Another address that she wants instead proves nothing by the way.
    EmailAddress.objects.create(user=inconnue, email="autre@exemple.test")
    assert get_adresse_prouvee(inconnue) == ""
    for _ in range(2):
        with django_assert_num_queries(1):
            validate_adresse(inconnue)
    assert get_adresse_prouvee(inconnue) == ADRESSE
    assert list(inconnue.emailaddress_set.filter(verified=True).values_list("email", flat=True)) == [ADRESSE]


def test_an_address_that_another_compte_proved_stays_there(inconnue):
    EmailAddress.objects.create(user=CompteFactory(), email=ADRESSE, verified=True)
    validate_adresse(inconnue)
    assert get_adresse_prouvee(inconnue) == ""


def test_an_address_without_proof_shows_nobody_else_and_rewrites_nothing(inconnue):
    AccessAttempt.objects.create(username=ADRESSE.upper(), ip_address="192.0.2.7", failures_since_start=1)
    ligne = Journal.objects.create(
        auteur_nom="Une personne sans compte",
        au_nom_de=ADRESSE,
        geste="refuser",
        objet_type="x",
        objet_uuid=inconnue.pk,
        objet_libelle="Une invitation",
    )
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is AccessAttempt)
    assert list(declaration.get_lignes(inconnue)) == []
    delete_personne(compte=inconnue, motif="demande")
    assert Journal.objects.get(pk=ligne.pk).au_nom_de == ADRESSE
    # The trials of a login that is gone serve no more.
    assert not AccessAttempt.objects.exists()


def test_trials_are_shown_to_whom_the_address_belongs(inconnue):
    AccessAttempt.objects.create(username=ADRESSE.upper(), ip_address="192.0.2.7", failures_since_start=1)
    validate_adresse(inconnue)
    declaration = next(d for d in donnees_personnelles.get_all() if d.model is AccessAttempt)
    assert [declaration.export_ligne(row)["adresse réseau"] for row in declaration.get_lignes(inconnue)] == [
        "192.0.2.7"
    ]
