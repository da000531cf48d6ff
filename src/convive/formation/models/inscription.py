"""The inscription of a person in a session, with or without a compte."""

import secrets

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from convive.espaces.models import Espace
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.session import SESSION, SessionFormation
from convive.formation.rules import formation as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


def make_jeton() -> str:
    """The token in the private link of a stagiaire; a new one disables the former link."""
    return secrets.token_urlsafe(24)


class Inscription(ModeleUuid):
    """`espace` is that of the session. `accord_verification`: she agrees that the public verification page confirms her
    name. `adaptation` is a need, never a diagnosis; `adaptation_faite` is what was done about it."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="inscriptions")
    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="inscriptions"
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="inscriptions_formation",
    )
    jeton = models.CharField("jeton de l’adresse personnelle", max_length=43, default=make_jeton, unique=True)
    nom = models.CharField("prénom et nom", max_length=regles.MAX_COURT)
    email = models.EmailField("adresse e-mail", blank=True)
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    fonction = models.CharField("fonction", max_length=regles.MAX_COURT, blank=True)
    employeur = models.CharField("employeur", max_length=regles.MAX_COURT, blank=True)
    employeur_contact = models.CharField("contact chez l’employeur", max_length=regles.MAX_COURT, blank=True)
    employeur_email = models.EmailField("adresse e-mail de l’employeur", blank=True)
    financeur = models.CharField("qui finance", max_length=regles.MAX_COURT, blank=True)
    financeur_email = models.EmailField("adresse e-mail de qui finance", blank=True)
    adaptation = models.TextField("adaptation demandée", max_length=regles.MAX_LONG, blank=True)
    adaptation_faite = models.TextField("ce qui a été fait", max_length=regles.MAX_LONG, blank=True)
    etat = ChampListe(
        "état",
        regles.EtatInscription,
        max_length=12,
        default=regles.EtatInscription.INSCRITE.value,
        connu="inscription_etat_connu",
    )
    motif = models.CharField("pourquoi", max_length=regles.MAX_COURT, blank=True)
    convoquee_le = models.DateTimeField("convoquée le", null=True, blank=True)
    accord_verification = models.BooleanField("accord pour la page de vérification", default=False)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["Inscription"].as_manager()

    maison = Maison(
        "inscription",
        "l’inscription",
        page="formation:session_detail",
        args=("espace_id", "session_id"),
        copie=SESSION,
    )

    class Meta:
        verbose_name = "inscription"
        verbose_name_plural = "inscriptions"
        ordering = ["session", "nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="inscription_nommee"),
            models.UniqueConstraint(
                "session", Lower("email"), condition=~Q(email=""), name="inscription_une_par_adresse"
            ),
        ]

    def __str__(self) -> str:
        return self.nom
