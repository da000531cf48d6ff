"""The shared diagnosis of an espace: its versions, their chapters, and what people write in them."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from convive.diagnostic.rules.sommaire import DROIT_LIRE_DIAGNOSTIC, LIBRE, MAX_TITRE, MAX_VALIDATION, THEMATIQUE, ZONES
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import (
    Espace,
    EspaceLieQuerySet,
    TexteVersionne,
    Thematique,
    build_versions,
    get_espaces_droit,
)
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import ModeleUuid
from convive.socle.texte import get_texte_nu


class DiagnosticQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows with an `espace`, for the places that read its diagnosis: it concerns everyone, whatever their limits."""

    def visible_to(self, compte: Any) -> "DiagnosticQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_espaces_droit(compte, DROIT_LIRE_DIAGNOSTIC))


class StatutDiagnostic(models.TextChoices):
    EN_COURS = "en_cours", "En cours d’écriture"
    VALIDE = "valide", "Validé"


class Diagnostic(ModeleUuid):
    """A version of the diagnosis. One is written at a time; a validated one never changes, the next one follows it.

    `validation` says who validated it, « le comité de pilotage ».
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="diagnostics")
    titre = models.CharField("titre", max_length=MAX_TITRE)
    numero = models.PositiveSmallIntegerField("numéro de version", default=1)
    statut = ChampListe(
        "statut", StatutDiagnostic, max_length=20, default=StatutDiagnostic.EN_COURS, connu="diagnostic_statut_connu"
    )
    date_validation = models.DateField("validé le", null=True, blank=True)
    validation = models.CharField("validé par", max_length=MAX_VALIDATION, blank=True)
    diagnostic_precedent = models.ForeignKey(
        "self",
        verbose_name="version précédente",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="suivants",
    )

    objects = DiagnosticQuerySet["Diagnostic"].as_manager()

    maison = Maison(
        "diagnostic",
        "le diagnostic",
        page="diagnostic:diagnostic_detail",
        cherche=lambda diagnostic: (str(diagnostic), "Diagnostic partagé"),
        echanges=Echanges(filter_par_droit(*DROIT_LIRE_DIAGNOSTIC), is_secondaire=True),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "diagnostic"
        verbose_name_plural = "diagnostics"
        ordering = ["espace", "-numero"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="diagnostic_titre_rempli"),
            models.CheckConstraint(
                condition=Q(statut=StatutDiagnostic.VALIDE, date_validation__isnull=False)
                | Q(statut=StatutDiagnostic.EN_COURS, date_validation__isnull=True),
                name="diagnostic_validation_datee",
            ),
            models.UniqueConstraint(fields=["espace", "numero"], name="diagnostic_numero_unique"),
            models.UniqueConstraint(
                fields=["espace"], condition=Q(statut=StatutDiagnostic.EN_COURS), name="diagnostic_un_seul_en_cours"
            ),
            models.CheckConstraint(
                condition=Q(diagnostic_precedent__isnull=True) | ~Q(diagnostic_precedent=F("uuid")),
                name="diagnostic_suit_un_autre",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.titre}, version {self.numero}"

    @property
    def is_valide(self) -> bool:
        return self.statut == StatutDiagnostic.VALIDE


def get_textes(chapitre: Any) -> tuple[str, str]:
    return chapitre.titre, get_texte_nu("\n\n".join(getattr(chapitre, zone) for zone in ZONES))


class Chapitre(TexteVersionne):
    """A chapter: what packages show under its key (`diagnostic.chapitres`), and what people write beside it.

    `cle` is that of the usual table of contents, THEMATIQUE for one of the thématiques of the espace, LIBRE for one
    that someone added. Its three texts are the questions of a shared diagnosis.
    """

    CHAMPS_TEXTES = ("titre", *ZONES)

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="chapitres")
    diagnostic = models.ForeignKey(
        Diagnostic, verbose_name="diagnostic", on_delete=models.CASCADE, related_name="chapitres"
    )
    cle = models.CharField("clé", max_length=40)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    thematique = models.ForeignKey(
        Thematique,
        verbose_name="thématique",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="chapitres",
    )
    titre = models.CharField("titre", max_length=MAX_TITRE)
    is_masque = models.BooleanField("masqué", default=False)
    voyons = models.TextField("ce que nous voyons", blank=True)
    pensons = models.TextField("ce que nous pensons", blank=True)
    ignorons = models.TextField("ce que nous ne savons pas", blank=True)

    versions = build_versions(
        "diagnostic",
        "cle",
        "ordre",
        "thematique",
        "is_masque",
        nom="version d’un chapitre",
        noms="versions des chapitres",
    )

    objects = DiagnosticQuerySet["Chapitre"].as_manager()

    maison = Maison(
        "chapitre",
        "le chapitre",
        libelle="Chapitre du diagnostic",
        page="diagnostic:chapitre_detail",
        args=("espace_id", "diagnostic_id", "pk"),
        # With its version of the diagnosis, which says whether it may still change.
        avec=("diagnostic",),
        cherche=get_textes,
        echanges=Echanges(filter_par_droit(*DROIT_LIRE_DIAGNOSTIC)),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "chapitre"
        verbose_name_plural = "chapitres"
        ordering = ["diagnostic", "ordre", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="chapitre_titre_rempli"),
            models.CheckConstraint(condition=~Q(cle=""), name="chapitre_cle_remplie"),
            models.UniqueConstraint(
                fields=["diagnostic", "cle"],
                condition=~Q(cle__in=(THEMATIQUE, LIBRE)),
                name="chapitre_usuel_une_fois",
            ),
            models.UniqueConstraint(
                fields=["diagnostic", "thematique"],
                condition=Q(thematique__isnull=False),
                name="chapitre_thematique_une_fois",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def has_mots(self) -> bool:
        return any(getattr(self, champ).strip() for champ in ZONES)
