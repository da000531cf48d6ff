import pytest
from allauth.account.models import EmailAddress
from django.conf import settings as reglages
from django.db import IntegrityError, transaction

from convive.comptes.models import Compte

pytestmark = pytest.mark.django_db


def test_compte_created_without_name_takes_the_start_of_its_address():
    compte = Compte.objects.create_user("jo.martin@Exemple.test", "secret")
    assert str(compte) == compte.get_full_name() == compte.get_short_name() == "jo.martin"
    assert compte.email == "jo.martin@exemple.test"
    assert compte.check_password("secret")
    assert not compte.is_staff
    assert EmailAddress.objects.get(user=compte).verified is False


def test_compte_invited_has_a_confirmed_address_and_no_password():
    compte = Compte.objects.create_user("a@exemple.test", nom_affiche=" Ada ", email_verifie=True)
    assert compte.nom_affiche == "Ada"
    assert not compte.has_usable_password()
    assert EmailAddress.objects.get(user=compte, verified=True, primary=True).email == "a@exemple.test"


def test_superuser_administers_the_installation():
    assert Compte.objects.create_superuser("a@exemple.test", "secret", "Ada").is_staff


def test_compte_without_address_is_refused():
    with pytest.raises(ValueError, match="adresse"):
        Compte.objects.create_user(" ")


def test_same_address_with_another_case_is_refused(compte):
    with pytest.raises(IntegrityError), transaction.atomic():
        Compte.objects.create(email="CAMILLE@exemple.test", nom_affiche="Autre")


@pytest.mark.parametrize("champs", [{"email": "", "nom_affiche": "X"}, {"email": "x@exemple.test", "nom_affiche": ""}])
def test_empty_address_or_name_is_refused_by_the_database(champs):
    with pytest.raises(IntegrityError), transaction.atomic():
        Compte.objects.create(**champs)


def test_natural_key_ignores_case(compte):
    assert Compte.objects.get_by_natural_key("Camille@EXEMPLE.test") == compte


def test_argon2_comes_first():
    assert next(nom for nom in reglages.PASSWORD_HASHERS if "MD5" not in nom).endswith("Argon2PasswordHasher")


def test_name_on_several_lines_is_kept_on_one(db):
    assert Compte.objects.create_user("b@exemple.test", None, "Bob\nBcc:  eve@exemple.test").nom_affiche == (
        "Bob Bcc: eve@exemple.test"
    )
