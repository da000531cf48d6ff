"""Notes that help to decide: a question, scenarios side by side, what partners think, how it was settled."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from convive.acteurs.models import Organisation
from convive.documents.models import Gel
from convive.espaces.models import Espace, EspaceLieQuerySet, Membre, get_espaces_droit
from convive.gouvernance.models.decision import Decision
from convive.gouvernance.models.instance import Instance, build_lecteurs, build_role, build_siege, get_sieges
from convive.gouvernance.models.point import PointOrdreDuJour
from convive.gouvernance.models.seance import PUBLIEES, Seance, filter_lecteurs_seance
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules import notes as regles_notes
from convive.gouvernance.rules.notes import Position
from convive.socle.champs import ChampListe
from convive.socle.formats import date_longue
from convive.socle.maison import INCLUS, Echanges, Maison
from convive.socle.objets import AvecReference, ModeleUuid
from convive.socle.texte import get_texte_nu

TYPE_NOTE = "note_decision"
"""The key of a note in the registry of objects: a point of an agenda bears it."""


class NoteDecisionQuerySet(EspaceLieQuerySet["NoteDecision"]):
    def visible_to(self, compte: Any) -> "NoteDecisionQuerySet":
        """The team reads those of the bodies that it sees; who sits in a body, and the élu·es, what was joined to one
        of its séances once it was convened."""
        if not compte.is_authenticated:
            return self.none()
        visibles = Instance.objects.visible_to(compte).order_by().values("pk")
        equipe = get_espaces_droit(compte, regles.DROIT_LIRE_TOUT)
        elus = get_espaces_droit(compte, regles.DROIT_LIRE_CLOSES, sauf=regles.DROIT_LIRE_TOUT)
        condition = Q(espace__in=equipe) & (Q(instance__isnull=True) | Q(instance__in=visibles))
        siens = get_sieges(compte, sauf=regles.DROIT_LIRE_TOUT)
        if elus == [] and siens.query.is_empty():
            return self.filter(condition)
        lues = Seance.objects.visible_to(compte).filter(
            Q(statut__in=PUBLIEES), Q(instance__in=siens.values("instance")) | Q(espace__in=elus)
        )
        joints = PointOrdreDuJour.objects.filter(
            objet_type=TYPE_NOTE, objet_uuid__isnull=False, seance__in=lues.order_by().values("pk")
        )
        return self.filter(condition | Q(pk__in=joints.order_by().values("objet_uuid")))


def filter_lecteurs(membres: "QuerySet[Membre]", note: Any) -> "QuerySet[Membre]":
    """The team; who sits in a body to which it was joined, and the élu·es, once the séance was convened."""
    lues = Q() if note.instance is None else build_lecteurs(note.instance)
    condition = lues & build_role(regles.DROIT_LIRE_TOUT)
    joints = PointOrdreDuJour.objects.filter(objet_type=TYPE_NOTE, objet_uuid=note.pk, seance__statut__in=PUBLIEES)
    for point in joints.select_related("seance__instance"):
        seance: Any = point.seance
        lecteurs = Q(pk__in=filter_lecteurs_seance(membres, seance).order_by().values("pk"))
        condition |= lecteurs & (build_siege(seance.instance) | build_role(regles.DROIT_LIRE_CLOSES))
    return membres.filter(condition)


class NoteDecision(ModeleUuid):
    """A question put to a body. `attendue_le` is the day by which one wants an answer; `chiffres` are what
    `rules.notes.load_chiffres` reads; the technical advice is signed (`avis_de`), and may name a scenario."""

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="notes_decision")
    instance = models.ForeignKey(
        Instance, verbose_name="qui décide", on_delete=models.SET_NULL, null=True, blank=True, related_name="notes"
    )
    question = models.CharField("question posée", max_length=regles.MAX_TITRE)
    pourquoi_maintenant = models.TextField("pourquoi maintenant", max_length=regles_notes.MAX_LONG, blank=True)
    contexte = models.TextField("ce qu’il faut savoir", max_length=regles_notes.MAX_LONG, blank=True)
    chiffres = models.JSONField("chiffres", default=list, blank=True)
    attendue_le = models.DateField("réponse attendue avant le", null=True, blank=True)
    recommandation = models.TextField("avis technique", max_length=regles_notes.MAX_LONG, blank=True)
    avis_de = models.CharField("avis technique de", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    scenario_conseille = models.ForeignKey(
        "gouvernance.ScenarioDecision",
        verbose_name="scénario conseillé",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="conseille_par",
    )
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrite par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="notes_decision",
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = NoteDecisionQuerySet.as_manager()

    maison = Maison(
        TYPE_NOTE,
        "la note",
        page="gouvernance:note_detail",
        cherche=lambda note: (note.question, get_texte_nu(note.contexte)),
        echanges=Echanges(filter_lecteurs),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "note d’aide à la décision"
        verbose_name_plural = "notes d’aide à la décision"
        ordering = ["espace_id", "-created_at", "uuid"]
        constraints = [models.CheckConstraint(condition=~Q(question=""), name="note_decision_question_remplie")]

    def __str__(self) -> str:
        return self.question


class ParNoteQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a note, for whoever reads it."""

    def visible_to(self, compte: Any) -> "ParNoteQuerySet[M]":
        return self.filter(note__in=NoteDecision.objects.visible_to(compte).order_by().values("pk"))


class ScenarioDecision(ModeleUuid):
    """A way to answer. `couts` are euros by year, as `rules.notes.load_couts` reads them: always the estimate of
    someone, on a day."""

    note = models.ForeignKey(NoteDecision, verbose_name="note", on_delete=models.CASCADE, related_name="scenarios")
    ordre = models.PositiveSmallIntegerField("ordre", default=0)
    titre = models.CharField("en quelques mots", max_length=regles_notes.MAX_COURT)
    is_sans_changement = models.BooleanField("ne rien changer", default=False)
    effets = models.TextField("ce que cela change", max_length=regles_notes.MAX_LONG, blank=True)
    gagnants = models.TextField("qui y gagne", max_length=regles_notes.MAX_LONG, blank=True)
    perdants = models.TextField("qui y perd", max_length=regles_notes.MAX_LONG, blank=True)
    risques = models.TextField("risques", max_length=regles_notes.MAX_LONG, blank=True)
    parades = models.TextField("comment les réduire", max_length=regles_notes.MAX_LONG, blank=True)
    delais = models.TextField("délais", max_length=regles_notes.MAX_LONG, blank=True)
    couts = models.JSONField("coûts (euros par année)", default=dict, blank=True)
    cout_source = models.CharField("estimation de", max_length=regles_notes.MAX_COURT, blank=True)
    cout_date = models.DateField("estimation du", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = ParNoteQuerySet["ScenarioDecision"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "scénario d’une note"
        verbose_name_plural = "scénarios des notes"
        ordering = ["note_id", "is_sans_changement", "ordre", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(titre=""), name="scenario_decision_titre_rempli"),
            models.UniqueConstraint(
                fields=["note"], condition=Q(is_sans_changement=True), name="scenario_sans_changement_unique"
            ),
            models.CheckConstraint(
                condition=Q(cout_date__isnull=True) | ~Q(cout_source=""), name="scenario_estimation_entiere"
            ),
        ]

    def __str__(self) -> str:
        return self.titre


class AvisPartenaire(ModeleUuid):
    """What a partner thinks of it, on a day, and who collected it. `nom` is who speaks: an organisation of the
    directory keeps its name here too. `scenario` is the one that it is about; empty, the question as a whole. With
    `is_donne`, `recueilli_par` is who gave it herself."""

    note = models.ForeignKey(NoteDecision, verbose_name="note", on_delete=models.CASCADE, related_name="avis")
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="avis_notes",
    )
    nom = models.CharField("de qui", max_length=regles.MAX_NOM_PERSONNE)
    scenario = models.ForeignKey(
        "ScenarioDecision",
        verbose_name="sur le scénario",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="avis",
    )
    position = ChampListe("position", regles_notes.Position, max_length=12, connu="avis_partenaire_position_connue")
    phrase = models.TextField("en une phrase", max_length=regles.MAX_MOTIF, blank=True)
    date = models.DateField("le")
    recueilli_par = models.CharField("recueilli par", max_length=regles.MAX_NOM_PERSONNE)
    is_donne = models.BooleanField("donné par la personne elle-même", default=False)

    lettre = ""
    """The letter of its scenario in the note, where it is shown."""

    objects = ParNoteQuerySet["AvisPartenaire"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "avis d’un partenaire"
        verbose_name_plural = "avis des partenaires"
        ordering = ["note_id", "date", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(nom="") & (Q(position="favorable") | ~Q(phrase="")), name="avis_partenaire_rempli"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.nom}\u00a0: {self.get_position_display().lower()}"

    @property
    def libelle_position(self) -> str:
        """« Favorable », « Favorable au scénario B »."""
        position = Position(self.position)
        return f"{position.libelle} {position.a_quoi} scénario\u00a0{self.lettre}" if self.lettre else position.libelle

    @property
    def position_entiere(self) -> str:
        """« favorable », « favorable au scénario « L’école » »: where the letters of the note are not known."""
        position = Position(self.position)
        quoi = f" {position.a_quoi} scénario «\u00a0{self.scenario.titre}\u00a0»" if self.scenario else ""
        return f"{position.libelle.lower()}{quoi}"

    @property
    def provenance(self) -> str:
        """« donné le 12 mai 2026 », « recueilli le 12 mai 2026 par Prénom Nom »."""
        jour = f"le\u00a0{date_longue(self.date)}"
        if self.nom == self.recueilli_par:
            return f"donné {jour}"
        return f"{'donné' if self.is_donne else 'recueilli'} {jour} par {self.recueilli_par}"


class SourceNote(AvecReference, ModeleUuid):
    """What a note rests on: a constat, an enjeu, an action, a version of the diagnosis."""

    note = models.ForeignKey(NoteDecision, verbose_name="note", on_delete=models.CASCADE, related_name="sources")

    objects = ParNoteQuerySet["SourceNote"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "source d’une note"
        verbose_name_plural = "sources des notes"
        ordering = ["note_id", "created_at", "uuid"]
        indexes = [models.Index(fields=["objet_type", "objet_uuid"], name="source_note_objet")]
        constraints = [models.UniqueConstraint(fields=["note", "objet_type", "objet_uuid"], name="source_note_unique")]

    def __str__(self) -> str:
        return self.objet_type


class ArbitrageNote(ModeleUuid):
    """How a body settled it, once. A postponed one leaves the note open; one noted by mistake is taken back, and stays.

    `decide_par` is who decided, in words; `decision` is its line in the register, `gel` the note as it was presented.
    """

    note = models.ForeignKey(NoteDecision, verbose_name="note", on_delete=models.CASCADE, related_name="arbitrages")
    issue = ChampListe("issue", regles_notes.Issue, max_length=8, connu="arbitrage_issue_connue")
    scenario = models.ForeignKey(
        ScenarioDecision,
        verbose_name="scénario retenu",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="arbitrages",
    )
    pourquoi = models.TextField("pourquoi", max_length=regles.MAX_MOTIF)
    decide_par = models.CharField("décidé par", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    date = models.DateField("le")
    decision = models.OneToOneField(
        Decision,
        verbose_name="décision du registre",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="arbitrage",
    )
    gel = models.ForeignKey(
        Gel,
        verbose_name="note telle que présentée",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="arbitrages",
    )
    note_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="noté par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="arbitrages_notes",
    )
    annule_le = models.DateTimeField("repris le", null=True, blank=True)
    annule_motif = models.TextField("pourquoi il est repris", max_length=regles.MAX_MOTIF, blank=True)

    objects = ParNoteQuerySet["ArbitrageNote"].as_manager()

    maison = Maison(copie=INCLUS)

    class Meta:
        verbose_name = "arbitrage d’une note"
        verbose_name_plural = "arbitrages des notes"
        ordering = ["note_id", "date", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(issue=regles_notes.Issue.RETENU.value, scenario__isnull=False)
                | (~Q(issue=regles_notes.Issue.RETENU.value) & Q(scenario__isnull=True)),
                name="arbitrage_scenario_si_retenu",
            ),
            models.UniqueConstraint(
                fields=["note"],
                condition=Q(annule_le__isnull=True) & ~Q(issue=regles_notes.Issue.REPORTE.value),
                name="arbitrage_une_fois",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_issue_display()}, le {self.date:%d/%m/%Y}"

    @property
    def is_definitif(self) -> bool:
        return self.annule_le is None and self.issue != regles_notes.Issue.REPORTE
