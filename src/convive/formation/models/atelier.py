"""An atelier of a session: its content, its groups and their roles."""

from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.inscription import Inscription
from convive.formation.models.programme import FormationQuerySet
from convive.formation.models.session import SessionFormation
from convive.formation.rules import ateliers as regles
from convive.formation.rules.chrono import Chrono
from convive.prise_poste.rules.case import MAX_CHAMP, MAX_TEXTE
from convive.socle.champs import ChampListe
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

ATELIER = Exclus("Un atelier est ce que des personnes ont écrit ensemble pendant une session, qui ne voyage pas.")


class Atelier(ModeleUuid):
    """`contenu` is the key of a case, a play or a tool; « lecture_critique » for the critical reading. `donnees` holds
    a case drawn from a real territory, its names hidden; it is empty for what ships with Convive.

    `minutes` is the duration that the trainer chose for an atelier with a single step; null means the usual one. Before
    `ouvert_le` only trainers can see it. The clock is `chrono_secondes`, counted up to the last pause, plus the time
    since `chrono_depart` while it is running. `retour_le` is when the expected answers were shown to everyone; once
    `clos_le` is set, nobody can write any more.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="ateliers")
    session = models.ForeignKey(
        SessionFormation, verbose_name="session", on_delete=models.CASCADE, related_name="ateliers"
    )
    sorte = ChampListe("sorte", regles.SorteAtelier, max_length=10, connu="atelier_sorte_connue")
    contenu = models.CharField("contenu", max_length=40)
    titre = models.CharField("titre", max_length=200)
    donnees = models.JSONField("cas tiré d’un territoire", default=dict, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    minutes = models.PositiveSmallIntegerField("minutes", null=True, blank=True)
    ouvert_le = models.DateTimeField("ouvert le", null=True, blank=True)
    chrono_secondes = models.PositiveIntegerField("secondes comptées", default=0)
    chrono_depart = models.DateTimeField("compte depuis", null=True, blank=True)
    retour_le = models.DateTimeField("retour ouvert le", null=True, blank=True)
    clos_le = models.DateTimeField("clos le", null=True, blank=True)

    objects = FormationQuerySet["Atelier"].as_manager()

    maison = Maison(
        "atelier",
        "l’atelier",
        libelle="Atelier de formation",
        page="formation:atelier_detail",
        args=("espace_id", "session_id", "pk"),
        copie=ATELIER,
    )

    class Meta:
        verbose_name = "atelier"
        verbose_name_plural = "ateliers"
        ordering = ["session", "ordre", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["session", "sorte", "contenu"], name="atelier_une_fois_par_session"),
            models.CheckConstraint(condition=~Q(titre="") & ~Q(contenu=""), name="atelier_nomme"),
            models.CheckConstraint(
                condition=Q(minutes__isnull=True) | Q(minutes__range=(regles.MIN_REGLAGE, regles.MAX_REGLAGE)),
                name="atelier_minutes_bornees",
            ),
            models.CheckConstraint(
                condition=Q(clos_le__isnull=True) | Q(chrono_depart__isnull=True), name="atelier_clos_sans_chrono"
            ),
            models.CheckConstraint(
                condition=Q(ouvert_le__isnull=False)
                | Q(retour_le__isnull=True, clos_le__isnull=True, chrono_depart__isnull=True),
                name="atelier_ferme_n_a_pas_commence",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def chrono(self) -> Chrono:
        return Chrono(self.chrono_secondes, self.chrono_depart)

    @property
    def etat(self) -> regles.EtatAtelier:
        return regles.read_etat(ouvert=bool(self.ouvert_le), retour=bool(self.retour_le), clos=bool(self.clos_le))

    @property
    def libelle_etat(self) -> str:
        return self.etat.libelle.lower()


class GroupeAtelier(ModeleUuid):
    """People who work together."""

    atelier = models.ForeignKey(Atelier, verbose_name="atelier", on_delete=models.CASCADE, related_name="groupes")
    nom = models.CharField("nom", max_length=60)
    ordre = models.PositiveSmallIntegerField("ordre")

    maison = Maison(copie=ATELIER)

    class Meta:
        verbose_name = "groupe"
        verbose_name_plural = "groupes"
        ordering = ["atelier", "ordre", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["atelier", "ordre"], name="groupe_atelier_ordre_unique"),
            models.CheckConstraint(condition=~Q(nom=""), name="groupe_atelier_nomme"),
        ]

    def __str__(self) -> str:
        return self.nom


class PlaceAtelier(ModeleUuid):
    """The group of a person, and her role: a key of the play, « observateur », or empty."""

    atelier = models.ForeignKey(Atelier, verbose_name="atelier", on_delete=models.CASCADE, related_name="places")
    inscription = models.ForeignKey(
        Inscription, verbose_name="inscription", on_delete=models.CASCADE, related_name="places_ateliers"
    )
    groupe = models.ForeignKey(GroupeAtelier, verbose_name="groupe", on_delete=models.CASCADE, related_name="places")
    role = models.CharField("rôle joué", max_length=40, blank=True)

    maison = Maison(copie=ATELIER)

    class Meta:
        verbose_name = "place dans un atelier"
        verbose_name_plural = "places dans les ateliers"
        ordering = ["atelier", "groupe", "inscription", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["atelier", "inscription"], name="place_atelier_unique"),
            models.UniqueConstraint(
                fields=["groupe", "role"],
                condition=~Q(role__in=["", regles.OBSERVATEUR]),
                name="place_atelier_un_role_une_personne",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inscription}, {self.groupe}"


class ReponseAtelier(ModeleUuid):
    """What a group, or a person alone, wrote in one box of an atelier. `version` increases at each change.

    `champ` is the name of the box (« consigne-1 », « releve-decisions »). `niveau` is a mark of the critical reading,
    0 to 3. `ecrit_par` is the last person who wrote in the box of a group.
    """

    atelier = models.ForeignKey(Atelier, verbose_name="atelier", on_delete=models.CASCADE, related_name="reponses")
    groupe = models.ForeignKey(
        GroupeAtelier, verbose_name="groupe", on_delete=models.CASCADE, null=True, blank=True, related_name="reponses"
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="inscription",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="reponses_ateliers",
    )
    champ = models.CharField("champ", max_length=MAX_CHAMP)
    texte = models.TextField("texte", max_length=MAX_TEXTE, blank=True)
    niveau = models.PositiveSmallIntegerField("note", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)
    ecrit_par = models.ForeignKey(
        Inscription,
        verbose_name="écrit par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
    )

    maison = Maison(copie=ATELIER)

    class Meta:
        verbose_name = "réponse d’un atelier"
        verbose_name_plural = "réponses des ateliers"
        ordering = ["atelier", "champ", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(groupe__isnull=True, inscription__isnull=False)
                | Q(groupe__isnull=False, inscription__isnull=True),
                name="reponse_atelier_a_un_groupe_ou_a_une_personne",
            ),
            models.UniqueConstraint(
                fields=["groupe", "champ"], condition=Q(groupe__isnull=False), name="reponse_atelier_groupe_unique"
            ),
            models.UniqueConstraint(
                fields=["atelier", "inscription", "champ"],
                condition=Q(inscription__isnull=False),
                name="reponse_atelier_personne_unique",
            ),
            models.CheckConstraint(condition=~Q(champ=""), name="reponse_atelier_situee"),
            models.CheckConstraint(
                condition=Q(niveau__isnull=True) | Q(niveau__lte=3), name="reponse_atelier_note_de_0_a_3"
            ),
        ]

    def __str__(self) -> str:
        return self.champ
