"""What was said with an organisation or a person of the directory, one day: a call, a meeting, a letter."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.acteurs.models.organisation import Organisation
from convive.acteurs.models.personne import Personne
from convive.acteurs.rules.annuaire import MAX_ECHANGE, MAX_NOM, MAX_SUITE
from convive.espaces.models import Espace
from convive.socle.champs import ChampListe
from convive.socle.formats import date_longue
from convive.socle.maison import Ailleurs, Inclus, Maison
from convive.socle.objets import MAX_CLE, AvecReference, ModeleUuid, Reference


class NatureEchange(models.TextChoices):
    APPEL = "appel", "Appel"
    RENCONTRE = "rencontre", "Rencontre"
    COURRIEL = "courriel", "E-mail"
    COURRIER = "courrier", "Courrier"
    VISITE = "visite", "Visite"


class EchangeActeurQuerySet(AnnuaireQuerySet["EchangeActeur"]):
    def visible_to(self, compte: Any) -> "EchangeActeurQuerySet":
        """With an organisation that is seen; with a person who is seen, when no organisation is named."""
        if not compte.is_authenticated:
            return self.none()
        organisations = Organisation.objects.visible_to(compte).order_by().values("pk")
        personnes = Personne.objects.visible_to(compte).order_by().values("pk")
        return self.filter(
            Q(organisation__in=organisations) | Q(organisation__isnull=True, personne__in=personnes),
        )


class EchangeActeur(AvecReference, ModeleUuid):
    """One exchange. `texte` is read by whoever sees the card; `prive` by `auteur` alone, whoever else may change the
    rest. `mene_par` is who of us was there, for whom the next step (`suite`, before `suite_le`) waits. The reference,
    when there is one, is the action or the séance that was spoken of. Names are copied: they still read when a compte
    is gone. `version` grows at each change of the shared part.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="echanges_acteurs")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="echanges",
    )
    personne = models.ForeignKey(
        Personne, verbose_name="personne", on_delete=models.CASCADE, null=True, blank=True, related_name="echanges"
    )
    nature = ChampListe("sorte", NatureEchange, max_length=12, connu="echange_acteur_nature_connue")
    date = models.DateField("date")
    texte = models.TextField("ce qui s’est dit", max_length=MAX_ECHANGE)
    prive = models.TextField("part privée", max_length=MAX_ECHANGE, blank=True)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="noté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="echanges_notes",
    )
    auteur_nom = models.CharField("nom de qui l’a noté", max_length=MAX_NOM)
    mene_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="mené par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="echanges_menes",
    )
    mene_par_nom = models.CharField("nom de qui l’a mené", max_length=MAX_NOM)
    suite = models.CharField("la suite", max_length=MAX_SUITE, blank=True)
    suite_le = models.DateField("pour le", null=True, blank=True)
    suite_faite_le = models.DateField("faite le", null=True, blank=True)
    objet_type = models.CharField("type d’objet", max_length=MAX_CLE, blank=True)
    objet_uuid = models.UUIDField("identifiant de l’objet", null=True, blank=True)  # type: ignore[assignment]  # one may speak of nothing else
    version = models.PositiveIntegerField("version", default=1)

    objects = EchangeActeurQuerySet.as_manager()

    maison = Maison(
        "echange_acteur",
        "l’échange",
        page="acteurs:echange_detail",
        # The shared part alone: the private one is found by nobody, its author included.
        cherche=("__str__", "texte", "suite"),
        # What was said is the memory of the espace; the private part is its author’s, what it spoke of may stay behind.
        copie=Inclus(sans=("prive",), ailleurs=Ailleurs.DETACHER),
    )

    class Meta:
        verbose_name = "échange daté"
        verbose_name_plural = "échanges datés"
        ordering = ["-date", "-created_at", "uuid"]
        indexes = [
            models.Index(fields=["espace", "-date"], name="echange_acteur_date"),
            models.Index(fields=["objet_type", "objet_uuid"], name="echange_acteur_objet"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="echange_acteur_texte_rempli"),
            models.CheckConstraint(
                condition=Q(organisation__isnull=False) | Q(personne__isnull=False),
                name="echange_acteur_avec_quelqu_un",
            ),
            models.CheckConstraint(
                condition=Q(suite="", suite_le__isnull=True, suite_faite_le__isnull=True)
                | (~Q(suite="") & Q(suite_le__isnull=False)),
                name="echange_acteur_suite_datee",
            ),
        ]

    def __str__(self) -> str:
        """Without a word of what was said: the journal keeps it."""
        return f"{self.get_nature_display()} du {date_longue(self.date)}"

    @property
    def sujet(self) -> Reference | None:
        """What was spoken of."""
        return Reference(self.objet_type, self.objet_uuid) if self.objet_type and self.objet_uuid else None

    @property
    def is_suite_ouverte(self) -> bool:
        return bool(self.suite) and self.suite_faite_le is None
