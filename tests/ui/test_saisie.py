import pytest
from django.test import RequestFactory

from convive.ui.saisie import list_textes_saisis
from convive.ui.views import csrf_failure

LONG = "Une navette depuis le nord, les jours d’ouverture."


@pytest.mark.parametrize(("site", "attendus"), [("same-origin", [LONG]), ("cross-site", []), (None, [])])
def test_long_texts_come_back_to_their_own_page_and_secrets_never(site, attendus):
    headers = {"sec-fetch-site": site} if site else {}
    donnees = {"texte": LONG, "titre": "court", "password": f"{LONG} secret", "cle": "x" * 60}
    request = RequestFactory().post("/", donnees, headers=headers)
    assert [saisi.texte for saisi in list_textes_saisis(request)] == attendus


def test_page_of_a_stale_form_shows_the_text_to_copy(client, db):
    request = client.get("/").wsgi_request
    stale = RequestFactory().post("/", {"texte": f"{LONG} <b>"}, headers={"sec-fetch-site": "same-origin"})
    stale.user, stale.session, stale._messages = request.user, request.session, []
    response = csrf_failure(stale)
    assert response.status_code == 403
    assert f"{LONG} &lt;b&gt;</textarea>" in response.content.decode()
