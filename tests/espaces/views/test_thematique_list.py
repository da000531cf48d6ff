import pytest
from django.utils import timezone

from convive.espaces.actions.thematique import close_thematique
from convive.espaces.models import Espace, Thematique
from convive.journal.models import Journal
from tests.espaces.factories import create_compte, create_espace_civraisien

pytestmark = pytest.mark.django_db


@pytest.fixture
def url(espace) -> str:
    return f"/espaces/{espace.pk}/thematiques/"


def get_noms(espace: Espace) -> list[str]:
    return list(Thematique.objects.actives().filter(espace=espace).values_list("nom", flat=True))


def get(espace: Espace, nom: str) -> Thematique:
    return Thematique.objects.get(espace=espace, nom=nom)


def test_thematique_list_shows_the_usual_ones_and_the_forms_to_those_who_change(connecte, url, chargee, elue):
    page = connecte(elue).get(url).content.decode()
    assert "Petite enfance" in page
    assert "Renommer" not in page
    page = connecte(chargee).get(url).content.decode()
    assert "10\xa0thématiques" in page
    assert page.count("Monter<") == page.count("Descendre<") == 9
    assert page.count("Supprimer<") == 10


def test_thematique_list_adds(connecte, espace, url, chargee):
    response = connecte(chargee).post(url, {"geste": "ajouter", "nom": "  Seniors   et familles "}, follow=True)
    assert get_noms(espace)[-1] == "Seniors et familles"
    assert response.status_code == 200
    assert Journal.objects.filter(objet_type="thematique", geste="creer").count() == 1


@pytest.mark.parametrize(
    ("nom", "message"),
    [
        ("", "obligatoire"),
        ("petite  ENFANCE", "La thématique « Petite enfance » existe déjà."),
        ("jeunesse", "est archivée"),
        ("x" * 81, "80"),
        ("\x00", "caractère nul"),
    ],
)
def test_thematique_list_says_why_a_name_is_refused_and_keeps_it(connecte, espace, url, chargee, nom, message):
    close_thematique(by=chargee, thematique=get(espace, "Jeunesse"))
    before = get_noms(espace)
    for data in ({"geste": "ajouter"}, {"geste": "renommer", "objet": get(espace, "Handicap").pk}):
        response = connecte(chargee).post(url, {**data, "nom": nom})
        assert response.status_code == 200
        assert message in response.content.decode().replace("\xa0", " ")
        assert get_noms(espace) == before
    if nom.strip("\x00"):
        assert f'value="{nom}"' in response.content.decode()


def test_thematique_list_renames_and_accepts_another_case(connecte, espace, url, chargee):
    handicap = get(espace, "Handicap")
    for nom in ("HANDICAP", "Handicap et inclusion", "Handicap et inclusion"):
        connecte(chargee).post(url, {"geste": "renommer", "objet": handicap.pk, "nom": nom})
        handicap.refresh_from_db()
        assert handicap.nom == nom
    lines = Journal.objects.filter(objet_type="thematique").values_list("detail__avant", flat=True)
    assert sorted(lines) == ["HANDICAP", "Handicap"]


def test_thematique_list_moves_with_buttons(connecte, espace, url, chargee):
    first, second, *_, last = get_noms(espace)
    response = connecte(chargee).post(url, {"geste": "monter", "objet": get(espace, second).pk})
    assert response.headers["Location"].endswith(f"#thematique-{get(espace, second).pk}")
    assert get_noms(espace)[:2] == [second, first]
    connecte(chargee).post(url, {"geste": "descendre", "objet": get(espace, second).pk})
    assert get_noms(espace)[:2] == [first, second]
    # At an end, nothing to do and nothing in the journal.
    count = Journal.objects.count()
    connecte(chargee).post(url, {"geste": "monter", "objet": get(espace, first).pk})
    connecte(chargee).post(url, {"geste": "descendre", "objet": get(espace, last).pk})
    assert Journal.objects.count() == count
    assert list(espace.thematiques.values_list("ordre", flat=True)) == list(range(1, 11))


def test_thematique_list_archives_what_is_used_and_deletes_what_is_not(connecte, espace, url, chargee, elue):
    place, used = espace.membres.get(compte=elue), get(espace, "Jeunesse")
    place.thematiques.add(used)
    page = connecte(chargee).get(url).content.decode()
    assert page.count("Archiver<") == 1
    page = connecte(chargee).post(url, {"geste": "supprimer", "objet": used.pk}).content.decode()
    assert "sert déjà : archivez-la" in page.replace("\xa0", " ")
    connecte(chargee).post(url, {"geste": "archiver", "objet": used.pk})
    connecte(chargee).post(url, {"geste": "supprimer", "objet": get(espace, "Enfance").pk})
    assert "Jeunesse" not in get_noms(espace)
    assert not Thematique.objects.filter(nom="Enfance").exists()
    used.refresh_from_db()
    assert used.date_archivage == timezone.localdate()
    assert list(place.thematiques.all()) == [used]
    page = connecte(chargee).get(url).content.decode()
    assert "Thématiques archivées" in page
    connecte(chargee).post(url, {"geste": "retablir", "objet": used.pk})
    assert get_noms(espace)[-1] == "Jeunesse"


def test_thematique_list_offers_the_usual_ones_to_an_espace_that_has_none(connecte, espace, url, chargee, elue):
    espace.thematiques.all().delete()
    assert "Partir des thématiques usuelles" not in connecte(elue).get(url).content.decode()
    assert "Partir des thématiques usuelles" in connecte(chargee).get(url).content.decode()
    for _ in range(2):
        connecte(chargee).post(url, {"geste": "usuelles"})
        assert len(get_noms(espace)) == 10
    assert Journal.objects.filter(espace_uuid=espace.pk, geste="importer").count() == 1


def test_thematique_list_knows_only_the_thematiques_of_this_espace(connecte, espace, url, chargee):
    other = create_espace_civraisien(create_compte("voisine"), nom="Voisin")
    foreign = get(other, "Jeunesse")
    for geste in ("renommer", "monter", "descendre", "archiver", "retablir", "supprimer"):
        response = connecte(chargee).post(url, {"geste": geste, "objet": foreign.pk, "nom": "Prise"})
        assert response.status_code == 404
    assert connecte(chargee).post(url, {"geste": "autre", "objet": get(espace, "Enfance").pk}).status_code == 404
    assert len(get_noms(other)) == 10
    assert get(other, "Jeunesse").ordre == foreign.ordre


def test_thematique_list_says_that_it_was_deleted_meanwhile(connecte, espace, url, chargee, monkeypatch):
    from convive.espaces.views import thematique as view

    gone = get(espace, "Enfance")
    monkeypatch.setattr(view, "get_thematique_in_espace", lambda *_: gone)
    Thematique.objects.filter(pk=gone.pk).delete()
    page = connecte(chargee).post(url, {"geste": "archiver", "objet": gone.pk}).content.decode()
    assert "vient d’être supprimée" in page


def test_thematique_list_stops_at_fifty(connecte, espace, url, chargee):
    Thematique.objects.bulk_create(Thematique(espace=espace, nom=f"T{i}", ordre=20 + i) for i in range(40))
    assert "50 thématiques au plus" in connecte(chargee).post(url, {"geste": "ajouter", "nom": "De trop"}).text


def test_thematique_list_asks_as_much_with_two_as_with_fifty(
    connecte, espace, url, chargee, django_assert_max_num_queries
):
    Thematique.objects.bulk_create(Thematique(espace=espace, nom=f"T{i}", ordre=20 + i) for i in range(40))
    client = connecte(chargee)
    with django_assert_max_num_queries(9):
        client.get(url)
