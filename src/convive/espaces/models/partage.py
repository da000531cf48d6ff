"""What a territoire shows to a département."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import Espace, EspaceLieQuerySet
from convive.espaces.models.offre import EN_ATTENTE, Offre
from convive.espaces.rules import get_etat_partage
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

ACTIF = Q(date_acceptation__isnull=False, date_revocation__isnull=True)


class Cote(models.TextChoices):
    """Who stopped an agreement."""

    TERRITOIRE = "territoire", "le territoire"
    DEPARTEMENT = "departement", "le département"


class PartageQuerySet(EspaceLieQuerySet["Partage"]):
    def en_attente(self) -> "PartageQuerySet":
        """Offered, without an answer; it may have expired."""
        return self.filter(EN_ATTENTE)

    def actifs(self) -> "PartageQuerySet":
        return self.filter(ACTIF)


class Partage(Offre, ModeleUuid):
    """An agreement between a territoire (`espace`) and a `departement`, which sees the `champs` and nothing else.

    It is offered to an e-mail address; the espace of the département is named by whoever accepts, so that nobody
    learns which espaces exist. The key leaves by e-mail, only its print stays here.
    """

    # Never stored: only its sender, where no e-mail leaves, is given it.
    url_a_copier = ""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="partages")
    departement = models.ForeignKey(
        Espace,
        verbose_name="espace du département",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="partages_recus",
    )
    champs = models.JSONField("champs partagés", default=list, help_text="Clés du registre des champs partageables.")
    email = models.EmailField("adresse e-mail", blank=True, help_text="Vide : la personne a été effacée.")
    arrete_par = models.CharField("arrêté par", max_length=20, choices=Cote, blank=True)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="proposé par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="partages_proposes",
    )

    regle_etat = staticmethod(get_etat_partage)
    objects = PartageQuerySet.as_manager()

    maison = Maison(
        "partage",
        "le partage",
        libelle="Partage avec un département",
        page="espaces:partage_list",
        args=("espace_id",),
        copie=Exclus("Un accord lie deux espaces de cette installation : il se refait, il ne se copie pas."),
    )

    class Meta:
        verbose_name = "partage"
        verbose_name_plural = "partages"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "email"], condition=EN_ATTENTE, name="partage_un_seul_en_attente"
            ),
            models.UniqueConstraint(fields=["espace", "departement"], condition=ACTIF, name="partage_un_seul_actif"),
            models.CheckConstraint(
                condition=Q(date_acceptation__isnull=True, departement__isnull=True)
                | Q(date_acceptation__isnull=False, departement__isnull=False, date_refus__isnull=True),
                name="partage_accepte_par_un_departement",
            ),
            models.CheckConstraint(
                condition=Q(departement__isnull=True) | ~Q(departement=models.F("espace")), name="partage_entre_deux"
            ),
            models.CheckConstraint(
                condition=Q(arrete_par="", date_revocation__isnull=True)
                | Q(arrete_par__in=Cote.values, date_revocation__isnull=False),
                name="partage_arrete_par_un_cote",
            ),
        ]

    def __str__(self) -> str:
        return f"Partage de {self.espace}"
