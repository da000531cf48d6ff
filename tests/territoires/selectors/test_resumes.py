import pytest

from convive.territoires.models import Territoire
from convive.territoires.selectors.resumes import get_resume_fictif, get_resumes, has_territoires
from tests.territoires.factories import CIVRAISIEN, FICTIF

pytestmark = pytest.mark.django_db


def test_get_resumes_keeps_the_order_and_leaves_out_what_is_gone(pays, django_assert_num_queries):
    Territoire.objects.filter(code="86024").update(is_actif=False)
    with django_assert_num_queries(1):
        resumes = get_resumes([FICTIF, "86024", CIVRAISIEN, "86999"])
    assert [(r.reference, r.fictif) for r in resumes] == [(FICTIF, True), (CIVRAISIEN, False)]
    assert (resumes[1].nom, resumes[1].population_municipale) == ("CC du Civraisien en Poitou", 7831)


def test_has_territoires():
    assert not has_territoires()


def test_has_territoires_once_loaded(pays):
    assert has_territoires()


def test_get_resume_fictif_names_the_territory_on_which_one_practises(pays, django_assert_num_queries):
    with django_assert_num_queries(1):
        resume = get_resume_fictif()
    assert resume is not None
    assert (resume.reference, resume.fictif) == (FICTIF, True)
    Territoire.objects.filter(code=FICTIF).update(is_actif=False)
    assert get_resume_fictif() is None
