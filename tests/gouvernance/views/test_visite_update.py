"""A screen of the tour."""

import pytest
from django.urls import reverse

from convive.espaces.models import Espace
from convive.gouvernance.models import Instance, VisiteElu
from convive.gouvernance.rules.visite import Etape
from convive.plan_action.models import FicheAction
from tests.gouvernance.factories import create_carte, create_note_essai, create_siege, in_days, join_note
from tests.plan_action.factories import create_fiche

pytestmark = pytest.mark.django_db


def get_url(espace: Espace, etape: Etape) -> str:
    return reverse("gouvernance:visite_update", args=[espace.pk, etape.value])


def test_every_screen_opens_with_nothing_in_the_espace(espace, elue, connecte):
    Instance.objects.all().delete()
    client = connecte(elue)
    for etape in Etape:
        page = client.get(get_url(espace, etape)).content.decode()
        assert f"<h1>{etape.libelle}".replace(" ?", "\xa0?") in page
    assert "Aucune instance n’est encore créée" in client.get(get_url(espace, Etape.INSTANCES)).content.decode()
    assert "pas encore notée ici" in client.get(get_url(espace, Etape.CONVENTION)).content.decode()
    assert client.get(get_url(espace, Etape.CTG).replace("la-ctg", "autre")).status_code == 404


def test_what_it_shows_is_of_the_espace(espace, gouvernance, ctg, elue, connecte):
    carte = create_carte(espace, elue)
    create_siege(gouvernance.copil, carte, qualite="Maire")
    note = create_note_essai(espace, instance=gouvernance.copil)
    join_note(note, gouvernance.convoquee)
    create_fiche(ctg, "La maison", statut="bloquee")
    FicheAction.objects.update(visibilite="partenaires")
    client = connecte(elue)
    pages = {etape: client.get(get_url(espace, etape)).content.decode() for etape in Etape}
    assert "vous y siégez, Maire" in pages[Etape.INSTANCES]
    assert ctg.nom in pages[Etape.CONVENTION]
    assert "a signé le" in pages[Etape.CONVENTION]
    assert gouvernance.decision.libelle in pages[Etape.DECISIONS]
    assert note.question in pages[Etape.ATTENTES]
    assert "Frise de la convention" in pages[Etape.PLAN]
    assert "1 action" in pages[Etape.PLAN].replace("\xa0", " ")
    assert "mailto:chargee" in pages[Etape.CONTACTS]
    assert "bloque «\xa0La maison\xa0»" in pages[Etape.QUESTIONS]


def test_going_on_is_remembered_and_the_end_forgets(espace, elue, connecte):
    client = connecte(elue)
    answer = client.post(get_url(espace, Etape.CTG))
    assert answer.url == get_url(espace, Etape.TERRITOIRE)
    assert VisiteElu.objects.get().etape == Etape.TERRITOIRE
    client.post(get_url(espace, Etape.TERRITOIRE))
    assert VisiteElu.objects.get().etape == Etape.CONVENTION
    answer = client.post(get_url(espace, Etape.QUESTIONS), follow=True)
    assert "Voilà l’essentiel" in answer.content.decode()
    assert VisiteElu.objects.get().etape == ""


def test_nothing_is_kept_in_an_espace_that_is_over(espace, elue, connecte):
    Espace.objects.filter(pk=espace.pk).update(type="entrainement", expire_le=in_days(-1))
    assert connecte(elue).post(get_url(espace, Etape.CTG)).status_code == 302
    assert not VisiteElu.objects.exists()


def test_the_longest_screen_costs_the_same_with_many_rows(
    espace, gouvernance, ctg, elue, connecte, django_assert_max_num_queries
):
    client = connecte(elue)
    client.get(get_url(espace, Etape.PLAN))
    for rang in range(12):
        create_fiche(ctg, f"Action {rang}", statut="en_cours", visibilite="partenaires")
    for etape in Etape:
        with django_assert_max_num_queries(32):
            client.get(get_url(espace, etape))
