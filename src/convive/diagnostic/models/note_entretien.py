"""Notes taken during an interview: the team’s raw matter, from which words to quote are drawn."""

from django.db import models
from django.db.models import Q

from convive.diagnostic.models.element import Fiche, FicheQuerySet
from convive.diagnostic.models.public import Consentement, PublicParole
from convive.diagnostic.rules.elements import DROIT_ECRIRE_PAROLES, MAX_INTERLOCUTEUR, MAX_NOTE_ENTRETIEN
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, Maison


class CadreEntretien(models.TextChoices):
    INDIVIDUEL = "individuel", "Entretien à deux"
    COLLECTIF = "collectif", "Entretien à plusieurs"
    TELEPHONE = "telephone", "Entretien par téléphone"
    TERRAIN = "terrain", "Rencontre sur le terrain"


class NoteEntretienQuerySet(FicheQuerySet["NoteEntretien"]):
    # Raw notes are never shared: what may be quoted of them is drawn as a parole.
    droit = DROIT_ECRIRE_PAROLES
    droit_ecrire = DROIT_ECRIRE_PAROLES
    partagees = Q()


class NoteEntretien(Fiche):
    """`interlocuteur` says who was met by a role, never by a name; `consentement` is what that person agreed to, and
    bounds what is drawn from the note."""

    interlocuteur = models.CharField("avec qui", max_length=MAX_INTERLOCUTEUR)
    texte = models.TextField("notes", max_length=MAX_NOTE_ENTRETIEN)
    cadre = ChampListe(
        "cadre", CadreEntretien, max_length=20, default=CadreEntretien.INDIVIDUEL, connu="note_entretien_cadre_connu"
    )
    date_entretien = models.DateField("rencontre du")
    public = ChampListe(
        "qui parle",
        PublicParole,
        max_length=30,
        default=PublicParole.PROFESSIONNEL,
        connu="note_entretien_public_connu",
    )
    consentement = ChampListe(
        "accord de la personne", Consentement, max_length=10, connu="note_entretien_consentement_connu"
    )
    est_anonyme = models.BooleanField("rien ne permet de reconnaître la personne", default=False)

    objects = NoteEntretienQuerySet.as_manager()

    maison = Maison(
        "note_entretien",
        "la note d’entretien",
        page="diagnostic:note_entretien_detail",
        corbeille="with_supprimees",
        cherche=("interlocuteur", "texte"),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "note d’entretien"
        verbose_name_plural = "notes d’entretien"
        ordering = ["espace", "-date_entretien", "uuid"]
        indexes = [models.Index(fields=["espace", "-date_entretien"], name="note_entretien_recentes")]
        constraints = [
            models.CheckConstraint(condition=~Q(texte="") & ~Q(interlocuteur=""), name="note_entretien_remplie"),
        ]

    def __str__(self) -> str:
        return self.interlocuteur
