"""Dated meetings of a body: who is expected, who was there, what was said."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q, QuerySet

from convive.acteurs.models import Organisation, Personne
from convive.documents.models import Gel
from convive.espaces.models import Espace, EspaceLieQuerySet, Membre, get_espaces_droit
from convive.gouvernance.models.instance import (
    Instance,
    MembreInstance,
    build_lecteurs,
    build_role,
    build_siege,
    get_sieges,
)
from convive.gouvernance.rules import instances as regles
from convive.gouvernance.rules import seances as regles_seances
from convive.gouvernance.rules.convocations import LIRE_ANNULATION, LIRE_COMPTE_RENDU, REPONDRE
from convive.gouvernance.rules.seances import StatutSeance
from convive.plan_action.models import EtapeFiche, FicheAction
from convive.socle.champs import ChampListe
from convive.socle.formats import date_longue, ordinal
from convive.socle.maison import INCLUS, Echanges, Inclus, Maison, Pieces
from convive.socle.objets import ModeleUuid

PUBLIEES = [StatutSeance.CONVOQUEE.value, StatutSeance.EN_COURS.value, StatutSeance.CLOSE.value]


class SeanceQuerySet(EspaceLieQuerySet["Seance"]):
    def visible_to(self, compte: Any) -> "SeanceQuerySet":
        """The team reads everything; whoever sits in the body, or to whom it is open, what was convened; an élu·e reads
        what is closed."""
        if not compte.is_authenticated:
            return self.none()
        visibles = Instance.objects.visible_to(compte).order_by()
        equipe = get_espaces_droit(compte, regles.DROIT_LIRE_TOUT)
        condition = Q(espace__in=equipe, instance__in=visibles.values("pk"))
        elus = get_espaces_droit(compte, regles.DROIT_LIRE_CLOSES, sauf=regles.DROIT_LIRE_TOUT)
        if elus != []:
            condition |= Q(statut=StatutSeance.CLOSE.value, espace__in=elus, instance__in=visibles.values("pk"))
        lecteurs = get_espaces_droit(compte, regles.DROIT_LIRE_OUVERTES, sauf=regles.DROIT_LIRE_TOUT)
        publiees = Q(statut__in=PUBLIEES) | Q(convoquee_le__isnull=False)
        if lecteurs != []:
            ouvertes = visibles.filter(is_ouverte_partenaires=True).values("pk")
            condition |= publiees & Q(espace__in=lecteurs, instance__in=ouvertes)
        siens = get_sieges(compte, sauf=regles.DROIT_LIRE_TOUT)
        if not siens.query.is_empty():
            condition |= publiees & Q(instance__in=siens.values("instance"))
        return self.filter(condition)

    def a_venir(self) -> "SeanceQuerySet":
        return self.filter(statut__in=[s.value for s in regles_seances.A_VENIR])


def get_textes(seance: Any) -> tuple[str, str]:
    """Without the name of its body, which is another row."""
    jour = f"Séance du {date_longue(seance.date)}" if seance.date else "Séance sans date"
    return f"{jour}, {seance.titre}" if seance.titre else jour, seance.lieu


def filter_lecteurs_seance(membres: "QuerySet[Membre]", seance: Any) -> "QuerySet[Membre]":
    instance = seance.instance
    lues, siegent = build_lecteurs(instance), build_siege(instance)
    condition = lues & build_role(regles.DROIT_LIRE_TOUT)
    if seance.statut in PUBLIEES or seance.convoquee_le is not None:
        condition |= siegent
        if instance.is_ouverte_partenaires:
            condition |= lues & build_role(regles.DROIT_LIRE_OUVERTES)
    if seance.statut == StatutSeance.CLOSE:
        condition |= lues & build_role(regles.DROIT_LIRE_CLOSES)
    return membres.filter(condition)


class Seance(ModeleUuid):
    """`numero` is given by the convocation: a draft may still move before another. `date` is empty while nobody chose.

    `gel` is the agenda and the minutes as they were closed. `motif` says why it was put off or cancelled. `sequence`
    counts the versions of the invitation (SEQUENCE of iCalendar), `annonce` is the day and the place that was last
    announced: when they are no longer those, those who were invited have to be told.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="seances")
    instance = models.ForeignKey(Instance, verbose_name="instance", on_delete=models.CASCADE, related_name="seances")
    numero = models.PositiveSmallIntegerField("numéro", null=True, blank=True)
    titre = models.CharField("objet", max_length=regles.MAX_TITRE, blank=True)
    date = models.DateField("date", null=True, blank=True)
    heure_debut = models.TimeField("de", null=True, blank=True)
    heure_fin = models.TimeField("à", null=True, blank=True)
    lieu = models.CharField("lieu", max_length=regles.MAX_LIEU, blank=True)
    lien_visio = models.URLField("lien de visioconférence", max_length=500, blank=True)
    statut = ChampListe(
        "état",
        regles_seances.StatutSeance,
        max_length=10,
        default=StatutSeance.BROUILLON.value,
        connu="seance_statut_connu",
    )
    motif = models.TextField("pourquoi", max_length=regles.MAX_MOTIF, blank=True)
    reportee_en = models.ForeignKey(
        "self", verbose_name="reportée au", on_delete=models.SET_NULL, null=True, blank=True, related_name="remplace"
    )
    convoquee_le = models.DateTimeField("convoquée le", null=True, blank=True)
    convoquee_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="convoquée par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seances_convoquees",
    )
    mot_convocation = models.TextField("mot de la convocation", max_length=regles.MAX_MOTIF, blank=True)
    sequence = models.PositiveSmallIntegerField("version de l’invitation", default=0)
    annonce = models.CharField("jour et lieu annoncés", max_length=1_000, blank=True)
    close_le = models.DateTimeField("close le", null=True, blank=True)
    close_par = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="close par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="seances_closes",
    )
    gel = models.ForeignKey(
        Gel, verbose_name="version gardée", on_delete=models.SET_NULL, null=True, blank=True, related_name="seances"
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = SeanceQuerySet.as_manager()

    maison = Maison(
        "seance",
        "la séance",
        page="gouvernance:seance_detail",
        avec=("instance",),
        cherche=get_textes,
        pieces=Pieces(page="gouvernance:seance_dossier"),
        echanges=Echanges(
            filter_lecteurs_seance,
            page="gouvernance:seance_echanges",
            invite="Une question avant la séance, une précision après : posées ici, elles restent avec elle.",
        ),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "séance"
        verbose_name_plural = "séances"
        ordering = ["espace_id", "date", "created_at", "uuid"]
        indexes = [
            models.Index(fields=["espace", "date"], name="seance_espace_date"),
            models.Index(fields=["instance", "date"], name="seance_instance_date"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["instance", "numero"], condition=Q(numero__isnull=False), name="seance_numero_unique"
            ),
            models.CheckConstraint(
                condition=Q(heure_debut__isnull=True) | Q(heure_fin__isnull=True) | Q(heure_fin__gt=F("heure_debut")),
                name="seance_heures_ordonnees",
            ),
            models.CheckConstraint(
                condition=~Q(statut__in=sorted(s.value for s in regles_seances.PARTIES)) | ~Q(motif=""),
                name="seance_partie_motivee",
            ),
        ]

    @property
    def heure_dite(self) -> str:
        """« 18 h », « 18 h 30 »; empty while nobody chose it."""
        return regles_seances.format_heure(regles_seances.count_minutes(self.heure_debut)) if self.heure_debut else ""

    @property
    def horaires(self) -> str:
        """« 14 h – 16 h »."""
        return regles_seances.format_horaires(self.heure_debut, self.heure_fin)

    def __str__(self) -> str:
        """« COPIL du 12 juin 2026 »: the body is read with the séance."""
        return f"{self.instance} du {date_longue(self.date)}" if self.date else f"{self.instance}, sans date"

    @property
    def libelle_numero(self) -> str:
        """« 5e séance »; empty while it has no number."""
        return f"{ordinal(self.numero, feminin=True)} séance" if self.numero else ""

    @property
    def is_modifiable(self) -> bool:
        return self.statut in regles_seances.MODIFIABLES


class ParSeanceQuerySet[M: models.Model](models.QuerySet[M]):
    """Rows of a séance, for whoever reads the séance."""

    def visible_to(self, compte: Any) -> "ParSeanceQuerySet[M]":
        return self.filter(seance__in=Seance.objects.visible_to(compte).order_by().values("pk"))


class ParticipantSeance(ModeleUuid):
    """Someone expected at a séance: a seat of the body, or a guest. `nom`, `qualite` are copied from the seat, and stay
    when it ends. `email` is that of the card on the day of the convocation, or that of a guest. `represente_par` is a
    name; `repondu_par` too, when someone else answered."""

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.CASCADE, related_name="participants")
    membre = models.ForeignKey(
        MembreInstance, verbose_name="siège", on_delete=models.SET_NULL, null=True, blank=True, related_name="presences"
    )
    personne = models.ForeignKey(
        Personne, verbose_name="personne", on_delete=models.SET_NULL, null=True, blank=True, related_name="presences"
    )
    organisation = models.ForeignKey(
        Organisation,
        verbose_name="organisation",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="presences",
    )
    nom = models.CharField("nom", max_length=regles.MAX_NOM_PERSONNE)
    qualite = models.CharField("en qualité de", max_length=regles.MAX_QUALITE, blank=True)
    email = models.EmailField("adresse e-mail", blank=True)
    reponse = ChampListe(
        "réponse",
        regles_seances.Reponse,
        max_length=10,
        default=regles_seances.Reponse.EN_ATTENTE.value,
        connu="participant_reponse_connue",
    )
    repondu_le = models.DateTimeField("a répondu le", null=True, blank=True)
    repondu_par = models.CharField("réponse donnée par", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    represente_par = models.CharField("représenté·e par", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    presence = ChampListe(
        "présence",
        regles_seances.Presence,
        max_length=10,
        default=regles_seances.Presence.INCONNUE.value,
        connu="participant_presence_connue",
    )
    arrive_le = models.DateTimeField("arrivée notée le", null=True, blank=True)
    moyen = ChampListe("notée comment", regles_seances.MoyenPresence, max_length=6, blank=True)
    pointage_page = models.CharField("page de la dernière touche", max_length=regles_seances.MAX_PAGE, blank=True)
    pointage_rang = models.PositiveIntegerField("rang de la dernière touche dans sa page", default=0)

    url_a_copier = ""
    """The address of her link, where no e-mail leaves: for whoever has just made it."""

    objects = ParSeanceQuerySet["ParticipantSeance"].as_manager()

    maison = Maison(
        "participant_seance",
        "la présence",
        page="gouvernance:seance_detail",
        args=("seance.espace_id", "seance_id"),
        espace="seance.espace_id",
        avec=("seance",),
        gestes=(REPONDRE, LIRE_ANNULATION, LIRE_COMPTE_RENDU),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "participant·e d’une séance"
        verbose_name_plural = "participant·es des séances"
        ordering = ["seance_id", "nom", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "membre"], condition=Q(membre__isnull=False), name="participant_une_fois"
            ),
            models.CheckConstraint(condition=~Q(nom=""), name="participant_nomme"),
        ]

    def __str__(self) -> str:
        return self.nom


class LigneSeanceQuerySet(ParSeanceQuerySet["LigneSeance"]):
    def visible_to(self, compte: Any) -> "LigneSeanceQuerySet":
        """Minutes are the team’s until the séance is closed."""
        visibles: LigneSeanceQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        if not compte.is_authenticated:
            return visibles
        equipe = Q(seance__espace__in=get_espaces_droit(compte, regles.DROIT_LIRE_TOUT))
        return visibles.filter(Q(seance__statut=StatutSeance.CLOSE.value) | equipe)


class LigneSeance(ModeleUuid):
    """A line of the minutes. `cle_client` is drawn by the browser: sent twice after a cut, it is one line.

    What is to be done (« action ») says who does it and by when, as the minutes print it; `fiche`, or `etape`, is what
    it became in the plan, which may happen after the closing and changes no word of it.
    """

    seance = models.ForeignKey(Seance, verbose_name="séance", on_delete=models.CASCADE, related_name="lignes")
    point = models.ForeignKey(
        "gouvernance.PointOrdreDuJour",
        verbose_name="point",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes",
    )
    ordre = models.PositiveIntegerField("ordre", default=0)
    sorte = ChampListe("sorte", regles_seances.SorteLigne, max_length=12, connu="ligne_seance_sorte_connue")
    texte = models.TextField("texte", max_length=regles.MAX_TEXTE)
    auteur = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name="écrite par",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes_seances",
    )
    cle_client = models.UUIDField("clé du navigateur", null=True, blank=True)
    decision = models.ForeignKey(
        "gouvernance.Decision",
        verbose_name="décision",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes",
    )
    responsable = models.ForeignKey(
        Personne,
        verbose_name="qui s’en charge",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes_seances",
    )
    responsable_texte = models.CharField("qui s’en charge, en clair", max_length=regles.MAX_NOM_PERSONNE, blank=True)
    echeance = models.DateField("avant le", null=True, blank=True)
    fiche = models.ForeignKey(
        FicheAction,
        verbose_name="action du plan",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes_seances",
    )
    etape = models.ForeignKey(
        EtapeFiche,
        verbose_name="étape du plan",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="lignes_seances",
    )
    version = models.PositiveIntegerField("version", default=1)

    objects = LigneSeanceQuerySet.as_manager()

    maison = Maison(copie=Inclus(sans=("cle_client",)))

    class Meta:
        verbose_name = "ligne du compte rendu"
        verbose_name_plural = "lignes des comptes rendus"
        ordering = ["seance_id", "ordre", "created_at", "uuid"]
        constraints = [
            models.UniqueConstraint(
                fields=["seance", "cle_client"], condition=Q(cle_client__isnull=False), name="ligne_seance_cle_unique"
            ),
            models.CheckConstraint(condition=~Q(texte=""), name="ligne_seance_remplie"),
            models.CheckConstraint(
                condition=Q(sorte=regles_seances.SorteLigne.ACTION.value)
                | Q(responsable__isnull=True, responsable_texte="", echeance__isnull=True),
                name="ligne_seance_action_seule",
            ),
        ]

    def __str__(self) -> str:
        return self.texte[:80]

    @property
    def libelle_responsable(self) -> str:
        return str(self.responsable or self.responsable_texte or "")

    @property
    def is_au_plan(self) -> bool:
        return self.fiche_id is not None or self.etape_id is not None
