import pytest

from convive.espaces.actions.espace import create_espace
from convive.espaces.models import Espace, Role, TypeEspace
from convive.socle.panneaux import panneaux
from tests.espaces.factories import create_membre
from tests.territoires.factories import CIVRAISIEN

pytestmark = pytest.mark.django_db


def test_espace_detail_names_the_espace_and_leads_to_its_settings(connecte, espace, chargee):
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    assert "<h1>Ma semaine</h1>" in page
    assert "<b>CC du Civraisien en Poitou</b>" in page
    assert f'href="/espaces/{espace.pk}/reglages/"' in page
    assert page.count("cv-btn--primary") == 1, "the next of its first steps"


def test_espace_detail_hides_what_the_role_may_not_open(connecte, espace, lectrice):
    page = connecte(lectrice).get(f"/espaces/{espace.pk}/").content.decode()
    assert "membres/" not in page
    assert "journal/" not in page
    assert "Lecteur·rice." in page


def test_espace_detail_says_that_a_territory_is_invented(connecte, chargee):
    espace = create_espace(by=chargee, codes=["99001"], nom="Espace d’exercice")
    assert "Territoire d’exercice." in connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()


@pytest.mark.parametrize("type_espace", TypeEspace.values)
def test_espace_detail_without_communes_says_what_to_do_where_some_are_expected(connecte, chargee, type_espace):
    espace = Espace.objects.create(nom="Sans commune", type=type_espace)
    create_membre(espace, chargee, Role.CHARGE_COOPERATION)
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    attendues = type_espace not in ("cabinet", "organisme_formation")
    assert ("n’a pas encore de communes" in page) is attendues
    # The header calls each one by its kind.
    genres = {"organisme_formation": " · Organisme de formation", "entrainement": " · Espace d’entraînement"}
    assert f"<small>Ma semaine{genres.get(type_espace, '')}</small>" in page
    assert (f'href="/espaces/{espace.pk}/perimetre/"' in page) is attendues
    assert connecte(chargee).get(f"/espaces/{espace.pk}/perimetre/").status_code == (200 if attendues else 403)


def test_espace_detail_shows_the_panels_of_other_packages(connecte, espace, chargee):
    # Others are those of other types of espace, or wait for a CTG, a séance.
    attendus = {"espaces_taches", "echanges_mouvements", "diagnostic_suivis", "convention_ctg"}
    autres = [panneau for panneau in panneaux.get_for_page("espaces:espace_detail") if panneau.cle in attendus]
    assert len(autres) == 4
    page = connecte(chargee).get(f"/espaces/{espace.pk}/").content.decode()
    for panneau in autres:
        assert panneau.titre in page
    assert f'href="/portrait/{CIVRAISIEN}/"' in page
