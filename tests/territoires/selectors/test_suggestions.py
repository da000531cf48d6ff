import pytest

from convive.territoires.selectors import suggest_territoires
from tests.territoires.factories import CIVRAISIEN

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pays")]


@pytest.mark.parametrize(
    ("q", "reference", "nom"),
    [
        ("civraisein", CIVRAISIEN, "CC du Civraisien en Poitou (Vienne)"),
        ("Poitier", "86194", "Poitiers (Vienne)"),
        ("Confollens", "16106", "Confolens (Charente)"),
        ("Ceaux en Couche", "86082", "Ceaux-en-Couhé (Vienne)"),
        ("Abergment", "01001", "Abergement"),
    ],
)
def test_suggest_territoires(q: str, reference: str, nom: str):
    first = suggest_territoires(q)[0]
    assert (first.reference, first.nom) == (reference, nom)


@pytest.mark.parametrize("q", ["", "%", "xyzxyzxyz"])
def test_suggest_territoires_of_nothing_close(q: str):
    assert suggest_territoires(q) == ()


def test_suggest_territoires_is_limited_and_never_repeats():
    found = suggest_territoires("saint deni", limit=1)
    assert len(found) == 1
    references = [suggestion.reference for suggestion in suggest_territoires("civrai")]
    assert len(references) == len(set(references))


def test_suggest_territoires_needs_one_query_once_warm(django_assert_num_queries):
    suggest_territoires("poitier")
    with django_assert_num_queries(1):
        suggest_territoires("civrai")
