import pytest

from convive.diagnostic.actions.constat import SaisiePreuve
from convive.diagnostic.models import Constat, PreuveConstat
from tests.diagnostic.factories import FIGURE, create_constat_essai, create_parole_essai

pytestmark = pytest.mark.django_db


def get_url(constat: Constat) -> str:
    return f"/espaces/{constat.espace_id}/constats/{constat.pk}/"


def test_constat_detail_shows_all_its_evidence_with_its_pedigree(connecte, espace, chargee):
    preuves = (
        SaisiePreuve(figure=FIGURE),
        SaisiePreuve(parole=create_parole_essai(espace)),
        SaisiePreuve(texte="Vu trois mercredis de suite."),
    )
    constat = create_constat_essai(espace, preuves=preuves)
    page = connecte(chargee).get(get_url(constat)).content.decode().replace("\u00a0", " ")
    for shown in ("812", "Insee, recensement, 2023", "quarante minutes", "Vu trois mercredis", "Personne ne s’est"):
        assert shown in page


def test_constat_detail_shares_what_has_a_proof(connecte, espace, chargee, lectrice):
    constat, client = create_constat_essai(espace, preuves=(), partage=False), connecte(chargee)
    page = client.post(get_url(constat), {"geste": "partager"}, follow=True).content.decode()
    assert "Ajoutez d’abord une preuve" in page
    assert connecte(lectrice).get(get_url(constat)).status_code == 404
    PreuveConstat.objects.create(constat=constat, nature="observation", texte="Vu.")
    client = connecte(chargee)
    assert (
        "Le constat est partagé" in client.post(get_url(constat), {"geste": "partager"}, follow=True).content.decode()
    )
    client.post(get_url(constat), {"geste": "partager"})
    constat.refresh_from_db()
    assert (constat.is_partage, constat.version) == (True, 2)
    assert connecte(lectrice).get(get_url(constat)).status_code == 200
    assert connecte(lectrice).post(get_url(constat), {"geste": "reprendre"}).status_code == 403
    connecte(chargee).post(get_url(constat), {"geste": "reprendre"})
    constat.refresh_from_db()
    assert not constat.is_partage


def test_constat_detail_takes_a_proof_away_and_keeps_the_words(connecte, espace, chargee):
    parole = create_parole_essai(espace)
    constat = create_constat_essai(espace, preuves=(SaisiePreuve(parole=parole),))
    preuve = constat.preuves.get()
    for _ in range(2):
        connecte(chargee).post(get_url(constat), {"geste": "retirer", "preuve": str(preuve.pk)})
    assert not constat.preuves.exists()
    parole.refresh_from_db()


@pytest.mark.parametrize(
    ("geste", "phrase"),
    [("reprendre-tout", "Choisissez l’un des boutons"), ("retirer", "Choisissez la preuve à retirer")],
)
def test_constat_detail_says_that_a_gesture_was_not_done(connecte, espace, chargee, geste, phrase):
    constat = create_constat_essai(espace, preuves=(SaisiePreuve(texte="Vu."),))
    page = connecte(chargee).post(get_url(constat), {"geste": geste}).content.decode()
    assert "Rien n’a changé" in page
    assert phrase in page
    assert constat.preuves.exists()


def test_constat_detail_stays_light(connecte, espace, chargee, count_queries_get):
    """With attachments, exchanges and evidence."""
    preuves = (SaisiePreuve(figure=FIGURE), SaisiePreuve(parole=create_parole_essai(espace)))
    assert count_queries_get(connecte(chargee), get_url(create_constat_essai(espace, preuves=preuves))) <= 15
