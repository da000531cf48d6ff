import pytest

from convive.diagnostic.actions.chapitre import update_chapitre
from convive.espaces.actions.ecriture import Saisie
from convive.espaces.selectors.texte import get_textes
from tests.diagnostic.chapitres import get_chapitre
from tests.espaces.ecriture import choose, read_conflits

pytestmark = pytest.mark.django_db


def get_url(chapitre) -> str:
    return f"/espaces/{chapitre.espace_id}/diagnostic/{chapitre.diagnostic_id}/chapitres/{chapitre.pk}/ecrire/"


def get_data(chapitre, **champs: str) -> dict[str, str]:
    return {"version": str(chapitre.version), **get_textes(chapitre)} | champs


def test_words_are_saved(connecte, diagnostic, coordinatrice):
    chapitre, client = get_chapitre(diagnostic), connecte(coordinatrice)
    response = client.post(get_url(chapitre), get_data(chapitre, ignorons="Combien\r\nrepartent ?  "), follow=True)
    assert "Chapitre enregistré." in response.content.decode()
    assert get_chapitre(diagnostic).ignorons == "Combien\nrepartent ?"


def test_proposed_sentences_are_a_start(connecte, diagnostic, chargee, chiffres_base):
    chapitre, client = get_chapitre(diagnostic), connecte(chargee)
    page = client.get(f"{get_url(chapitre)}?proposition=1")
    assert page.context["is_proposition"]
    proposees = [phrase.texte for phrase in page.context["lu"].phrases]
    assert page.context["form"]["voyons"].value() == "\n\n".join(proposees)
    # As long as nobody saves them, they are nobody’s.
    assert get_chapitre(diagnostic).voyons == ""


def test_a_title_is_needed_and_nothing_typed_is_lost(connecte, diagnostic, chargee):
    chapitre, client = get_chapitre(diagnostic), connecte(chargee)
    page = client.post(get_url(chapitre), get_data(chapitre, titre=" ", voyons="Des mots."))
    assert page.status_code == 200
    assert "Des mots." in page.content.decode()
    assert "Titre du chapitre" in page.content.decode()


def test_two_people_choose_between_two_passages(connecte, diagnostic, chargee, directeur):
    chapitre, client = get_chapitre(diagnostic), connecte(chargee)
    data = get_data(chapitre, voyons="Les familles partent.")
    textes = {**get_textes(chapitre), "voyons": "Les familles arrivent."}
    update_chapitre(by=directeur, chapitre=get_chapitre(diagnostic), saisie=Saisie(textes))
    page = client.post(get_url(chapitre), data)
    assert read_conflits(page) == {"voyons": ("Les familles partent.", "Les familles arrivent.")}
    assert client.post(get_url(chapitre), choose(page)).status_code == 302
    assert get_chapitre(diagnostic).voyons == "Les familles partent."
    # A choice that is missing brings the page back; a forged page is refused.
    missing = client.post(get_url(chapitre), choose(page, voyons=""))
    assert "Il reste" in missing.content.decode()
    assert client.post(get_url(chapitre), {"version": 1, "fusion": "{"}).status_code == 400


def test_words_typed_too_late_come_back(connecte, diagnostic, chargee):
    chapitre, client = get_chapitre(diagnostic), connecte(chargee)
    diagnostic.statut, diagnostic.date_validation = "valide", "2026-06-12"
    diagnostic.save()
    page = client.post(get_url(chapitre), get_data(chapitre, voyons="Trop tard."))
    assert page.status_code == 403
    assert "Trop tard." in page.content.decode()
