from datetime import timedelta

import pytest

from convive.convention.actions.signataire import SaisieDeliberation, update_deliberation
from convive.convention.models import Deliberation, Signataire
from tests.convention.factories import TODAY, create_avenant_essai, create_projet, get_signataire

pytestmark = pytest.mark.django_db


def get_url(ctg) -> str:
    return f"/espaces/{ctg.espace_id}/ctg/{ctg.pk}/signataires/"


def test_signataire_list_says_who_is_awaited_with_the_draft_of_each(connecte, espace, chargee, elue):
    projet = create_projet(espace, chargee)
    page = connecte(elue).get(get_url(projet)).content.decode()
    assert "3\xa0délibérations ou signatures attendues" in page
    assert page.count('name="document" value="projet_deliberation"') == 3
    # Whoever reads takes the draft away, and notes nothing.
    assert "deliberation/" not in page
    assert page.count("deliberation/") == 0
    assert connecte(chargee).get(get_url(projet)).content.decode().count("deliberation/") == 6


def test_signataire_list_follows_each_step_and_ends_with_the_signature(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    client, url = connecte(chargee), get_url(projet)
    hier = TODAY() - timedelta(days=1)
    for signataire in Signataire.objects.filter(ctg=projet).select_related("ctg__espace", "organisation"):
        assert "Noter la signature" not in client.get(url).content.decode()
        for saisie in (SaisieDeliberation("4", hier), SaisieDeliberation("4", hier, hier)):
            update_deliberation(by=chargee, signataire=signataire, avenant=None, saisie=saisie)
    page = client.get(url).content.decode()
    assert "Tous ont signé la convention" in page
    assert f'value="{hier}"' in page
    assert "obligatoire" in client.post(url, {"date_signature": ""}).content.decode()
    demain = TODAY() + timedelta(days=1)
    assert "est à venir" in client.post(url, {"date_signature": str(demain)}).content.decode()
    assert client.post(url, {"date_signature": str(hier)}).status_code == 302
    projet.refresh_from_db()
    assert projet.date_signature == hier
    assert "Faire entrer un signataire" in client.get(url).content.decode()


def test_signataire_list_says_what_is_signed_without_a_trace(connecte, ctg, chargee):
    client = connecte(chargee)
    assert "à régulariser plus bas" not in client.get(get_url(ctg)).content.decode()
    Deliberation.objects.filter(signataire=get_signataire(ctg)).update(date=None)
    page = client.get(get_url(ctg)).content.decode()
    assert "1\xa0ligne est à régulariser plus bas" in page
    assert "la délibération n’est pas notée" in page


def test_signataire_list_teaches_when_nobody_is_named(connecte, espace, chargee):
    projet = create_projet(espace, chargee)
    Signataire.objects.all().delete()
    assert "Personne n’est encore nommé" in connecte(chargee).get(get_url(projet)).content.decode()


def test_signataire_list_has_a_table_for_each_act(connecte, ctg, chargee, django_assert_max_num_queries):
    client = connecte(chargee)
    with django_assert_max_num_queries(15) as one:
        client.get(get_url(ctg))
    for _ in range(4):
        create_avenant_essai(ctg, chargee)
    with django_assert_max_num_queries(len(one)):
        page = client.get(get_url(ctg)).content.decode()
    assert page.count("cv-table--actes") == 5
    assert "12\xa0délibérations ou signatures attendues" in page
