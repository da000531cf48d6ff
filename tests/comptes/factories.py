"""Personas are comptes with a role; this factory makes the compte."""

import factory

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
