"""Read the coordination posts of an espace, through the limits of a place."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Prefetch, QuerySet

from convive.acteurs.models import Personne, PosteCooperation
from convive.acteurs.rules.postes import (
    PosteLu,
    Sommes,
    compute_par_commune,
    compute_par_employeur,
    compute_par_thematique,
    is_en_poste,
)
from convive.acteurs.selectors.organisation import get_noms_communes
from convive.espaces.models import Membre, Thematique


@dataclass(frozen=True, slots=True)
class TableauPostes:
    """The posts on one day: those that exist, to come, over, archived; and the sums of the first ones."""

    jour: date
    presents: tuple[PosteLu, ...]
    a_venir: tuple[PosteLu, ...]
    finis: tuple[PosteLu, ...]
    archives: tuple[PosteCooperation, ...]
    par_employeur: Sommes
    par_thematique: Sommes
    par_commune: Sommes

    @property
    def is_vide(self) -> bool:
        return not (self.presents or self.a_venir or self.finis or self.archives)


def get_postes(membre: Membre) -> QuerySet[PosteCooperation]:
    """Those of this espace that this place sees, archived included, with what a page says of them, and those whose
    place they took."""
    rows = PosteCooperation.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    themes = Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))
    rows = rows.select_related("employeur", "personne").prefetch_related(themes)
    return rows.prefetch_related(Prefetch("remplace", _list_lies(membre)))


def _list_lies(membre: Membre) -> QuerySet[PosteCooperation]:
    """The posts that another one may follow, as this place sees them."""
    return PosteCooperation.objects.visible_to(membre.compte).order_by("date_debut", "intitule", "pk")


def list_suites(membre: Membre, poste: PosteCooperation) -> list[PosteCooperation]:
    """Those that took the place of this one; one query."""
    return list(_list_lies(membre).filter(remplace=poste))


def get_poste(membre: Membre, uuid: UUID) -> PosteCooperation | None:
    poste = get_postes(membre).filter(pk=uuid).first()
    if poste is not None:
        poste.espace = membre.espace
    return poste


def list_postes_lus(membre: Membre) -> list[PosteLu]:
    """All those that are not archived, the oldest first; five or six queries."""
    return read_postes(get_postes(membre).filter(archive_le__isnull=True))


def read_postes(rows: Iterable[PosteCooperation]) -> list[PosteLu]:
    """Ready for the rules: names in place of keys, the oldest first."""
    postes = list(rows)
    noms = get_noms_communes([code for poste in postes for code in poste.communes], {})
    lus = [_read(poste, noms) for poste in postes]
    return sorted(lus, key=lambda poste: (poste.date_debut or date.min, poste.intitule, poste.cle))


def _read(poste: PosteCooperation, noms: Mapping[str, str]) -> PosteLu:
    return PosteLu(
        poste.pk,
        poste.intitule,
        str(poste.employeur),
        poste.etp_total,
        poste.quotite_ctg,
        poste.date_debut,
        poste.date_fin,
        str(poste.personne or ""),
        tuple(thematique.nom for thematique in poste.thematiques.all()),
        tuple(sorted(noms.get(code, code) for code in poste.communes)),
        frozenset(autre.pk for autre in poste.remplace.all()),
    )


def get_tableau_postes(membre: Membre, jour: date) -> TableauPostes:
    """Everything that the page of the posts says, for one day."""
    rows = list(get_postes(membre))
    lus = read_postes(poste for poste in rows if poste.archive_le is None)
    presents = tuple(poste for poste in lus if is_en_poste(poste, jour))
    return TableauPostes(
        jour,
        presents,
        tuple(poste for poste in lus if poste.date_debut and poste.date_debut > jour),
        tuple(poste for poste in lus if poste.date_fin and poste.date_fin <= jour),
        tuple(poste for poste in rows if poste.archive_le),
        compute_par_employeur(presents),
        compute_par_thematique(presents),
        compute_par_commune(presents),
    )


def list_choix_postes(membre: Membre, sauf: PosteCooperation | None = None) -> list[PosteCooperation]:
    """The posts that another one may have taken the place of."""
    rows = PosteCooperation.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    ordered = rows.filter(archive_le__isnull=True).select_related("employeur").order_by("date_debut", "intitule", "pk")
    return [poste for poste in ordered.only("espace", "intitule", "employeur__nom") if poste != sauf]


def is_titulaire_visible(membre: Membre, poste: PosteCooperation) -> bool:
    """Whether this place may open the card of who holds the post."""
    titulaires = Personne.objects.visible_to(membre.compte)
    return poste.personne_id is not None and titulaires.filter(pk=poste.personne_id).exists()
