import pytest

pytestmark = pytest.mark.django_db
URL = "/compte/"


def test_anonymous_goes_to_login(client):
    assert client.get(URL).headers["Location"] == "/compte/login/?next=/compte/"


def test_owner_reads_her_compte(client, compte, django_assert_max_num_queries):
    client.force_login(compte)
    with django_assert_max_num_queries(5):
        page = client.get(URL)
    assert "camille@exemple.test" in page.text
    assert "Elle n’est pas active" in page.text
    assert "Changer de mot de passe" in page.text


def test_compte_without_password_is_told_so(client, compte):
    compte.set_unusable_password()
    compte.save()
    client.force_login(compte)
    page = client.get(URL).text
    assert "Ce compte n’a pas de mot de passe." in page
    assert "votre mot de passe suffit" not in page
    assert client.get("/compte/password/set/").status_code == 200


def test_post_is_refused(client, compte):
    client.force_login(compte)
    assert client.post(URL).status_code == 405
