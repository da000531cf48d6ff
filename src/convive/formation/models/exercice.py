"""A practice territory: an espace lent to a stagiaire or a group for a time."""

from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.inscription import Inscription
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.session import SessionFormation
from convive.formation.rules import exercice as regles
from convive.socle.champs import ChampListe
from convive.socle.formats import avec_de
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid


class TerritoireExercice(ModeleUuid):
    """`exercice` is the practice espace, null before it is created and after it is erased; `espace` is that of the
    organisme. It may outlive the inscription that it was created for."""

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="territoires_exercice"
    )
    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="territoires_exercice"
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="stagiaire",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="territoires_exercice",
    )
    exercice = models.OneToOneField(
        Espace,
        verbose_name="espace d’exercice",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="prete_a",
    )
    nom = models.CharField("pour qui", max_length=regles.MAX_NOM)
    etat = ChampListe(
        "état",
        regles.EtatExercice,
        max_length=10,
        default=regles.EtatExercice.A_CREER.value,
        connu="territoire_exercice_etat_connu",
    )
    cree_le = models.DateTimeField("créé le", null=True, blank=True)
    expire_le = models.DateField("ne se change plus à partir du", null=True, blank=True)
    efface_le = models.DateField("effacé le", null=True, blank=True)
    erreur = models.CharField("ce qui l’a empêché", max_length=300, blank=True)

    objects = FormationQuerySet["TerritoireExercice"].as_manager()

    maison = Maison(
        "territoire_exercice",
        "le territoire d’exercice",
        page="formation:exercice_detail",
        args=("espace_id", "session_id", "pk"),
        copie=Exclus("Un territoire d’exercice est un autre espace de cette installation."),
    )

    class Meta:
        verbose_name = "territoire d’exercice"
        verbose_name_plural = "territoires d’exercice"
        ordering = ["session", "nom", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(nom=""), name="territoire_exercice_nomme"),
            models.UniqueConstraint(
                fields=["inscription"],
                condition=~Q(etat=regles.EtatExercice.EFFACE.value),
                name="territoire_exercice_un_par_stagiaire",
            ),
            models.UniqueConstraint(
                fields=["session", "nom"],
                condition=~Q(etat=regles.EtatExercice.EFFACE.value),
                name="territoire_exercice_nom_unique",
            ),
        ]

    def __str__(self) -> str:
        return f"Territoire d’exercice {avec_de(self.nom)}"
