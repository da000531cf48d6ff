"""A request for training, made to an organisme without a compte."""

import uuid

from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.programme import FormationQuerySet, Programme
from convive.formation.rules import formation as regles
from convive.formation.rules.besoin import EtatDemande
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class DemandeFormation(ModeleUuid):
    """`reponses` are the answers to the questionnaire of needs, by key. `cle` identifies the submitted form, so that
    submitting it twice creates one request. `programme` is the draft made from it; `suite` the outcome if there is
    none.
    """

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="demandes_formation"
    )
    cle = models.UUIDField("clé d’envoi", default=uuid.uuid4, unique=True)
    organisation = models.CharField("organisation", max_length=regles.MAX_COURT)
    nom = models.CharField("prénom et nom", max_length=regles.MAX_COURT)
    email = models.EmailField("adresse e-mail")
    telephone = models.CharField("téléphone", max_length=30, blank=True)
    reponses = models.JSONField("réponses", default=dict)
    etat = ChampListe(
        "état", EtatDemande, max_length=10, default=EtatDemande.RECUE.value, connu="demande_formation_etat_connu"
    )
    programme = models.ForeignKey(
        Programme,
        verbose_name="programme proposé",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="demandes",
    )
    suite = models.CharField("suite donnée", max_length=regles.MAX_COURT, blank=True)

    objects = FormationQuerySet["DemandeFormation"].as_manager()

    maison = Maison(
        "demande_formation",
        "la demande de formation",
        page="formation:demande_detail",
        copie=Exclus("Une demande porte le nom et l’adresse du demandeur."),
    )

    class Meta:
        verbose_name = "demande de formation"
        verbose_name_plural = "demandes de formation"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(organisation=""), name="demande_formation_nommee"),
            models.CheckConstraint(
                condition=~Q(etat=EtatDemande.CLASSEE.value) | ~Q(suite=""), name="demande_formation_classee_dite"
            ),
        ]

    def __str__(self) -> str:
        return f"Demande de formation, {self.organisation}"
