"""What a territory observes, with its evidence, and what each partner thinks of it."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from convive.acteurs.models import Organisation
from convive.diagnostic.models.element import Fiche, FicheQuerySet
from convive.diagnostic.models.parole import Parole
from convive.diagnostic.rules.elements import (
    DONNER_AVIS,
    DROIT_ECRIRE_CONSTATS,
    DROIT_LIRE_CONSTATS,
    MAX_AVIS,
    MAX_CONSTAT,
    MAX_LIBELLE,
    MAX_LIMITE,
    MAX_MILLESIME,
    MAX_OBSERVATION,
    MAX_PRECISION,
    MAX_SOURCE,
    MAX_UNITE,
)
from convive.documents.models import PieceJointe
from convive.donnees.rules import Statut
from convive.echanges.lecteurs import filter_par_droit
from convive.espaces.models import Membre, filter_membres_concernes
from convive.espaces.models.lien_magique import MAX_NOM_DESTINATAIRE
from convive.socle.champs import ChampListe
from convive.socle.formats import nombre
from convive.socle.maison import INCLUS, PIECES, Echanges, Inclus, Maison
from convive.socle.objets import ModeleUuid


class NatureConstat(models.TextChoices):
    DONNEE = "donnee", "Un chiffre"
    PAROLE = "parole", "Une parole"
    OBSERVATION = "observation", "Une observation"
    DOCUMENT = "document", "Un document"


class Fiabilite(models.IntegerChoices):
    A_CONFIRMER = 1, "À confirmer"
    PLUTOT_SUR = 2, "Plutôt sûr"
    SOLIDE = 3, "Solide"


class SensAvis(models.TextChoices):
    ACCORD = "accord", "D’accord"
    DESACCORD = "desaccord", "Pas d’accord"
    A_VERIFIER = "a_verifier", "À vérifier"


class ConstatQuerySet(FicheQuerySet["Constat"]):
    droit = DROIT_LIRE_CONSTATS
    droit_ecrire = DROIT_ECRIRE_CONSTATS
    partagees = Q(date_partage__isnull=False)


def filter_lecteurs(membres: "QuerySet[Membre]", constat: Any) -> "QuerySet[Membre]":
    """The places that see a constat: a draft is for those who write."""
    concernes = filter_membres_concernes(membres, constat)
    return concernes if constat.is_partage else filter_par_droit(*DROIT_ECRIRE_CONSTATS)(concernes, constat)


class Constat(Fiche):
    """One sentence. `nature` is what it rests on first; `date_partage`, the day since which everyone reads it and the
    partners answer: before it, it is the team’s draft."""

    texte = models.CharField("constat", max_length=MAX_CONSTAT)
    precision = models.TextField("précision, nuance", max_length=MAX_PRECISION, blank=True)
    nature = ChampListe(
        "repose d’abord sur", NatureConstat, max_length=20, default=NatureConstat.DONNEE, connu="constat_nature_connue"
    )
    fiabilite = models.PositiveSmallIntegerField("fiabilité", choices=Fiabilite, default=Fiabilite.A_CONFIRMER)
    date_partage = models.DateField("partagé le", null=True, blank=True)

    objects = ConstatQuerySet.as_manager()

    maison = Maison(
        "constat",
        "le constat",
        page="diagnostic:constat_detail",
        corbeille="with_supprimees",
        cherche=("texte", "precision"),
        gestes=(DONNER_AVIS,),
        pieces=PIECES,
        echanges=Echanges(filter_lecteurs),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "constat"
        verbose_name_plural = "constats"
        ordering = ["espace", "-updated_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(texte=""), name="constat_texte_rempli"),
            models.CheckConstraint(condition=Q(fiabilite__in=Fiabilite.values), name="constat_fiabilite_connue"),
        ]

    def __str__(self) -> str:
        return self.texte

    @property
    def is_partage(self) -> bool:
        return self.date_partage is not None


class PreuveConstat(ModeleUuid):
    """What a constat rests on. A figure is frozen: value, unit, source and vintage as they were read on `created_at`;
    `indicateur` is empty when it was typed from elsewhere."""

    constat = models.ForeignKey(Constat, verbose_name="constat", on_delete=models.CASCADE, related_name="preuves")
    nature = ChampListe("nature", NatureConstat, max_length=20, connu="preuve_nature_connue")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    texte = models.TextField("observation", max_length=MAX_OBSERVATION, blank=True)
    parole = models.ForeignKey(
        Parole, verbose_name="parole", on_delete=models.CASCADE, null=True, blank=True, related_name="preuves"
    )
    piece = models.ForeignKey(
        # A file that is removed leaves its title here.
        PieceJointe,
        verbose_name="document",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="preuves",
    )
    indicateur = models.CharField("indicateur", max_length=80, blank=True)
    libelle = models.CharField("ce que le chiffre mesure", max_length=MAX_LIBELLE, blank=True)
    territoire = models.CharField("territoire", max_length=MAX_LIBELLE, blank=True)
    valeur = models.FloatField("valeur", null=True, blank=True)
    decimales = models.PositiveSmallIntegerField("décimales montrées", default=0)
    statut = models.CharField("statut de la valeur", max_length=30, default=Statut.VALEUR.value)
    unite = models.CharField("unité", max_length=MAX_UNITE, blank=True)
    millesime = models.CharField("millésime", max_length=MAX_MILLESIME, blank=True)
    source = models.CharField("source", max_length=MAX_SOURCE, blank=True)
    limite = models.CharField("limite de lecture", max_length=MAX_LIMITE, blank=True)

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "preuve d’un constat"
        verbose_name_plural = "preuves des constats"
        ordering = ["constat", "ordre", "created_at"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(nature=NatureConstat.DONNEE)
                | ~(Q(libelle="") | Q(millesime="") | Q(source="") | Q(unite="")),
                name="preuve_chiffre_avec_sa_source",
            ),
            models.CheckConstraint(
                condition=~Q(nature=NatureConstat.PAROLE) | Q(parole__isnull=False), name="preuve_parole_donnee"
            ),
            models.CheckConstraint(
                condition=~Q(nature=NatureConstat.DOCUMENT) | ~Q(libelle=""), name="preuve_document_nomme"
            ),
            models.CheckConstraint(
                condition=~Q(nature=NatureConstat.OBSERVATION) | ~Q(texte=""), name="preuve_observation_remplie"
            ),
            models.UniqueConstraint(
                fields=["constat", "parole"], condition=Q(parole__isnull=False), name="preuve_parole_une_fois"
            ),
            models.UniqueConstraint(
                fields=["constat", "piece"], condition=Q(piece__isnull=False), name="preuve_document_une_fois"
            ),
        ]

    def __str__(self) -> str:
        return self.libelle or self.texte or str(self.parole or "")

    @property
    def affichage(self) -> str:
        """The value as it was shown that day, empty when it had none."""
        return "" if self.valeur is None else nombre(self.valeur, self.decimales)


class AvisConstat(ModeleUuid):
    """What someone says of a constat, for a partner. Her next avis takes the place of this one; those of others stay
    beside it, even when they disagree. `constat_lu` is the sentence that was read: it may have changed since."""

    constat = models.ForeignKey(Constat, verbose_name="constat", on_delete=models.CASCADE, related_name="avis")
    organisation = models.ForeignKey(
        Organisation, verbose_name="organisation", on_delete=models.SET_NULL, null=True, blank=True, related_name="avis"
    )
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="donné par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="avis_constats",
    )
    auteur_nom = models.CharField("nom", max_length=MAX_NOM_DESTINATAIRE)
    auteur_email = models.EmailField("adresse du lien", blank=True)
    sens = ChampListe("avis", SensAvis, max_length=20, connu="avis_sens_connu")
    phrase = models.TextField("en une phrase", max_length=MAX_AVIS, blank=True)
    date = models.DateField("donné le")
    constat_lu = models.CharField("phrase lue", max_length=MAX_CONSTAT)

    # The addresses to which links were sent do not leave the espace.
    maison = Maison(copie=Inclus(sans=("auteur_email",)))

    class Meta:
        verbose_name = "avis sur un constat"
        verbose_name_plural = "avis sur des constats"
        ordering = ["constat", "date", "created_at"]
        constraints = [
            models.CheckConstraint(condition=~Q(auteur_nom=""), name="avis_auteur_nomme"),
            models.UniqueConstraint(
                fields=["constat", "auteur", "organisation"],
                condition=Q(auteur__isnull=False, organisation__isnull=False),
                name="avis_une_voix_par_compte",
            ),
            models.UniqueConstraint(
                fields=["constat", "auteur_email"], condition=~Q(auteur_email=""), name="avis_une_voix_par_lien"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.partenaire} : {self.get_sens_display()}"

    @property
    def partenaire(self) -> str:
        """Who speaks: the organisation, or the person when none is known."""
        return str(self.organisation) if self.organisation else self.auteur_nom
