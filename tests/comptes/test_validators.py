import pytest
from django.contrib.auth.password_validation import password_validators_help_texts, validate_password
from django.core.exceptions import ValidationError

from convive.comptes.models import Compte


def test_weak_password_is_refused_in_french():
    with pytest.raises(ValidationError, match="trop facile à deviner"):
        validate_password("motdepasse")


def test_password_made_of_the_name_is_refused():
    compte = Compte(email="camille@exemple.test", nom_affiche="Camille-Roux-1975")
    with pytest.raises(ValidationError):
        validate_password("Camille-Roux-1975", compte)


def test_strong_password_is_accepted_and_the_rule_is_told():
    validate_password("Le-Chat-Dort-9-Fois")
    assert "7 mots" in " ".join(password_validators_help_texts())
