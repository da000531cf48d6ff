"""Who visited an espace is not told to the team."""

import pytest

from convive.journal.models import Geste, Journal
from tests.espaces.views.test_espace_journal import write

pytestmark = pytest.mark.django_db


def test_a_visit_is_read_by_the_person_herself_and_who_administers_the_installation(
    connecte, espace, chargee, directeur, elue
):
    url = f"/espaces/{espace.pk}/journal/"
    visite = write(espace, espace, espace.nom, geste=Geste.CONSULTER, auteur=directeur, auteur_nom="Directeur")
    write(espace, espace, espace.nom, geste=Geste.CONSULTER, auteur=elue, auteur_nom="Elue")
    write(
        espace, espace, espace.nom, geste=Geste.CONSULTER, auteur_nom="Une personne sans compte", au_nom_de="Ana Vidal"
    )
    page = connecte(chargee).get(url).text
    assert "Directeur a consulté" not in page
    assert "Elue a consulté" not in page
    # What a link says was read was asked by whoever sent it.
    assert "au nom de Ana Vidal, a consulté" in page
    assert connecte(chargee).get(url, {"ligne": visite.pk}).status_code == 404
    sienne = connecte(directeur).get(url).text
    assert "Directeur a consulté" in sienne
    assert "Elue a consulté" not in sienne
    chargee.is_staff = True
    assert set(Journal.objects.for_espace(espace.pk).visible_to(chargee).filter(geste=Geste.CONSULTER)) == set(
        Journal.objects.filter(geste=Geste.CONSULTER, espace_uuid=espace.pk)
    )
