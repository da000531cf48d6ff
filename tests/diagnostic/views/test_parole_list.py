import pytest

from tests.diagnostic.factories import create_parole_essai
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_url(espace) -> str:
    return f"/espaces/{espace.pk}/paroles/"


def test_parole_list_teaches_when_empty(connecte, espace, chargee, lectrice):
    assert "Noter une première parole" in connecte(chargee).get(get_url(espace)).content.decode()
    assert "Noter une première parole" not in connecte(lectrice).get(get_url(espace)).content.decode()


def test_parole_list_hides_what_may_not_be_quoted_and_the_communes(connecte, espace, chargee, lectrice):
    create_parole_essai(espace, "Le car ne passe plus.", communes=("86078",))
    create_parole_essai(espace, "Je ne veux pas que cela se sache.", citable=False)
    page = connecte(chargee).get(get_url(espace)).content.decode()
    assert "pour l’équipe seulement" in page
    assert "Atelier" in page or "Entretien" in page
    assert "Civray" in page
    page = connecte(lectrice).get(get_url(espace)).content.decode()
    assert "Le car ne passe plus." in page
    assert "que cela se sache" not in page
    assert "Civray" not in page.split("<main", 1)[1]
    # Nor does an address that asks for a commune tell who lives there.
    assert "Le car ne passe plus." in connecte(lectrice).get(f"{get_url(espace)}?commune=86082").content.decode()


def test_parole_list_filters(connecte, espace, chargee):
    jeunesse = create_thematique(espace, "Jeunesse")
    create_parole_essai(espace, "Rien pour les jeunes le soir.", thematiques=(jeunesse,), communes=("86078",))
    create_parole_essai(espace, "La crèche est pleine.")
    client = connecte(chargee)
    for query in (f"thematique={jeunesse.pk}", "commune=86078", "q=soir+jeunes"):
        page = client.get(f"{get_url(espace)}?{query}").content.decode()
        assert "Rien pour les jeunes" in page
        assert "La crèche est pleine" not in page
    assert "Aucune parole ne répond" in client.get(f"{get_url(espace)}?public=senior&canal=courrier").content.decode()


def test_parole_list_asks_as_many_questions_with_20_rows(connecte, espace, chargee, count_queries_get):
    jeunesse, client = create_thematique(espace, "Jeunesse"), connecte(chargee)
    create_parole_essai(espace, thematiques=(jeunesse,))
    few = count_queries_get(client, get_url(espace))
    for rang in range(20):
        create_parole_essai(espace, f"Parole numéro {rang}.", thematiques=(jeunesse,))
    assert count_queries_get(client, get_url(espace)) == few
    assert few <= 15


def test_a_limited_place_reads_what_concerns_it(connecte, espace, chargee, coordinatrice):
    petite, jeunesse = create_thematique(espace, "Petite enfance"), create_thematique(espace, "Jeunesse")
    espace.membres.get(compte=coordinatrice).thematiques.add(petite)
    create_parole_essai(espace, "Le soir, rien.", thematiques=(jeunesse,))
    create_parole_essai(espace, "La crèche est pleine.", thematiques=(petite,))
    page = connecte(coordinatrice).get(get_url(espace)).content.decode()
    assert "La crèche est pleine." in page
    assert "Le soir, rien." not in page
