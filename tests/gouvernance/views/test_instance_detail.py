"""A body: its seats, its séances, what waits, what is to be followed."""

import pytest
from django.urls import reverse

from tests.gouvernance.factories import create_siege, in_days
from tests.plan_action.factories import create_personne

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace, gouvernance) -> str:
    return reverse("gouvernance:instance_detail", args=[espace.pk, gouvernance.copil.pk])


def test_who_sits_who_replaces_whom_and_who_left(espace, gouvernance, url, chargee, connecte):
    titulaire = create_siege(gouvernance.copil, create_personne(espace, "Présidente"), qualite="présidente")
    create_siege(gouvernance.copil, "Un adjoint", siege="suppleant", supplee=titulaire)
    create_siege(gouvernance.copil, "Une ancienne maire", date_fin=in_days(-10))
    gouvernance.copil.quorum_part = 50
    gouvernance.copil.save()
    page = connecte(chargee).get(url).content.decode()
    assert page.index("Personne Présidente") < page.index("Un adjoint") < page.index("Une ancienne maire")
    assert "Quorum\xa0: 1 sur 1\xa0titulaire" in page
    assert "1\xa0ancien siège" in page
    assert "Parler des transports" in page
    assert "Ouvrir vingt places sur le plateau." in page


def test_a_signatory_without_a_seat_is_missing(espace, gouvernance, ctg, url, chargee, connecte):
    signataire = ctg.signataires.select_related("organisation").first()
    assert str(signataire.organisation) in connecte(chargee).get(url).content.decode()
    for row in ctg.signataires.select_related("organisation"):
        create_siege(gouvernance.copil, row.organisation)
    assert "Il manque peut-être" not in connecte(chargee).get(url).content.decode()


def test_a_reader_sees_neither_drafts_nor_what_waits(gouvernance, url, lectrice, connecte):
    page = connecte(lectrice).get(url).content.decode()
    assert "Parler des transports" not in page
    assert str(gouvernance.brouillon.pk) not in page
    assert str(gouvernance.convoquee.pk) in page
    assert "Préparer une séance" not in page
