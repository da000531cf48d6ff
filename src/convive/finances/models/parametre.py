"""A rate, a ceiling or an amount that a team typed, with its dates and where it was read."""

from django.db import models
from django.db.models import F, Q

from convive.espaces.models import LigneCahier, Role, TypeEspace
from convive.espaces.permissions import PILOTES, TERRITOIRES, TOUS
from convive.finances.rules.catalogue import get_cles
from convive.finances.rules.parametres import MAX_CLE, MAX_RESERVE
from convive.finances.rules.sources import Confiance
from convive.socle.champs import ChampListe
from convive.socle.droits import Droit
from convive.socle.maison import INCLUS, Maison

DOMAINE = "finances"
TYPES = TERRITOIRES | {TypeEspace.DEPARTEMENT.value}


class Parametre(LigneCahier):
    """It replaces, for its dates, what the product comes with; in the espace of a Caf, it is offered to territories."""

    LIRE = Droit(
        *(DOMAINE, "Les barèmes", "lire", TOUS - {Role.ADMINISTRATEUR_TECHNIQUE.value}),
        "Des montants publics, avec leur source.",
        types=TYPES,
    )
    ECRIRE = Droit(
        *(DOMAINE, "Les barèmes", "écrire", PILOTES | {Role.CONSEILLER_CAF.value}),
        "Une valeur saisie ici ne vaut que dans cet espace.",
        types=TYPES,
    )

    cle = models.CharField("ce que c’est", max_length=MAX_CLE)
    valeur = models.DecimalField("valeur", max_digits=12, decimal_places=4)
    maximum = models.DecimalField(
        "au plus",
        max_digits=12,
        decimal_places=4,
        null=True,
        blank=True,
        help_text="Pour une fourchette\u00a0; laissez vide si la valeur est une seule.",
    )
    date_debut = models.DateField("à partir du")
    date_fin = models.DateField(
        "jusqu’au",
        null=True,
        blank=True,
        help_text="Ce jour compris. Vide\u00a0: jusqu’à ce qu’une autre valeur la remplace.",
    )
    confiance = ChampListe(
        "d’où cela vient", Confiance, max_length=1, default=Confiance.B.value, connu="parametre_confiance_connue"
    )
    source = models.CharField(
        "source", max_length=MAX_RESERVE, help_text="La page, le courrier ou la convention où vous l’avez lu."
    )
    lien = models.URLField("adresse de la page", max_length=MAX_RESERVE, blank=True)
    reserve = models.CharField("réserve", max_length=MAX_RESERVE, blank=True, help_text="Ce que la source ne dit pas.")

    maison = Maison(
        *("parametre_finances", "la valeur"),
        page="finances:parametre_list",
        cherche=("nom", "source"),
        copie=INCLUS,
        droits=(LIRE, ECRIRE),
    )

    class Meta:
        verbose_name = "valeur d’un barème"
        verbose_name_plural = "valeurs des barèmes"
        ordering = ["espace", "cle", "-date_debut", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_fin__isnull=True) | Q(date_fin__gte=F("date_debut")),
                name="parametre_dates_ordonnees",
                violation_error_message="La fin vient avant le début\u00a0: corrigez l’une des deux dates.",
            ),
            models.CheckConstraint(
                condition=Q(valeur__gte=0),
                name="parametre_valeur_positive",
                violation_error_message="Une valeur de barème n’est jamais négative.",
            ),
            models.CheckConstraint(
                condition=Q(maximum__isnull=True) | Q(maximum__gt=F("valeur")),
                name="parametre_fourchette_ordonnee",
                violation_error_message="Le haut de la fourchette est au-dessus du bas\u00a0: corrigez l’un des deux.",
            ),
            models.UniqueConstraint(
                fields=["espace", "cle", "date_debut"],
                name="parametre_unique",
                violation_error_message="Cette ligne a déjà une valeur à partir de cette date\u00a0: modifiez-la.",
            ),
        ]

    @property
    def nom(self) -> str:
        ligne = get_cles().get(self.cle)
        return ligne.nom if ligne else self.cle

    def __str__(self) -> str:
        return f"{self.nom}, à partir du {self.date_debut:%d/%m/%Y}"
