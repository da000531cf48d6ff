"""People, and the functions that they hold. Never a word about a person: no field is made for it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from convive.acteurs.models.annuaire import AnnuaireQuerySet
from convive.acteurs.models.organisation import Organisation
from convive.acteurs.rules.annuaire import MAX_INTITULE, MAX_NOM, MAX_SOURCE, is_fonction_en_cours
from convive.acteurs.rules.noms import fold_personne
from convive.espaces.models import Espace
from convive.espaces.rules import get_dernier_jour
from convive.socle.maison import INCLUS, Maison
from convive.socle.noms import fold_nom
from convive.socle.objets import ModeleUuid


class Civilite(models.TextChoices):
    MADAME = "madame", "Madame"
    MONSIEUR = "monsieur", "Monsieur"


class PersonneQuerySet(AnnuaireQuerySet["Personne"]):
    def visible_to(self, compte: Any) -> "PersonneQuerySet":
        """People of an organisation that is seen, and those who hold no function; not those joined to another card."""
        fonctions = Fonction.objects.filter(personne=OuterRef("pk"))
        seen = fonctions.filter(organisation__in=Organisation.objects.visible_to(compte))
        return (
            super().visible_to(compte).filter(~Exists(fonctions) | Exists(seen), fusionnee_dans__isnull=True)  # type: ignore[return-value]  # narrower
        )

    def bulk_create(self, objs: Iterable["Personne"], *args: Any, **kwargs: Any) -> list["Personne"]:
        """With the name as duplicates are looked for, which `save()` would have computed."""
        rows = list(objs)
        for row in rows:
            row.nom_compare = fold_personne(row.prenom, row.nom)
        return super().bulk_create(rows, *args, **kwargs)


class Personne(ModeleUuid):
    """A professional contact. `source` and `date_collecte` say where the data come from, as the law asks.

    `version` grows at each change: a form says from which one it started. `fusionnee_dans` is as in Organisation.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="personnes")
    civilite = models.CharField("civilité", max_length=10, choices=Civilite, blank=True)
    prenom = models.CharField("prénom", max_length=MAX_NOM, blank=True)
    nom = models.CharField("nom", max_length=MAX_NOM)
    nom_compare = models.CharField("nom comparé", max_length=2 * MAX_NOM + 1, editable=False, default="")
    email = models.EmailField("adresse e-mail professionnelle", blank=True)
    telephone = models.CharField("téléphone professionnel", max_length=30, blank=True)
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    date_collecte = models.DateField("recueillie le", null=True, blank=True)
    archivee_le = models.DateTimeField("archivée le", null=True, blank=True)
    fusionnee_dans = models.ForeignKey(
        "self",
        verbose_name="fusionnée dans",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="absorbees",
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = PersonneQuerySet.as_manager()

    maison = Maison(
        "personne",
        "la fiche",
        page="acteurs:personne_detail",
        # The name alone: how to reach people is not for everyone who reads the directory.
        cherche=("__str__",),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "personne"
        verbose_name_plural = "personnes"
        ordering = ["espace", "nom", "prenom", "uuid"]
        indexes = [models.Index(fields=["espace", "nom_compare"], name="personne_compare")]
        constraints = [models.CheckConstraint(condition=~Q(nom=""), name="personne_nom_rempli")]

    def __str__(self) -> str:
        return " ".join(filter(None, (self.prenom, self.nom)))

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.nom_compare = fold_personne(self.prenom, self.nom)
        super().save(*args, **kwargs)


class FonctionQuerySet(AnnuaireQuerySet["Fonction"]):
    def visible_to(self, compte: Any) -> "FonctionQuerySet":
        """Functions held in an organisation that is seen."""
        return self.filter(organisation__in=Organisation.objects.visible_to(compte))

    def bulk_create(self, objs: Iterable["Fonction"], *args: Any, **kwargs: Any) -> list["Fonction"]:
        """With the title as it is searched, which `save()` would have computed."""
        rows = list(objs)
        for row in rows:
            row.intitule_compare = fold_nom(row.intitule)[:MAX_INTITULE]
        return super().bulk_create(rows, *args, **kwargs)

    def en_cours(self) -> "FonctionQuerySet":
        """Functions held today: the database twin of `rules.is_fonction_en_cours`."""
        today = timezone.localdate()
        return self.filter(
            Q(date_debut__isnull=True) | Q(date_debut__lte=today), Q(date_fin__isnull=True) | Q(date_fin__gt=today)
        )


class Fonction(ModeleUuid):
    """What a person does in an organisation, and when; the mandate of an élu·e is a function with dates.

    `date_fin` is the first day that no longer counts. Without a first day, the function is as old as one likes.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="fonctions")
    personne = models.ForeignKey(Personne, verbose_name="personne", on_delete=models.CASCADE, related_name="fonctions")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", on_delete=models.CASCADE, related_name="fonctions"
    )
    intitule = models.CharField("fonction", max_length=MAX_INTITULE, blank=True)
    intitule_compare = models.CharField(
        "fonction comparée", max_length=MAX_INTITULE, editable=False, default="", blank=True
    )
    is_elu = models.BooleanField("mandat d’élu·e", default=False)
    is_contact_principal = models.BooleanField("contact principal", default=False)
    date_debut = models.DateField("du", null=True, blank=True)
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)

    objects = FonctionQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "fonction"
        verbose_name_plural = "fonctions"
        ordering = ["espace", "organisation", "-is_contact_principal", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True) | Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="fonction_dates_ordonnees",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.personne}, {self.intitule}" if self.intitule else str(self.personne)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.intitule_compare = fold_nom(self.intitule)[:MAX_INTITULE]
        super().save(*args, **kwargs)

    @property
    def dernier_jour(self) -> date | None:
        return self.date_fin and get_dernier_jour(self.date_fin)

    @property
    def is_en_cours(self) -> bool:
        return is_fonction_en_cours(self.date_debut, self.date_fin, timezone.localdate())
