"""Read the people of an espace, through the limits of a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from convive.acteurs.models import Fonction, Personne
from convive.espaces.models import Membre
from convive.socle.enums import EnumLibelle
from convive.socle.noms import fold_nom

PAR_PAGE = 20


class Situation(EnumLibelle):
    """What one keeps of the people of the directory."""

    EN_FONCTION = "en-fonction", "En fonction"
    ELUS = "elus", "Élu·es"
    SANS_FONCTION = "sans-fonction", "Sans fonction aujourd’hui"
    ARCHIVEES = "archivees", "Archivées"


@dataclass(frozen=True, slots=True)
class LignePersonne:
    """A person in a list, with the functions that she holds today, as this place sees them."""

    personne: Personne
    fonctions: tuple[Fonction, ...]


def get_personnes(membre: Membre) -> QuerySet[Personne]:
    """Those of this espace that this place sees, archived included."""
    return Personne.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def with_fonctions(membre: Membre, rows: QuerySet[Personne]) -> QuerySet[Personne]:
    """With the functions held in organisations that this place sees, today or before."""
    fonctions = Fonction.objects.visible_to(membre.compte).select_related("organisation")
    ordered = fonctions.order_by("-is_contact_principal", "-date_debut", "pk")
    return rows.prefetch_related(Prefetch("fonctions", ordered))


def list_personnes(membre: Membre, q: str, situation: str, numero: str) -> tuple[Page[Personne], list[LignePersonne]]:
    """One page of the list, in the order of names; `situation` is one of Situation, or empty for all; three queries."""
    rows = filter_personnes(get_personnes(membre), q, situation).order_by("nom", "prenom", "pk")
    page = Paginator(with_fonctions(membre, rows), PAR_PAGE).get_page(numero)
    return page, build_lignes(page)


def build_lignes(personnes: Iterable[Personne]) -> list[LignePersonne]:
    """People read with their functions, beside those of today."""
    return [LignePersonne(p, tuple(f for f in p.fonctions.all() if f.is_en_cours)) for p in personnes]


def filter_personnes(rows: QuerySet[Personne], q: str, situation: str) -> QuerySet[Personne]:
    rows = rows.filter(archivee_le__isnull=situation != Situation.ARCHIVEES)
    en_cours = Fonction.objects.en_cours().filter(personne=OuterRef("pk"))
    if situation == Situation.EN_FONCTION:
        rows = rows.filter(Exists(en_cours))
    elif situation == Situation.ELUS:
        rows = rows.filter(Exists(en_cours.filter(is_elu=True)))
    elif situation == Situation.SANS_FONCTION:
        rows = rows.filter(~Exists(en_cours))
    # One looks for « maire » among those of today; among the others, by what they used to do.
    is_anciennes = situation in (Situation.SANS_FONCTION, Situation.ARCHIVEES)
    fonctions = Fonction.objects.filter(personne=OuterRef("pk")) if is_anciennes else en_cours
    for mot in fold_nom(q).split():
        chez = fonctions.filter(Q(organisation__nom_compare__contains=mot) | Q(intitule_compare__contains=mot))
        rows = rows.filter(Q(nom_compare__contains=mot) | Exists(chez))
    return rows


def get_personne(membre: Membre, uuid: UUID) -> Personne | None:
    """A person of this espace that this place sees, with her functions and her groups; archived or not."""
    rows = with_fonctions(membre, get_personnes(membre).filter(pk=uuid)).prefetch_related("groupes")
    personne = rows.first()
    if personne is not None:
        personne.espace = membre.espace
    return personne


def get_remplacante(membre: Membre, uuid: UUID) -> UUID | None:
    """Where a card that was joined to others is to be read today, when this place sees it."""
    espace, seen = membre.espace_id, {uuid}
    rows = Personne.objects.filter(espace=espace)
    while (suite := rows.filter(pk=uuid).values_list("fusionnee_dans", flat=True).first()) and suite not in seen:
        seen.add(suite)
        uuid = suite
    return uuid if len(seen) > 1 and get_personnes(membre).filter(pk=uuid).exists() else None


def list_choix_personnes(membre: Membre) -> list[Personne]:
    """Those that one still proposes, in the order of names; one query."""
    rows = get_personnes(membre).filter(archivee_le__isnull=True).order_by("nom", "prenom", "pk")
    return list(rows.only("nom", "prenom", "email", "espace"))


def get_fonction(membre: Membre, uuid: UUID) -> Fonction | None:
    """A function of a person and of an organisation that this place sees."""
    rows = Fonction.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id, pk=uuid)
    fonction = rows.select_related("personne", "organisation").first()
    if fonction is not None:
        fonction.espace = fonction.personne.espace = fonction.organisation.espace = membre.espace
    return fonction
