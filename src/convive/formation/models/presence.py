"""Presence at a demi-journée, and signatures."""

from django.db import models
from django.db.models import Q

from convive.documents.fichiers import build_chemin
from convive.documents.rules import MAX_NOM_FICHIER
from convive.formation.models.inscription import Inscription
from convive.formation.models.session import SESSION, DemiJournee, Intervenant
from convive.formation.rules import formation as regles_formation
from convive.formation.rules import presence as regles
from convive.socle.champs import ChampListe
from convive.socle.maison import Maison
from convive.socle.objets import ModeleUuid


def get_chemin_scan(feuille: "FeuilleEmargement", _nom_fichier: str) -> str:
    return build_chemin("emargements", espace_uuid=feuille.demi_journee.session.espace_id)


class FeuilleEmargement(ModeleUuid):
    """The feuille of a demi-journée, created on first use. `rouverte_jusqu_a`: its signing code is reopened until then;
    `arretee_le`: it is closed against changes, unless reopened. `scan` is the sheet signed on paper."""

    demi_journee = models.OneToOneField(
        DemiJournee, verbose_name="demi-journée", on_delete=models.CASCADE, related_name="feuille"
    )
    rouverte_jusqu_a = models.DateTimeField("code rouvert jusqu’à", null=True, blank=True)
    arretee_le = models.DateTimeField("arrêtée le", null=True, blank=True)
    arretee_par = models.CharField("arrêtée par", max_length=regles_formation.MAX_COURT, blank=True)
    scan = models.FileField("feuille signée à la main", upload_to=get_chemin_scan, max_length=200, blank=True)
    scan_nom = models.CharField("nom du fichier", max_length=MAX_NOM_FICHIER, blank=True)
    scan_type = models.CharField("type du fichier", max_length=120, blank=True)
    scan_le = models.DateTimeField("déposée le", null=True, blank=True)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "feuille d’émargement"
        verbose_name_plural = "feuilles d’émargement"
        ordering = ["demi_journee", "uuid"]

    def __str__(self) -> str:
        return f"Feuille du {self.demi_journee}"


class Emargement(ModeleUuid):
    """A stagiaire or an intervenant at a demi-journée. What the team records (`presence`, `motif`, minutes missed) and
    what the person signs are two separate facts: the latter never overwrites the former, and `is_a_trancher` says when
    they disagree. `recu_le` is later than `signe_le` if the device had lost the network."""

    demi_journee = models.ForeignKey(
        DemiJournee, verbose_name="demi-journée", on_delete=models.CASCADE, related_name="emargements"
    )
    inscription = models.ForeignKey(
        Inscription,
        verbose_name="stagiaire",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="emargements",
    )
    intervenant = models.ForeignKey(
        Intervenant,
        verbose_name="intervenant·e",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="emargements",
    )
    presence = ChampListe(
        "présence",
        regles.Presence,
        max_length=10,
        default=regles.Presence.INCONNUE.value,
        connu="emargement_presence_connue",
    )
    retard_minutes = models.PositiveSmallIntegerField("arrivée en retard de (minutes)", default=0)
    depart_minutes = models.PositiveSmallIntegerField("partie en avance de (minutes)", default=0)
    motif = models.CharField("pourquoi absent·e", max_length=regles.MAX_MOTIF, blank=True)
    moyen = ChampListe(
        "comment elle a signé", regles.MoyenSignature, max_length=10, blank=True, connu="emargement_moyen_connu"
    )
    trace = models.TextField("trait de la signature", max_length=regles.MAX_TRACE, blank=True)
    signature_texte = models.CharField("nom signé au clavier", max_length=regles_formation.MAX_COURT, blank=True)
    signe_le = models.DateTimeField("signé le", null=True, blank=True)
    recu_le = models.DateTimeField("reçu le", null=True, blank=True)
    cle = models.UUIDField("clé de la signature", null=True, blank=True, unique=True)

    maison = Maison(copie=SESSION)

    class Meta:
        verbose_name = "émargement"
        verbose_name_plural = "émargements"
        ordering = ["demi_journee", "created_at", "uuid"]
        constraints = [
            models.CheckConstraint(
                condition=Q(inscription__isnull=False, intervenant__isnull=True)
                | Q(inscription__isnull=True, intervenant__isnull=False),
                name="emargement_d_une_personne",
            ),
            models.UniqueConstraint(
                fields=["demi_journee", "inscription"],
                condition=Q(inscription__isnull=False),
                name="emargement_stagiaire_unique",
            ),
            models.UniqueConstraint(
                fields=["demi_journee", "intervenant"],
                condition=Q(intervenant__isnull=False),
                name="emargement_intervenant_unique",
            ),
            models.CheckConstraint(
                condition=Q(signe_le__isnull=True, moyen="") | (Q(signe_le__isnull=False) & ~Q(moyen="")),
                name="emargement_signe_dit_comment",
            ),
            models.CheckConstraint(
                condition=Q(presence=regles.Presence.PRESENT.value) | Q(retard_minutes=0, depart_minutes=0),
                name="emargement_minutes_si_present",
            ),
        ]

    def __str__(self) -> str:
        return str(self.inscription or self.intervenant)

    @property
    def is_signe(self) -> bool:
        return self.signe_le is not None

    @property
    def is_a_trancher(self) -> bool:
        """Recorded as absent, although she has signed."""
        return self.is_signe and self.presence == regles.Presence.ABSENT

    @property
    def is_recu_apres(self) -> bool:
        """Whether it was received late, because the device had lost the network."""
        return bool(self.signe_le and self.recu_le and (self.recu_le - self.signe_le).total_seconds() > 120)
