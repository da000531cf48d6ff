"""Read the mandates to confirm after an election, the functions and the posts that are about to end."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from convive.acteurs.models import Fonction, PosteCooperation
from convive.acteurs.rules.mandats import Scrutin, finit_bientot, is_a_confirmer
from convive.acteurs.selectors.catalogue import get_parametres, get_scrutin
from convive.espaces.models import Membre

CHAMPS_LUS = (
    *("espace", "intitule", "is_elu", "is_contact_principal", "date_debut", "date_fin"),
    *("personne__nom", "personne__prenom", "organisation__nom", "organisation__type"),
)


@dataclass(frozen=True, slots=True)
class SuiviMandats:
    """`a_confirmer` are mandates from before `scrutin`; `finissent`, the others that end soon, the first ones first."""

    scrutin: Scrutin | None
    a_confirmer: tuple[Fonction, ...]
    finissent: tuple[Fonction, ...]

    @property
    def is_vide(self) -> bool:
        return not (self.a_confirmer or self.finissent)

    def get_a_confirmer(self, uuid: UUID) -> Fonction | None:
        return next((fonction for fonction in self.a_confirmer if fonction.pk == uuid), None)


def get_suivi_mandats(membre: Membre, today: date) -> SuiviMandats:
    """For the organisations that this place sees; one query."""
    scrutin, jours = get_scrutin(today), get_parametres(today).fonction_finit_jours
    wanted = Q(date_fin__gt=today, date_fin__lte=today + timedelta(days=jours + 1))
    if scrutin is not None:
        anterieurs = Q(date_debut__isnull=True) | Q(date_debut__lt=scrutin.jour)
        durent = Q(date_fin__isnull=True) | Q(date_fin__gt=today)
        wanted |= Q(is_elu=True, organisation__type__in=scrutin.types) & anterieurs & durent
    rows = list(
        _get_fonctions(membre, scrutin).filter(wanted).order_by("organisation__nom_compare", "personne__nom", "pk")
    )
    a_confirmer = tuple(row for row in rows if scrutin and _is_a_confirmer(scrutin, today, row))
    finissent = [row for row in rows if row not in a_confirmer and finit_bientot(row.date_fin, today, jours)]
    return SuiviMandats(scrutin, a_confirmer, tuple(sorted(finissent, key=lambda row: row.date_fin or date.max)))


def _get_fonctions(membre: Membre, scrutin: Scrutin | None) -> QuerySet[Fonction]:
    """Of cards that are still used, without those that the same person goes on with afterwards."""
    apres = Q(date_debut__gte=OuterRef("date_fin"))
    if scrutin is not None:
        apres |= Q(is_elu=True, date_debut__gte=scrutin.jour)
    suites = Fonction.objects.filter(
        apres, personne=OuterRef("personne"), organisation=OuterRef("organisation"), is_elu=OuterRef("is_elu")
    ).exclude(pk=OuterRef("pk"))
    rows = Fonction.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id,
        personne__archivee_le__isnull=True,
        personne__fusionnee_dans__isnull=True,
        organisation__archivee_le__isnull=True,
    )
    return rows.filter(~Exists(suites)).select_related("personne", "organisation")


def _is_a_confirmer(scrutin: Scrutin, today: date, fonction: Fonction) -> bool:
    return is_a_confirmer(
        scrutin,
        today,
        is_elu=fonction.is_elu,
        type=fonction.organisation.type,
        debut=fonction.date_debut,
        fin=fonction.date_fin,
    )


def list_postes_qui_finissent(membre: Membre, today: date) -> list[PosteCooperation]:
    """Posts that end soon and that no other one takes the place of; one query."""
    jours = get_parametres(today).poste_finit_jours
    rows = PosteCooperation.objects.visible_to(membre.compte).filter(
        espace=membre.espace_id,
        archive_le__isnull=True,
        date_fin__gt=today,
        date_fin__lte=today + timedelta(days=jours + 1),
        remplace_par__isnull=True,
    )
    return list(rows.select_related("employeur").order_by("date_fin", "intitule", "pk"))
