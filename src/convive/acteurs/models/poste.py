"""Posts that coordinate a CTG: who pays them, for what, where, and what they took the place of."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import F, Q, QuerySet

from convive.acteurs.models.organisation import Organisation
from convive.acteurs.models.personne import Personne
from convive.acteurs.rules.annuaire import DROIT_LIRE, MAX_INTITULE
from convive.acteurs.rules.postes import MAX_PRECISION_CAF
from convive.espaces.models import Espace, Membre, PorteeQuerySet, Thematique, filter_membres_concernes
from convive.espaces.rules import get_date_fin, get_dernier_jour
from convive.socle.champs import ChampListe
from convive.socle.maison import INCLUS, PIECES, Echanges, Maison
from convive.socle.objets import ModeleUuid


class FinancementCaf(models.TextChoices):
    INCONNU = "inconnu", "Non renseigné"
    AUCUN = "aucun", "Aucun"
    PREVU = "prevu", "Prévu"
    ACQUIS = "acquis", "Acquis"


class PosteQuerySet(PorteeQuerySet["PosteCooperation"]):
    """A place limited to thématiques or communes sees the posts that work there, and those of everyone."""

    droit = DROIT_LIRE

    def visible_to(self, compte: Any) -> "PosteQuerySet":
        """Those whose employer is seen too."""
        visible: PosteQuerySet = super().visible_to(compte)  # type: ignore[assignment]  # narrower
        return visible.filter(employeur__in=Organisation.objects.visible_to(compte))

    def en_poste(self, jour: date) -> "PosteQuerySet":
        """The database twin of `rules.postes.is_en_poste`, without those that were archived: what « les postes » of a
        day are, wherever one counts them."""
        return self.filter(
            Q(date_debut__isnull=True) | Q(date_debut__lte=jour),
            Q(date_fin__isnull=True) | Q(date_fin__gt=jour),
            archive_le__isnull=True,
        )


def filter_lecteurs(membres: "QuerySet[Membre]", poste: Any) -> "QuerySet[Membre]":
    """The places that a post concerns, and that see its employer."""
    return filter_membres_concernes(filter_membres_concernes(membres, poste), poste.employeur)


class PosteCooperation(ModeleUuid):
    """A post. `etp_total` is the whole of it, `quotite_ctg` the part given to the CTG, both in full-time equivalents.

    `personne` is empty for a post to fill. `date_fin` is the first day that no longer counts: whether a post is of
    « avant » or « après » comes from its dates alone. `version` grows at each change.
    """

    espace = models.ForeignKey(Espace, verbose_name="espace", on_delete=models.CASCADE, related_name="postes")
    personne = models.ForeignKey(
        Personne, verbose_name="titulaire", on_delete=models.SET_NULL, null=True, blank=True, related_name="postes"
    )
    employeur = models.ForeignKey(
        Organisation, verbose_name="employeur", on_delete=models.CASCADE, related_name="postes"
    )
    intitule = models.CharField("intitulé", max_length=MAX_INTITULE)
    etp_total = models.DecimalField("ETP du poste", max_digits=4, decimal_places=2)
    quotite_ctg = models.DecimalField("ETP pour la CTG", max_digits=4, decimal_places=2)
    thematiques = models.ManyToManyField(Thematique, verbose_name="thématiques", blank=True, related_name="postes")
    communes = models.JSONField("communes", default=list, blank=True)
    date_debut = models.DateField("du", null=True, blank=True)
    date_fin = models.DateField("jusqu’au (exclu)", null=True, blank=True)
    financement_caf = ChampListe(
        "financement de la Caf", FinancementCaf, max_length=10, default=FinancementCaf.INCONNU, connu="poste_caf_connu"
    )
    financement_precision = models.CharField("précision", max_length=MAX_PRECISION_CAF, blank=True)
    remplace = models.ManyToManyField(
        "self", verbose_name="remplace", symmetrical=False, blank=True, related_name="remplace_par"
    )
    archive_le = models.DateTimeField("archivé le", null=True, blank=True)
    version = models.PositiveIntegerField("version", default=1)

    objects = PosteQuerySet.as_manager()

    maison = Maison(
        "poste_cooperation",
        "le poste",
        page="acteurs:poste_detail",
        cherche=("intitule",),
        # The lettre de mission, above all.
        pieces=PIECES,
        echanges=Echanges(filter_lecteurs),
        copie=INCLUS,
    )

    class Meta:
        verbose_name = "poste de coopération"
        verbose_name_plural = "postes de coopération"
        ordering = ["espace", "intitule", "uuid"]
        constraints = [
            models.CheckConstraint(condition=~Q(intitule=""), name="poste_intitule_rempli"),
            models.CheckConstraint(
                condition=Q(etp_total__gt=0, quotite_ctg__gte=0) & Q(quotite_ctg__lte=F("etp_total")),
                name="poste_quotite_dans_le_total",
            ),
            models.CheckConstraint(
                condition=Q(date_debut__isnull=True) | Q(date_fin__isnull=True) | Q(date_fin__gt=F("date_debut")),
                name="poste_dates_ordonnees",
            ),
        ]

    def __str__(self) -> str:
        return self.intitule

    @property
    def dernier_jour(self) -> date | None:
        return self.date_fin and get_dernier_jour(self.date_fin)

    @dernier_jour.setter
    def dernier_jour(self, jour: date | None) -> None:
        self.date_fin = jour and get_date_fin(jour)
