import pytest

from convive.territoires.models import Territoire
from convive.territoires.selectors import get_communes_from_codes, get_communes_from_texte
from tests.territoires.factories import CIVRAISIEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pays")]

COMMUNES_CIVRAISIEN = ["86024", "86078", "86082"]


@pytest.mark.parametrize(
    ("texte", "codes"),
    [
        ("86194", ["86194"]),
        ("86194\n86194 Poitiers\nPoitiers", ["86194"]),
        ("Saint-Denis (93)\nCivray 16", ["16140", "93066"]),
        (CIVRAISIEN, COMMUNES_CIVRAISIEN),
        ("CC du Civraisien en Poitou", COMMUNES_CIVRAISIEN),
        ("Plaine Commune", ["93066"]),
        ("218600781", ["86078"]),
        ("Couhé", ["86082"]),
        ("75115\nSaint-Denis (93)", ["75115", "93066"]),
        ("paris 15e arrondissement", ["75115"]),
        ("1001", ["01001"]),
        ("code;nom\n86078;Civray;2607\n16140;Civray;50", ["16140", "86078"]),
        ("86043", ["86082"]),
        ("86900", ["86024", "86221"]),
        ("", []),
    ],
)
def test_get_communes_from_texte(texte: str, codes: list[str]):
    resolution = get_communes_from_texte(texte)
    assert resolution.refus == ()
    assert [commune.code for commune in resolution.communes] == codes


@pytest.mark.parametrize(
    ("texte", "avertissement"),
    [
        ("86067", "Ceaux-en-Couhé (86067) n’est plus une commune : c’est aujourd’hui Valence-en-Poitou (86082)."),
        ("86043", "Le code 86043 n’est plus une commune : c’est aujourd’hui Valence-en-Poitou (86082)."),
        (
            "86900",
            "Le code 86900 n’est plus une commune : c’est aujourd’hui Blanzay (86024) et Saint-Denis (86221).",
        ),
        (
            "86024",
            "La commune de Blanzay a été scindée : Saint-Denis (86221) n’en fait plus partie "
            "depuis le 1er\xa0janvier\xa02025.",
        ),
        ("Couhé", "Couhé fait aujourd’hui partie de Valence-en-Poitou."),
        ("1001\n1001", "Le zéro de tête manquait à 2\xa0codes : il a été remis."),
        ("75056\n75115", "Paris 15e Arrondissement est déjà compté dans Paris."),
    ],
)
def test_get_communes_from_texte_says_what_it_changed(texte: str, avertissement: str):
    assert get_communes_from_texte(texte).avertissements == (avertissement,)


@pytest.mark.parametrize(
    ("texte", "mot", "references"),
    [
        ("86999", "86999 n’est celui d’aucune commune", []),
        ("86000", "86000 est un code postal", ["86194"]),
        ("86400", "86400 est un code postal", ["86078", "86024"]),
        ("Poitier", "ne s’appelle « Poitier »", ["86194", "200069854"]),
        ("Civray", "2 territoires s’appellent « Civray »", ["86078", "16140"]),
        ("Civray (75)", "ne s’appelle « Civray »", ["86078", "16140"]),
        ("86194 Confolens", "86194 est le code Insee de Poitiers, mais la ligne nomme Confolens", ["16106", "86194"]),
        ("999999999", "999999999 n’est celui", []),
        ("86999 Poitier", "86999 n’est celui", ["86194", "200069854"]),
    ],
)
def test_get_communes_from_texte_refuses_a_line(texte: str, mot: str, references: list[str]):
    (refus,) = get_communes_from_texte(f"86078\n{texte}").refus
    assert (refus.numero, refus.texte) == (2, texte)
    assert mot in refus.message
    assert [suggestion.reference for suggestion in refus.suggestions] == references


def test_get_communes_from_texte_accepts_a_name_that_nobody_else_bears():
    assert get_communes_from_texte("86194 Ville de Poitiers").refus == ()
    assert get_communes_from_texte("86082 Couhé").refus == ()


def test_get_communes_from_texte_refuses_an_endless_list():
    (refus,) = get_communes_from_texte("\n".join(["86194"] * 2501)).refus
    assert "2500 lignes au plus" in refus.message


def test_get_communes_from_texte_looks_for_few_suggestions():
    refus = get_communes_from_texte("\n".join(["Poitier"] * 12)).refus
    assert [bool(ligne.suggestions) for ligne in refus] == [True] * 10 + [False] * 2


def test_get_communes_from_codes_gives_what_places_a_commune():
    (commune,) = get_communes_from_codes([" 75115 "]).communes
    assert (commune.nom, commune.departement, commune.departement_nom) == ("Paris 15e Arrondissement", "75", "Paris")
    assert (commune.region, commune.region_nom) == ("11", "Île-de-France")
    assert (commune.epci, commune.ept, commune.type) == ("200054781", None, "arrondissement_municipal")


def test_get_communes_needs_the_same_queries_for_one_and_many(django_assert_num_queries):
    texte = "86194\n86067\nCouhé\n86900\nCivray (16)\n200070035\n75015\n86043"
    with django_assert_num_queries(4):
        get_communes_from_texte(texte)
    with django_assert_num_queries(4):
        get_communes_from_texte("\n".join([texte, "86078\n93066\n16106\n01001\n75115\n93200\nPlaine Commune"] * 20))


def test_get_communes_from_texte_refuses_a_part_that_two_communes_have():
    for parent in ("86078", "86194"):
        Territoire.objects.create(
            cle=f"commune_deleguee:{parent}9",
            type="commune_deleguee",
            code=f"{parent}9",
            nom="Le Bourg",
            nom_recherche="bourg",
            parent_id=f"commune:{parent}",
            millesime=2026,
        )
    (refus,) = get_communes_from_texte("Le Bourg").refus
    assert "2 territoires s’appellent" in refus.message
    assert [suggestion.reference for suggestion in refus.suggestions] == ["86194", "86078"]
