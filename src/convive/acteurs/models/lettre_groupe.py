"""A letter to a group, its copies, and the addresses that want no more of them."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.models.organisation import Organisation
from convive.acteurs.models.personne import Personne
from convive.acteurs.rules.annuaire import MAX_NOM
from convive.acteurs.rules.lettres_groupe import (
    DROIT_LETTRES,
    MAX_LETTRE,
    MAX_OBJET,
    MAX_RAISON,
    EtatDestinataire,
)
from convive.espaces.models import Espace, EspaceLieQuerySet, Role, get_espaces, get_espaces_droit
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Exclus, Maison
from convive.socle.objets import ModeleUuid

DELAI_REPRISE = timedelta(minutes=15)
PILOTES = (Role.CHARGE_COOPERATION.value, Role.DIRECTION.value)


class LettreGroupeQuerySet(EspaceLieQuerySet["LettreGroupe"]):
    def visible_to(self, compte: Any) -> "LettreGroupeQuerySet":
        """One’s own; all of them for those who pilot: they name people whom a limited place may not see."""
        if not compte.is_authenticated:
            return self.none()
        pilotees = Q(espace__in=get_espaces(compte, PILOTES))
        return self.filter(Q(auteur=compte.pk) | pilotees, espace__in=get_espaces_droit(compte, DROIT_LETTRES))


class LettreGroupe(ModeleUuid):
    """A letter, written once with merge fields. Sent, it no longer changes: each copy holds what it said."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="lettres_groupes")
    objet = models.CharField("objet", max_length=MAX_OBJET)
    texte = models.TextField("texte", max_length=MAX_LETTRE)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrite par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lettres_groupes",
    )
    auteur_nom = models.CharField("nom de qui l’a écrite", max_length=MAX_NOM)
    envoyee_le = models.DateTimeField("envoyée le", null=True, blank=True)
    envoyee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="envoyée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lettres_envoyees",
    )
    envoyee_par_nom = models.CharField("nom de qui l’a envoyée", max_length=MAX_NOM, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = LettreGroupeQuerySet.as_manager()

    maison = Maison(
        "lettre_groupe", "la lettre", page="acteurs:lettre_detail", cherche=("objet", "texte"), copie=INCLUS
    )

    class Meta:
        verbose_name = "lettre à un groupe"
        verbose_name_plural = "lettres à un groupe"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(objet="") & ~Q(texte=""), name="lettre_groupe_remplie")]

    def __str__(self) -> str:
        return self.objet

    @property
    def is_brouillon(self) -> bool:
        return self.envoyee_le is None


class DestinataireLettreQuerySet(models.QuerySet["DestinataireLettre"]):
    def a_envoyer(self) -> "DestinataireLettreQuerySet":
        return self.filter(etat=EtatDestinataire.A_ENVOYER.value)

    def incertains(self, now: datetime) -> "DestinataireLettreQuerySet":
        """Cut while leaving: they never leave again by themselves."""
        return self.filter(etat=EtatDestinataire.EN_DEPART.value, tente_le__lt=now - DELAI_REPRISE)


class DestinataireLettre(ModeleUuid):
    """One copy. `organisation` is that through which one writes to `personne`, or the addressee when nobody is known.

    Once the letter is sent: `nom`, `email`, `adresse`, `objet` and `texte` are what left; `raison` is what the server
    answered when it refused.
    """

    lettre = models.ForeignKey(
        LettreGroupe, verbose_name="lettre", on_delete=models.CASCADE, related_name="destinataires"
    )
    personne = models.ForeignKey(
        Personne, verbose_name="personne", on_delete=models.CASCADE, null=True, blank=True, related_name="lettres"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="lettres",
    )
    etat = ChampListe(
        "état",
        EtatDestinataire,
        max_length=10,
        default=EtatDestinataire.PREVU.value,
        connu="destinataire_lettre_etat_connu",
    )
    nom = models.CharField("nom", max_length=2 * MAX_NOM, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    adresse = models.CharField("adresse postale", max_length=600, blank=True)
    objet = models.CharField("objet", max_length=2 * MAX_NOM, blank=True)
    texte = models.TextField("texte", blank=True)
    essais = models.PositiveSmallIntegerField("essais", default=0)
    tente_le = models.DateTimeField("essayé le", null=True, blank=True)
    parti_le = models.DateTimeField("parti le", null=True, blank=True)
    raison = models.CharField("raison", max_length=MAX_RAISON, blank=True)

    objects = DestinataireLettreQuerySet.as_manager()

    maison = Maison(
        copie=Exclus("Une lettre partie d’ici ne repart pas d’une copie\u00a0; l’échange daté de chacun voyage.")
    )

    class Meta:
        verbose_name = "destinataire d’une lettre"
        verbose_name_plural = "destinataires des lettres"
        ordering = ["lettre_id", "nom", "created_at", "uuid"]
        indexes = [models.Index(fields=["etat", "tente_le"], name="destinataire_lettre_etat")]
        constraints = [
            models.UniqueConstraint(fields=["lettre", "personne"], name="destinataire_lettre_une_fois"),
            models.UniqueConstraint(
                fields=["lettre", "organisation"],
                condition=Q(personne__isnull=True),
                name="destinataire_lettre_organisation_une_fois",
            ),
            models.CheckConstraint(
                condition=Q(personne__isnull=False) | Q(organisation__isnull=False),
                name="destinataire_lettre_a_quelqu_un",
            ),
        ]

    def __str__(self) -> str:
        return self.nom or str(self.personne or self.organisation)


class OppositionLettre(ModeleUuid):
    """An address that wants no more letters from an espace; kept in lower case."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="oppositions_lettres"
    )
    email = models.EmailField("adresse e-mail")

    objects = EspaceLieQuerySet["OppositionLettre"].as_manager()

    maison = Maison(
        "opposition_lettre",
        "l’adresse à qui ne plus écrire",
        libelle="Adresse à qui ne plus écrire",
        page="acteurs:opposition_list",
        args=("espace_id",),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "opposition aux lettres"
        verbose_name_plural = "oppositions aux lettres"
        ordering = ["espace", "email"]
        constraints = [models.UniqueConstraint(fields=["espace", "email"], name="opposition_lettre_une_fois")]

    def __str__(self) -> str:
        """Without the address: the journal keeps it."""
        return "Adresse à qui ne plus écrire"
