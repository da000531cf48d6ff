"""An organisme de formation, as named in its documents, and its programmes."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from convive.espaces.models import Espace, EspaceLieQuerySet
from convive.formation.rules import formation as regles
from convive.formation.rules.cours import is_pause, say_travail
from convive.prise_poste.models.acces import get_places_droit
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison
from convive.socle.objets import ModeleUuid


class FormationQuerySet[M: models.Model](EspaceLieQuerySet[M]):
    """Rows of the espace of an organisme, visible to those who teach or organise there."""

    def visible_to(self, compte: Any) -> "FormationQuerySet[M]":
        if not compte.is_authenticated:
            return self.none()
        return self.filter(espace__in=get_places_droit(compte, regles.DROIT_LIRE).values("espace"))


class OrganismeFormation(ModeleUuid):
    """What every document prints about the organisme. One per espace, created on first use."""

    espace = models.OneToOneField(
        Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="organisme_formation"
    )
    raison_sociale = models.CharField("raison sociale", max_length=regles.MAX_COURT)
    numero_declaration = models.CharField("numéro de déclaration d’activité", max_length=30, blank=True)
    region = models.CharField("région de la déclaration", max_length=60, blank=True)
    siret = models.CharField("Siret", max_length=14, blank=True)
    adresse = models.CharField("adresse", max_length=regles.MAX_COURT, blank=True)
    ville = models.CharField("fait à", max_length=120, blank=True)
    representant = models.CharField("qui signe", max_length=regles.MAX_COURT, blank=True)
    qualite_representant = models.CharField("sa qualité", max_length=regles.MAX_COURT, blank=True)
    contact_nom = models.CharField("contact", max_length=regles.MAX_COURT, blank=True)
    contact_email = models.EmailField("adresse e-mail du contact", blank=True)
    contact_telephone = models.CharField("téléphone du contact", max_length=30, blank=True)
    contact_handicap = models.CharField("référent·e handicap", max_length=regles.MAX_COURT, blank=True)
    modalites_reglement = models.TextField("modalités de règlement", max_length=2000, blank=True)
    reglement_interieur = models.TextField("règlement intérieur", max_length=20000, blank=True)
    date_audit = models.DateField("jour du prochain audit", null=True, blank=True)
    pairs_ouverts = models.BooleanField("« Entre pairs » ouvert aux équipes de l’installation", default=False)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["OrganismeFormation"].as_manager()

    # A copy takes programmes, registers of the team and partners, but not the people of sessions nor réclamations.
    maison = Maison(
        "organisme_formation",
        "l’organisme",
        page="formation:organisme_update",
        args=("espace_id",),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "organisme de formation"
        verbose_name_plural = "organismes de formation"
        ordering = ["espace", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(raison_sociale=""), name="organisme_formation_nomme")]

    def __str__(self) -> str:
        return self.raison_sociale


class Programme(ModeleUuid):
    """The description of a training before enrolment. `source` is the key of the shipped course it was created from,
    empty if it was composed; the fields listed in that course's `a_completer` start empty. `version` increases at each
    change."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="programmes")
    titre = models.CharField("titre", max_length=regles.MAX_COURT)
    source = models.CharField("cours d’origine", max_length=60, blank=True)
    etat = ChampListe(
        "état",
        regles.EtatProgramme,
        max_length=12,
        default=regles.EtatProgramme.BROUILLON.value,
        connu="programme_etat_connu",
    )
    publie_le = models.DateField("publié le", null=True, blank=True)
    nature = models.CharField("nature de l’action", max_length=regles.MAX_COURT, blank=True)
    duree_minutes = models.PositiveIntegerField("durée (minutes)", default=0)
    public = models.TextField("public", max_length=regles.MAX_LONG, blank=True)
    prerequis = models.TextField("prérequis", max_length=regles.MAX_LONG, blank=True)
    methodes = models.TextField("méthodes", max_length=regles.MAX_LONG, blank=True)
    evaluation = models.TextField("évaluation", max_length=regles.MAX_LONG, blank=True)
    livrables = models.TextField("ce que l’on emporte", max_length=regles.MAX_LONG, blank=True)
    tarif = models.CharField("tarif", max_length=regles.MAX_COURT, blank=True)
    effectif_min = models.PositiveSmallIntegerField("effectif, au moins", null=True, blank=True)
    effectif_max = models.PositiveSmallIntegerField("effectif, au plus", null=True, blank=True)
    delais_acces = models.CharField("délais d’accès", max_length=regles.MAX_COURT, blank=True)
    accessibilite = models.TextField("accessibilité", max_length=regles.MAX_LONG, blank=True)
    modalites_inscription = models.TextField("comment s’inscrire", max_length=regles.MAX_LONG, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = FormationQuerySet["Programme"].as_manager()

    maison = Maison("programme", "le programme", page="formation:programme_detail", copie=INCLUS)

    class Meta:
        verbose_name = "programme"
        verbose_name_plural = "programmes"
        ordering = ["espace", "etat", "titre", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="programme_nomme"),
            models.CheckConstraint(
                condition=Q(effectif_min__isnull=True)
                | Q(effectif_max__isnull=True)
                | Q(effectif_max__gte=F("effectif_min")),
                name="programme_effectif_ordonne",
            ),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def is_lisible(self) -> bool:
        """Whether it is or was public, even if it is now archived."""
        return self.etat == regles.EtatProgramme.PUBLIE or (
            self.etat == regles.EtatProgramme.ARCHIVE and self.publie_le is not None
        )


class ObjectifProgramme(ModeleUuid):
    """An observable verb, and the evidence that the objectif is reached."""

    programme = models.ForeignKey(
        Programme, verbose_name="programme", on_delete=models.CASCADE, related_name="objectifs"
    )
    cle = models.CharField("repère", max_length=10)
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    verbe = models.CharField("verbe", max_length=60)
    texte = models.CharField("suite de l’objectif", max_length=regles.MAX_COURT)
    critere = models.CharField("à quoi on le voit", max_length=regles.MAX_COURT)

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "objectif d’un programme"
        verbose_name_plural = "objectifs des programmes"
        ordering = ["programme", "ordre", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "cle"], name="objectif_programme_cle_unique"),
            models.CheckConstraint(condition=~Q(verbe="") & ~Q(texte=""), name="objectif_programme_rempli"),
        ]

    def __str__(self) -> str:
        return f"{self.verbe} {self.texte}"


class SequenceProgramme(ModeleUuid):
    """A séquence at its place: `jour` from 1, `moment`, then `ordre`. Lists have the same shape as in a course:
    `deroule` [{minutes, titre, methode, consigne}], `apports` [{titre, statut, texte, sources}], texts in the others.
    `objectifs` and `pages` are keys, `outil` is the key of a tool that groups fill in. `version` increases at each
    change."""

    programme = models.ForeignKey(
        Programme, verbose_name="programme", on_delete=models.CASCADE, related_name="sequences"
    )
    cle = models.CharField("repère", max_length=20)
    jour = models.PositiveSmallIntegerField("jour", default=1)
    moment = ChampListe(
        "moment", regles.Moment, max_length=10, default=regles.Moment.MATIN.value, connu="sequence_programme_moment"
    )
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    titre = models.CharField("titre", max_length=regles.MAX_COURT)
    objectifs = models.JSONField("objectifs", default=list, blank=True)
    capacites = models.JSONField("ce que l’on saura faire", default=list, blank=True)
    pages = models.JSONField("pages de Convive", default=list, blank=True)
    outil = models.CharField("outil rempli en groupe", max_length=40, blank=True)
    deroule = models.JSONField("déroulé", default=list, blank=True)
    notes_formateur = models.JSONField("notes pour qui anime", default=list, blank=True)
    apports = models.JSONField("apports", default=list, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "séquence d’un programme"
        verbose_name_plural = "séquences des programmes"
        # Descending, because « apres_midi » sorts before « matin ».
        ordering = ["programme", "jour", "-moment", "ordre", "uuid"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "cle"], name="sequence_programme_cle_unique"),
            models.CheckConstraint(condition=~Q(titre=""), name="sequence_programme_nommee"),
            models.CheckConstraint(condition=Q(jour__gte=1), name="sequence_programme_jour"),
        ]

    def __str__(self) -> str:
        return self.titre

    @property
    def minutes(self) -> int:
        """The total duration of its steps, breaks included."""
        return sum(int(etape["minutes"]) for etape in self.deroule)

    @property
    def minutes_pause(self) -> int:
        return sum(int(etape["minutes"]) for etape in self.deroule if is_pause(etape["titre"]))

    @property
    def duree(self) -> str:
        return say_travail(self.minutes, self.minutes_pause)
