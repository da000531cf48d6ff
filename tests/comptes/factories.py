"""Personas are comptes with a role; this factory makes the compte."""

import factory
from django.test import Client
from playwright.sync_api import BrowserContext

from convive.comptes.models import Compte

MOT_DE_PASSE = "Le-Chat-Dort-9-Fois"


class CompteFactory(factory.django.DjangoModelFactory):
    """An active person whose address is confirmed. `password` is that of MOT_DE_PASSE unless given."""

    class Meta:
        model = Compte

    email = factory.Sequence(lambda rang: f"personne-{rang}@exemple.test")
    nom_affiche = factory.Sequence(lambda rang: f"Personne {rang}")
    email_verifie = True
    password = MOT_DE_PASSE

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class.objects.create_user(*args, **kwargs)


def force_login_navigateur(context: BrowserContext, base: str, compte: Compte) -> None:
    """Put the session of a person in a real browser, without going through the login page."""
    client = Client()
    client.force_login(compte, backend="allauth.account.auth_backends.AuthenticationBackend")
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": base}
    context.add_cookies([cookie])
