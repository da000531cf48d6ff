"""A plan or scheme: what it says, archive it, bring it back."""

from datetime import timedelta

import pytest

from convive.acteurs.models import Organisation
from convive.convention.models import PlanExterne
from convive.journal.models import Journal
from tests.convention.factories import EPCI, TODAY, create_plan_essai

pytestmark = pytest.mark.django_db


def get_url(plan) -> str:
    return f"/espaces/{plan.espace_id}/plans-et-schemas/{plan.pk}/"


def test_plan_externe_detail_says_its_orientations_and_its_ctg(connecte, espace, ctg, chargee, elue):
    epci = Organisation.objects.get(nom=EPCI)
    plan = create_plan_essai(
        espace, chargee, orientations="1.1 Accueillir\n1.2 Informer", ctgs=(ctg,), pilote=epci,
        lien="https://exemple.invalid/sdsf.pdf", articulation="Un comité commun.",
    )  # fmt: skip
    page = connecte(elue).get(get_url(plan)).content.decode()
    for mots in ("2\xa0orientations", "Accueillir", "Un comité commun.", ctg.nom, EPCI, "exemple.invalid"):
        assert mots in page
    assert "Archiver" not in page
    # A card that was joined to another one: the other answers.
    gardee = Organisation.objects.create(espace=espace, nom="La gardée", type="epci")
    Organisation.objects.filter(pk=epci.pk).update(fusionnee_dans=gardee)
    assert f"/acteurs/organisations/{gardee.pk}/" in connecte(elue).get(get_url(plan)).content.decode()


@pytest.mark.parametrize(("jours", "mots"), [(30, "Il prend fin le"), (-30, "Il a pris fin le"), (2_000, "")])
def test_plan_externe_detail_announces_its_end(connecte, espace, chargee, jours, mots):
    plan = create_plan_essai(espace, chargee, date_fin=TODAY() + timedelta(days=jours))
    page = connecte(chargee).get(get_url(plan)).content.decode()
    assert (mots in page) if mots else ("prend fin" not in page and "a pris fin" not in page)
    assert "Aucune orientation n’est notée" in page


def test_plan_externe_detail_archives_and_brings_back(connecte, espace, chargee, elue):
    plan = create_plan_essai(espace, chargee)
    client = connecte(chargee)
    for _ in range(2):
        page = client.post(get_url(plan), {"geste": "archiver"}, follow=True).content.decode()
    assert "Plan archivé" in page
    assert Journal.objects.filter(objet_uuid=plan.pk, geste="clore").count() == 1
    client.post(get_url(plan), {"geste": "retablir"})
    assert PlanExterne.objects.get().archive_le is None
    assert "Choisissez l’un des boutons" in client.post(get_url(plan), {"geste": "brûler"}).content.decode()
    assert connecte(elue).post(get_url(plan), {"geste": "archiver"}).status_code == 403


def test_plan_externe_detail_holds_few_queries(connecte, espace, ctg, chargee, django_assert_max_num_queries):
    plan = create_plan_essai(espace, chargee, orientations="\n".join(f"{n} Texte" for n in range(40)), ctgs=(ctg,))
    client = connecte(chargee)
    client.get(get_url(plan))
    with django_assert_max_num_queries(15):
        client.get(get_url(plan))
