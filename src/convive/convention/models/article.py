"""The convention as a document: its articles, the texts that it quotes, what fills its annexes."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse

from convive.convention.models.ctg import ConventionQuerySet, Ctg
from convive.convention.rules.articles import MAX_CLE_ARTICLE, MAX_TITRE_ARTICLE, MAX_VISA
from convive.convention.rules.ctg import DROIT_LIRE
from convive.documents.models import PieceJointe
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Espace, TexteVersionne, build_versions
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import ModeleUuid
from convive.socle.texte import get_texte_nu


class ArticleQuerySet(ConventionQuerySet["ArticleConvention"]):
    def visible_to(self, compte: Any, *, with_retires: bool = False) -> "ArticleQuerySet":
        """Articles that this person reads; those that were taken out are for the page that brings them back."""
        articles: ArticleQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower than the base says
        return articles if with_retires else articles.presents()

    def presents(self) -> "ArticleQuerySet":
        return self.filter(date_retrait__isnull=True)


class ArticleConvention(TexteVersionne):
    """An article of a CTG, with its fields as they are typed. `cle` is that of the model it comes from, when it does.

    Its number is computed from `ordre`; a preamble has none. One that was taken out keeps its text and its versions.
    """

    CHAMPS_TEXTES = ("titre", "texte")

    espace = models.ForeignKey(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="articles_convention"
    )
    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="articles")
    cle = models.CharField("clé du modèle", max_length=MAX_CLE_ARTICLE, blank=True)
    ordre = models.PositiveSmallIntegerField("ordre")
    titre = models.CharField("titre", max_length=MAX_TITRE_ARTICLE)
    texte = models.TextField("texte", blank=True)
    is_numerote = models.BooleanField("porte un numéro", default=True)
    date_retrait = models.DateTimeField("retiré le", null=True, blank=True)

    versions = build_versions(
        *("ctg", "cle", "ordre", "is_numerote", "date_retrait"),
        nom="version d’un article",
        noms="versions des articles",
    )

    objects = ArticleQuerySet.as_manager()

    maison = Maison(
        "article_convention",
        "l’article de convention",
        corbeille="with_retires",
        cherche=lambda article: (article.titre, get_texte_nu(article.texte)),
        echanges=Echanges(filter_par_droit(*DROIT_LIRE)),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "article de convention"
        verbose_name_plural = "articles de convention"
        ordering = ["ctg", "ordre", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="article_titre_rempli"),
            models.UniqueConstraint(fields=["ctg", "cle"], condition=~Q(cle=""), name="article_modele_une_fois"),
        ]

    def __str__(self) -> str:
        return self.titre

    def get_absolute_url(self) -> str:
        """Its place in the text: an article is read among the others."""
        return f"{reverse('convention:article_list', args=[self.espace_id, self.ctg_id])}#article-{self.pk}"


class VisaQuerySet(models.QuerySet["Visa"]):
    def visible_to(self, compte: Any) -> "VisaQuerySet":
        return self.filter(ctg__in=Ctg.objects.visible_to(compte))


class Visa(ModeleUuid):
    """A text that a convention quotes before its articles. `is_a_verifier`: nobody has said where it can be read."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="visas")
    ordre = models.PositiveSmallIntegerField("ordre")
    texte = models.CharField("texte", max_length=MAX_VISA)
    url_source = models.URLField("où il se lit", max_length=500, blank=True)
    is_a_verifier = models.BooleanField("à vérifier", default=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = VisaQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "visa"
        verbose_name_plural = "visas"
        ordering = ["ctg", "ordre", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(texte=""), name="visa_texte_rempli")]

    def __str__(self) -> str:
        return self.texte


class ChoixAnnexe(models.TextChoices):
    """What a person wants in an annex."""

    CONVIVE = "convive", "Ce que Convive en sait"
    TEXTE = "texte", "Un texte que vous écrivez"
    PIECE = "piece", "Un fichier joint à la CTG"
    A_JOINDRE = "a_joindre", "À joindre à part"
    SANS_OBJET = "sans_objet", "Sans objet à ce jour"


class AnnexeQuerySet(models.QuerySet["AnnexeConvention"]):
    def visible_to(self, compte: Any) -> "AnnexeQuerySet":
        return self.filter(ctg__in=Ctg.objects.visible_to(compte))


class AnnexeConvention(ModeleUuid):
    """What someone chose for an annex; without a row, it holds what Convive knows. `version` as for a Ctg."""

    ctg = models.ForeignKey(Ctg, verbose_name="CTG", on_delete=models.CASCADE, related_name="annexes")
    numero = models.PositiveSmallIntegerField("numéro")
    choix = ChampListe("contenu", ChoixAnnexe, max_length=20, default=ChoixAnnexe.CONVIVE, connu="annexe_choix_connu")
    texte = models.TextField("texte", blank=True)
    piece = models.ForeignKey(
        PieceJointe,
        verbose_name="fichier joint",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="annexes_convention",
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = AnnexeQuerySet.as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "annexe de convention"
        verbose_name_plural = "annexes de convention"
        ordering = ["ctg", "numero"]
        constraints = [
            models.UniqueConstraint(fields=["ctg", "numero"], name="annexe_une_fois"),
        ]

    def __str__(self) -> str:
        return f"Annexe {self.numero}"
