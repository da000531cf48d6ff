"""Read the groups of contacts, and who is in them, through the limits of a place."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q, QuerySet

from convive.acteurs.models import Groupe, Organisation, Personne
from convive.acteurs.selectors.envoi import Envoi, build_envoi
from convive.acteurs.selectors.organisation import CriteresOrganisations, filter_organisations, get_organisations
from convive.acteurs.selectors.personne import (
    LignePersonne,
    build_lignes,
    filter_personnes,
    get_personnes,
    with_fonctions,
)
from convive.espaces.models import Membre
from convive.socle.uuids import parse_uuid

MAX_TROUVEES = 30


@dataclass(frozen=True, slots=True)
class ContenuGroupe:
    """Who is in a group, and how a message reaches them."""

    personnes: tuple[LignePersonne, ...]
    organisations: tuple[Organisation, ...]
    envoi: Envoi


def _get_groupes(membre: Membre) -> QuerySet[Groupe]:
    return Groupe.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def list_groupes(membre: Membre) -> list[Groupe]:
    """With `nombre_personnes` and `nombre_organisations`, those who can still be written to; one query."""
    personnes = Q(personnes__archivee_le__isnull=True, personnes__fusionnee_dans__isnull=True)
    organisations = Q(organisations__archivee_le__isnull=True, organisations__fusionnee_dans__isnull=True)
    rows = _get_groupes(membre).annotate(
        nombre_personnes=Count("personnes", filter=personnes, distinct=True),
        nombre_organisations=Count("organisations", filter=organisations, distinct=True),
    )
    return list(rows.order_by("nom", "pk"))


def get_groupe(membre: Membre, uuid: UUID) -> Groupe | None:
    groupe = _get_groupes(membre).filter(pk=uuid).first()
    if groupe is not None:
        groupe.espace = membre.espace
    return groupe


def get_contenu(membre: Membre, groupe: Groupe) -> ContenuGroupe:
    """Those of the group that this place sees and that are not archived; three queries."""
    rows = get_personnes(membre).filter(groupes=groupe, archivee_le__isnull=True).order_by("nom", "prenom", "pk")
    personnes = tuple(build_lignes(with_fonctions(membre, rows)))
    seen = get_organisations(membre).filter(groupes=groupe, archivee_le__isnull=True)
    organisations = tuple(seen.order_by("nom_compare", "pk"))
    fiches: list[Personne | Organisation] = [*(ligne.personne for ligne in personnes), *organisations]
    return ContenuGroupe(personnes, organisations, build_envoi(fiches))


@dataclass(frozen=True, slots=True)
class FicheTrouvee:
    """A card that answers a search; `cle` names it in a form."""

    cle: str
    fiche: Personne | Organisation
    detail: str


def search_fiches(membre: Membre, groupe: Groupe, q: str) -> list[FicheTrouvee]:
    """People, then organisations, that this place sees, that answer `q` and are not in the group; MAX_TROUVEES at
    most of each."""
    personnes = filter_personnes(get_personnes(membre), q, "").exclude(groupes=groupe)
    lignes = build_lignes(with_fonctions(membre, personnes.order_by("nom", "prenom", "pk")[:MAX_TROUVEES]))
    organisations = filter_organisations(get_organisations(membre), CriteresOrganisations(q=q)).exclude(groupes=groupe)
    return [
        *(
            FicheTrouvee(
                f"personne:{ligne.personne.pk}",
                ligne.personne,
                ", ".join(f"{f.intitule or 'en fonction'} – {f.organisation}" for f in ligne.fonctions),
            )
            for ligne in lignes
        ),
        *(
            FicheTrouvee(f"organisation:{organisation.pk}", organisation, organisation.get_type_display())
            for organisation in organisations.order_by("nom_compare", "pk")[:MAX_TROUVEES]
        ),
    ]


def list_fiches(membre: Membre, cles: Iterable[str]) -> list[Personne | Organisation]:
    """The cards that a form names (« personne:… »), among those that this place sees; two queries."""
    uuids: dict[str, list[UUID]] = {"personne": [], "organisation": []}
    for cle in cles:
        sorte, _, texte = cle.partition(":")
        if sorte in uuids and (identifier := parse_uuid(texte)):
            uuids[sorte].append(identifier)
    personnes = get_personnes(membre).filter(pk__in=uuids["personne"])
    return [*personnes, *get_organisations(membre).filter(pk__in=uuids["organisation"])]
