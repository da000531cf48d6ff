from datetime import date

import pytest
from django.utils import timezone

from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre, Territoire
from convive.territoires.rules import PerimetreInconnu, PerimetreRefuse
from convive.territoires.selectors import get_codes_by_epci, get_perimetre, get_perimetre_from_codes
from tests.territoires.factories import CIVRAISIEN, FICTIF, PARIS_METROPOLE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pays")]


@pytest.mark.parametrize(
    ("reference", "canonique", "type_perimetre", "nom", "communes"),
    [
        (CIVRAISIEN, CIVRAISIEN, "epci", "CC du Civraisien en Poitou", 3),
        (PARIS_METROPOLE, PARIS_METROPOLE, "epci", "Métropole du Grand Paris", 2),
        ("200057867", "200057867", "ept", "Plaine Commune", 1),
        ("86194", "86194", "commune", "Poitiers", 1),
        (" 86067 ", "86082", "commune", "Valence-en-Poitou", 1),
        ("86043", "86082", "commune", "Valence-en-Poitou", 1),
        ("75115", "75115", "arrondissement_municipal", "Paris 15e Arrondissement", 1),
        ("75056", "75056", "commune", "Paris", 1),
        ("218600781", "86078", "commune", "Civray", 1),
        (FICTIF, FICTIF, "epci", "CC fictive des Trois Rivières", 1),
    ],
)
def test_get_perimetre(reference, canonique, type_perimetre, nom, communes):
    perimetre = get_perimetre(reference)
    assert (perimetre.reference, perimetre.code, perimetre.type) == (canonique, canonique, type_perimetre)
    assert (perimetre.nom, len(perimetre.communes)) == (nom, communes)
    assert perimetre.date_validite == date(2026, 1, 1)
    assert perimetre.fictif is (reference == FICTIF)


def test_get_perimetre_of_a_saved_one():
    creation = create_perimetre(codes=["86194", "16106"], nom="Bassin", date_validite=date(2025, 9, 1))
    perimetre = get_perimetre(creation.reference)
    assert (perimetre.reference, perimetre.type, perimetre.nom) == (creation.reference, "perimetre", "Bassin")
    assert (perimetre.code, perimetre.date_validite) == (creation.reference[2:], date(2025, 9, 1))
    assert [commune.code for commune in perimetre.communes] == ["16106", "86194"]


def test_get_perimetre_of_a_saved_one_whose_commune_left_no_successor():
    creation = create_perimetre(codes=["86194", "16106"], nom="Bassin", date_validite=date(2025, 9, 1))
    Territoire.objects.filter(code="16106").update(is_actif=False)
    perimetre = get_perimetre(creation.reference)
    assert [commune.code for commune in perimetre.communes] == ["86194"]
    assert "Confolens n’est plus une commune" in perimetre.avertissements[0]


@pytest.mark.parametrize(
    ("reference", "mot", "references"),
    [
        ("86999", "86999", []),
        ("86000", "code postal", ["86194"]),
        ("999999999", "999999999", []),
        ("p-inconnu", "n’existe pas", []),
        ("p-aaaaaaaaaaaaaaaa", "n’existe pas", []),
        ("p-\0", "n’existe pas", []),
        ("20007003\0", "Aucun territoire", []),
        ("poitier", "Aucun territoire ne correspond à « poitier »", ["86194", "200069854"]),
        ("86900", "86900", ["86024", "86221"]),
        ("", "Aucun territoire", []),
    ],
)
def test_get_perimetre_unknown(reference, mot, references):
    with pytest.raises(PerimetreInconnu, match=mot) as error:
        get_perimetre(reference)
    assert error.value.reference == reference
    assert [suggestion.reference for suggestion in error.value.suggestions] == references


def test_get_perimetre_of_a_grouping_without_commune():
    Territoire.objects.filter(code="93066").update(ept=None)
    with pytest.raises(PerimetreInconnu):
        get_perimetre("200057867")


@pytest.mark.parametrize(
    ("reference", "queries"), [(CIVRAISIEN, 2), (PARIS_METROPOLE, 2), ("86194", 3), ("86067", 3), ("75115", 3)]
)
def test_get_perimetre_needs_a_constant_number_of_queries(reference, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        get_perimetre(reference)


@pytest.mark.parametrize(
    ("codes", "queries"), [(["86194"], 2), (["86194", "86078", "86082", "16106", "75115", "93066", "86085"], 3)]
)
def test_get_perimetre_of_a_saved_one_needs_one_more_for_those_that_have_a_parent(
    codes, queries, django_assert_num_queries
):
    creation = create_perimetre(codes=codes, nom="Bassin", date_validite=date(2025, 9, 1))
    with django_assert_num_queries(queries):
        get_perimetre(creation.reference)


def test_get_perimetre_from_codes_saves_nothing():
    perimetre = get_perimetre_from_codes(["86194", "86067", " "])
    assert (perimetre.type, perimetre.nom) == ("perimetre", "Périmètre de 2\xa0communes")
    assert perimetre.date_validite == timezone.localdate()
    assert perimetre.reference == f"p-{perimetre.code}"
    assert len(perimetre.avertissements) == 1
    assert not Perimetre.objects.exists()


def test_get_perimetre_from_codes_gives_the_key_that_a_saved_one_has():
    perimetre = get_perimetre_from_codes(["86194", "86078"], "Bassin", date(2026, 1, 1))
    creation = create_perimetre(codes=["86078", "86194"], nom="Bassin", date_validite=date(2026, 1, 1))
    assert perimetre.reference == creation.reference


def test_get_perimetre_from_codes_of_one_code_is_that_territory():
    perimetre = get_perimetre_from_codes([CIVRAISIEN], "Chez nous", date(2025, 1, 1))
    assert (perimetre.type, perimetre.nom, perimetre.date_validite) == ("epci", "Chez nous", date(2025, 1, 1))
    assert get_perimetre_from_codes(["86194"]).nom == "Poitiers"


def test_get_perimetre_from_codes_refuses():
    with pytest.raises(PerimetreInconnu, match="86999") as error:
        get_perimetre_from_codes(["86194", "86999"])
    assert error.value.reference == "86999"
    with pytest.raises(PerimetreRefuse, match="au moins une"):
        get_perimetre_from_codes([])
    with pytest.raises(PerimetreRefuse, match="fictives"):
        get_perimetre_from_codes(["86194", "99001"])


def test_get_codes_by_epci(django_assert_num_queries):
    with django_assert_num_queries(1):
        codes = get_codes_by_epci([CIVRAISIEN, PARIS_METROPOLE, "123456789"])
    assert codes == {
        CIVRAISIEN: ("86024", "86078", "86082"),
        PARIS_METROPOLE: ("75056", "93066"),
        "123456789": (),
    }
