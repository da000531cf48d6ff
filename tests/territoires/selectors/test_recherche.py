import pytest

from convive.territoires.selectors import search_territoires
from tests.territoires.factories import CIVRAISIEN, FICTIF, PARIS_METROPOLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pays")]


def search(q: str) -> list[tuple[str, str, str]]:
    return [(found.reference, found.type, found.precision) for found in search_territoires(q)]


@pytest.mark.parametrize(
    ("q", "references"),
    [
        ("civraisien", [CIVRAISIEN]),
        ("cc civraisien en poitou", [CIVRAISIEN]),
        ("Communauté de communes du CIVRAISIEN", [CIVRAISIEN]),
        ("poitou", [CIVRAISIEN, "86082"]),
        ("valence poitou", ["86082"]),
        ("l'île jourdain", ["86085"]),
        ("ile", ["86085"]),
        ("aris 15", ["75115"]),
        ("Paris 15", ["75115"]),
        ("Paris 15ème", ["75115"]),
        ("st denis", ["93066", "86221"]),
        ("st denis 86", ["86221"]),
        ("civray", ["86078", "16140"]),
        ("civray 16", ["16140"]),
        ("ci", [CIVRAISIEN, "86078", "16140"]),
        ("grand poitiers", ["200069854"]),
        ("plaine commune", ["200057867"]),
        ("fictive", [FICTIF]),
        ("vienne", []),
        ("zzzz", []),
        ("%", []),
        ("_____", []),
        ("", []),
        ("86078", ["86078"]),
        ("218600781", ["86078"]),
        ("200 070 035", [CIVRAISIEN]),
        ("86400", ["86078", "86024"]),
        ("864", ["86078", "86024"]),
        ("93210", ["93066"]),
        ("75015", ["75115"]),
        ("75115", ["75115"]),
        ("86900", ["86024", "86221"]),
        ("99001", ["99001"]),
        ("12345", []),
    ],
)
def test_search_territoires(q: str, references: list[str]):
    assert [reference for reference, _, _ in search(q)] == references


def test_search_territoires_ranks_exact_then_beginning_then_word_then_inhabitants():
    assert [found.nom for found in search_territoires("poitiers")] == ["Poitiers", "CU du Grand Poitiers"]
    assert [found.reference for found in search_territoires("paris")] == ["75056", "75115", PARIS_METROPOLE]


def test_search_territoires_puts_groupings_first_when_their_type_is_typed():
    assert [found[0] for found in search("métropole du grand p")] == ["200069854", PARIS_METROPOLE]
    assert [type_territoire for _, type_territoire, _ in search("cc poitou")] == ["epci", "commune"]


@pytest.mark.parametrize(
    ("q", "attendu"),
    [
        ("couhé", [("86082", "commune_deleguee", "commune déléguée de Valence-en-Poitou")] * 2),
        (
            "86067",
            [
                ("86082", "commune_deleguee", "commune déléguée de Valence-en-Poitou"),
                ("86082", "commune", "ancien code 86067"),
            ],
        ),
        ("86000", [("86194", "commune", "code postal 86000")]),
        ("86043", [("86082", "commune", "ancien code 86043")]),
        ("860", [("86194", "commune", "")]),
    ],
)
def test_search_territoires_says_why(q, attendu):
    assert [found for found in search(q) if q != "860" or found[0] == "86194"] == attendu


def test_search_territoires_hides_a_part_named_as_its_commune():
    assert [found.type for found in search_territoires("86194")] == ["commune"]


def test_search_territoires_gives_what_a_line_shows():
    (found,) = search_territoires("civraisien")
    assert (found.nom, found.type_libelle, found.departement, found.departement_nom) == (
        "CC du Civraisien en Poitou",
        "Intercommunalité",
        "86",
        "Vienne",
    )
    assert (found.population_municipale, found.nombre_communes, found.is_groupement, found.fictif) == (
        7831,
        3,
        True,
        False,
    )
    (fictif,) = search_territoires("Fictiville")
    assert (fictif.fictif, fictif.is_groupement) == (True, False)
    (sans,) = search_territoires("Abergement")
    assert (sans.departement, sans.departement_nom) == ("", "")


@pytest.mark.parametrize("q", ["saint", "86", "86194", "200070035", "st denis 93", "cc poitou", "ci"])
def test_search_territoires_needs_two_queries(q: str, django_assert_num_queries):
    with django_assert_num_queries(2):
        search_territoires(q)


def test_search_territoires_needs_no_query_for_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert search_territoires(" %_ ") == ()


def test_search_territoires_is_limited():
    assert len(search_territoires("86", limit=2)) == 2
    assert len(search_territoires("a" * 500, limit=10_000)) == 0
