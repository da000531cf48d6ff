"""The carnet of an espace: what its people write down together."""

from django.db import models
from django.db.models import Q

from convive.espaces.models.espace import Espace
from convive.espaces.models.portee import PorteeQuerySet, filter_membres_concernes
from convive.espaces.models.texte import TexteVersionne, build_versions
from convive.espaces.models.thematique import Thematique
from convive.espaces.rules import DROIT_LIRE_NOTES, MAX_TITRE_NOTE
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.texte import get_texte_nu


class NoteQuerySet(PorteeQuerySet["Note"]):
    droit = DROIT_LIRE_NOTES

    def visible_to(self, compte: object, *, with_supprimees: bool = False) -> "NoteQuerySet":
        """Notes that this person may read today; those that were put aside are for the pages that bring them back."""
        notes: NoteQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower than the library says
        return notes if with_supprimees else notes.filter(date_suppression__isnull=True)


class Note(TexteVersionne):
    """A text of the carnet. Without thématique or commune it concerns everyone.

    A deleted note keeps its text and its versions; `date_suppression` hides it until someone restores it.
    """

    CHAMPS_TEXTES = ("titre", "texte")

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="notes")
    titre = models.CharField("titre", max_length=MAX_TITRE_NOTE)
    texte = models.TextField("texte", blank=True)
    thematiques = models.ManyToManyField(
        Thematique,
        verbose_name="thématiques",
        blank=True,
        related_name="notes",
        help_text="Thématiques que la note concerne ; vide : toutes.",
    )
    communes = models.JSONField(
        "communes", default=list, blank=True, help_text="Codes Insee que la note concerne ; vide : toutes."
    )
    date_suppression = models.DateTimeField("supprimée le", null=True, blank=True)

    versions = build_versions("communes", "date_suppression", nom="version d’une note", noms="versions des notes")

    objects = NoteQuerySet.as_manager()

    maison = Maison(
        "note",
        "la note",
        page="espaces:note_detail",
        corbeille="with_supprimees",
        cherche=lambda note: (note.titre, get_texte_nu(note.texte)),
        gestes=("lire",),
        pieces=PIECES,
        echanges=Echanges(filter_membres_concernes),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "note"
        verbose_name_plural = "notes"
        ordering = ["espace", "-updated_at", "uuid"]
        indexes = [models.Index(fields=["espace", "-updated_at"], name="note_espace_recentes")]
        constraints = [models.CheckConstraint(condition=~Q(titre=""), name="note_titre_rempli")]

    def __str__(self) -> str:
        return self.titre
