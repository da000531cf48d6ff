"""« Entre pairs »: questions and answers between people trained by an organisme, and their offers to help."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q

from convive.espaces.models import Espace
from convive.formation.models.inscription import Inscription
from convive.formation.models.programme import FormationQuerySet
from convive.formation.rules import pairs as regles
from convive.formation.rules.formation import MAX_LONG
from convive.socle.formats import date_longue
from convive.socle.maison import Exclus, Maison
from convive.socle.objets import ModeleUuid

# Not copied: people joined this organisme's pairs, under the name that they chose there.
ENTRE_PAIRS = Exclus("Ce que des pairs se disent est à celles et ceux qui l’ont écrit, là où ils ont choisi d’entrer.")


class Pair(ModeleUuid):
    """A person who chose to join, under a name of her choice: a stagiaire, or someone with a compte. `espace` is that
    of the organisme. `aide_le` is when she joined the directory; `domaines` are keys packed by `pack_domaines`."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="pairs")
    inscription = models.OneToOneField(
        Inscription, verbose_name="stagiaire", on_delete=models.CASCADE, null=True, blank=True, related_name="pair"
    )
    compte = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="compte",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="pairs",
    )
    nom = models.CharField("nom montré", max_length=regles.MAX_NOM)
    organisation = models.CharField("organisation", max_length=regles.MAX_NOM, blank=True)
    has_courriels = models.BooleanField("prévenue par e-mail d’une réponse", default=True)
    aide_le = models.DateTimeField("dans l’annuaire depuis", null=True, blank=True)
    domaines = models.CharField("peut aider sur", max_length=regles.MAX_DOMAINES, blank=True)
    contact = models.CharField("comment la joindre", max_length=regles.MAX_CONTACT, blank=True)

    objects = FormationQuerySet["Pair"].as_manager()

    maison = Maison(
        "pair",
        "sa participation entre pairs",
        libelle="Participation entre pairs",
        page="formation:pair_list",
        args=("espace_id",),
        copie=ENTRE_PAIRS,
    )

    class Meta:
        verbose_name = "pair"
        verbose_name_plural = "pairs"
        ordering = ["espace", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["espace", "compte"], condition=Q(compte__isnull=False), name="pair_une_fois_par_compte"
            ),
            models.CheckConstraint(
                condition=Q(compte__isnull=False, inscription__isnull=True)
                | Q(compte__isnull=True, inscription__isnull=False),
                name="pair_stagiaire_ou_compte",
            ),
            models.CheckConstraint(condition=~Q(nom=""), name="pair_nomme"),
            models.CheckConstraint(
                condition=(Q(aide_le__isnull=True) & Q(contact="") & Q(domaines=""))
                | (Q(aide_le__isnull=False) & ~Q(contact="") & ~Q(domaines="")),
                name="pair_annuaire_avec_accord",
            ),
        ]

    def __str__(self) -> str:
        """The label written to the journal, so it has no name in it."""
        return "Participation entre pairs"


class MotPair(ModeleUuid):
    """A text that a trainer may hide, with a reason shown to the author. `auteur` is null once she has left."""

    auteur = models.ForeignKey(
        Pair, verbose_name="auteur", on_delete=models.SET_NULL, null=True, blank=True, related_name="%(class)ss"
    )
    texte = models.TextField("texte", max_length=MAX_LONG, blank=True)
    masque_le = models.DateTimeField("masqué le", null=True, blank=True)
    motif_masque = models.CharField("pourquoi c’est masqué", max_length=regles.MAX_MOTIF, blank=True)

    class Meta:
        abstract = True

    @property
    def nom_auteur(self) -> str:
        return self.auteur.nom if self.auteur else regles.UNE_PERSONNE


class QuestionPair(MotPair):
    """`theme` is a key, or empty; `mots` is the normalised text used for searching."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="questions_pairs")
    titre = models.CharField("question", max_length=regles.MAX_TITRE)
    theme = models.CharField("thème", max_length=10, blank=True)
    mots = models.TextField("mots cherchés", blank=True, editable=False)

    objects = FormationQuerySet["QuestionPair"].as_manager()

    maison = Maison("question_pair", "la question entre pairs", page="formation:question_detail", copie=ENTRE_PAIRS)

    class Meta:
        verbose_name = "question entre pairs"
        verbose_name_plural = "questions entre pairs"
        ordering = ["espace", "-created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="question_pair_nommee"),
            models.CheckConstraint(
                condition=Q(masque_le__isnull=True) | ~Q(motif_masque=""), name="question_pair_masquee_motivee"
            ),
        ]

    def __str__(self) -> str:
        """The label written to the journal, which must hold nothing of the text."""
        return f"Question du {date_longue(self.created_at)}"


class ReponsePairQuerySet(models.QuerySet["ReponsePair"]):
    def visible_to(self, compte: Any) -> "ReponsePairQuerySet":
        return self.filter(question__in=QuestionPair.objects.visible_to(compte)).select_related("question")


class ReponsePair(MotPair):
    """`est_a_annoncer` is true until the author of the question has been e-mailed."""

    question = models.ForeignKey(
        QuestionPair, verbose_name="question", on_delete=models.CASCADE, related_name="reponses"
    )
    est_a_annoncer = models.BooleanField("à annoncer", default=False)
    annoncee_le = models.DateTimeField("annoncée le", null=True, blank=True)

    objects = ReponsePairQuerySet.as_manager()

    maison = Maison(
        "reponse_pair",
        "la réponse entre pairs",
        page="formation:question_detail",
        args=("question.espace_id", "question_id"),
        espace="question.espace_id",
        copie=ENTRE_PAIRS,
    )

    class Meta:
        verbose_name = "réponse entre pairs"
        verbose_name_plural = "réponses entre pairs"
        ordering = ["question", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="reponse_pair_ecrite"),
            models.CheckConstraint(
                condition=Q(masque_le__isnull=True) | ~Q(motif_masque=""), name="reponse_pair_masquee_motivee"
            ),
        ]

    def __str__(self) -> str:
        return f"Réponse du {date_longue(self.created_at)}"


class MerciPair(ModeleUuid):
    """« Cette réponse m’a aidé·e »: only the count is shown, never who."""

    reponse = models.ForeignKey(ReponsePair, verbose_name="réponse", on_delete=models.CASCADE, related_name="mercis")
    pair = models.ForeignKey(Pair, verbose_name="de qui", on_delete=models.CASCADE, related_name="mercis")

    maison = Maison(copie=ENTRE_PAIRS)

    class Meta:
        verbose_name = "merci d’un pair"
        verbose_name_plural = "mercis des pairs"
        ordering = ["reponse", "uuid"]
        constraints = [models.UniqueConstraint(fields=["reponse", "pair"], name="merci_pair_une_fois")]

    def __str__(self) -> str:
        return "Cette réponse m’a aidé·e"
