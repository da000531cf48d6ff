"""Read the organisations of an espace, through the limits of a place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, JSONField, OuterRef, Prefetch, Q, QuerySet, Subquery, Value

from convive.acteurs.models import Fonction, LienOrganisations, Organisation
from convive.espaces.models import Membre, Thematique
from convive.espaces.models.portee import SeRencontrent
from convive.espaces.selectors.espace import get_noms_communes as get_noms_communes
from convive.espaces.selectors.espace import get_noms_communes_perimetre
from convive.socle.noms import fold_nom
from convive.socle.uuids import parse_uuid

PAR_PAGE = 20


@dataclass(frozen=True, slots=True)
class CriteresOrganisations:
    """What the form of the list asks; an empty text asks nothing."""

    q: str = ""
    type: str = ""
    thematique: str = ""
    commune: str = ""
    is_archivees: bool = False

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.type or self.thematique or self.commune or self.is_archivees)


@dataclass(frozen=True, slots=True)
class LigneOrganisation:
    """An organisation in a list: `contact` is its main contact of today, else the first one."""

    organisation: Organisation
    thematiques: tuple[str, ...]
    communes: tuple[str, ...]
    contact: Fonction | None
    nombre_contacts: int


@dataclass(frozen=True, slots=True)
class LienLu:
    """A tie as it reads from one of its two ends: « finance » Les Passeurs, or Les Passeurs « finance » it."""

    lien: LienOrganisations
    autre: Organisation
    is_sortant: bool


def get_organisations(membre: Membre) -> QuerySet[Organisation]:
    """Those of this espace that this place sees, archived included."""
    return Organisation.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)


def list_organisations(
    membre: Membre, criteres: CriteresOrganisations, numero: str, noms: dict[str, str]
) -> tuple[Page[Organisation], list[LigneOrganisation]]:
    """One page of the list, in the order of names; `noms` are those of the communes. Four queries."""
    rows = filter_organisations(get_organisations(membre), criteres).order_by("nom_compare", "pk")
    fonctions = Fonction.objects.en_cours().filter(personne__archivee_le__isnull=True)
    contacts = fonctions.select_related("personne").order_by("-is_contact_principal", "pk")
    themes = Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom"))
    prefetched = rows.prefetch_related(themes).prefetch_related(Prefetch("fonctions", contacts))
    page = Paginator(prefetched, PAR_PAGE).get_page(numero)
    return page, [_build_ligne(organisation, noms) for organisation in page]


def _build_ligne(organisation: Organisation, noms: dict[str, str]) -> LigneOrganisation:
    fonctions = list(organisation.fonctions.all())
    return LigneOrganisation(
        organisation,
        tuple(thematique.nom for thematique in organisation.thematiques.all()),
        tuple(noms.get(code, code) for code in organisation.communes),
        fonctions[0] if fonctions else None,
        len(fonctions),
    )


def filter_organisations(rows: QuerySet[Organisation], criteres: CriteresOrganisations) -> QuerySet[Organisation]:
    rows = rows.filter(archivee_le__isnull=not criteres.is_archivees)
    if criteres.type:
        rows = rows.filter(type=criteres.type)
    if identifier := parse_uuid(criteres.thematique):
        rows = rows.filter(thematiques=identifier)
    if criteres.commune:
        communes = Value([criteres.commune], output_field=JSONField())
        rows = rows.filter(SeRencontrent(F("communes"), communes))
    for mot in fold_nom(criteres.q).split():
        rows = rows.filter(Q(nom_compare__contains=mot) | Q(sigle__icontains=mot) | Exists(_get_personnes(mot)))
    return rows


def _get_personnes(mot: str) -> QuerySet[Fonction]:
    """One looks for an organisation by the name of whom one knows there."""
    personnes = Fonction.objects.filter(organisation=OuterRef("pk"), personne__nom_compare__contains=mot)
    return personnes.filter(personne__archivee_le__isnull=True, personne__fusionnee_dans__isnull=True)


def get_organisation(membre: Membre, uuid: UUID) -> Organisation | None:
    """An organisation of this espace that this place sees, archived or not, with `nombre_versions` of its texts."""
    rows = get_organisations(membre).select_related("created_by", "updated_by")
    organisation = rows.prefetch_related(Prefetch("thematiques", Thematique.objects.order_by("ordre", "nom")))
    versions = Organisation.versions.filter(uuid=OuterRef("pk")).order_by().values("uuid")
    count = Subquery(versions.annotate(nombre=Count("pk")).values("nombre"))
    found = organisation.annotate(nombre_versions=count).filter(pk=uuid).first()
    if found is not None:
        found.espace = membre.espace
    return found


def get_remplacante(membre: Membre, uuid: UUID) -> UUID | None:
    """Where an organisation that was joined to others is to be read today, when this place sees it."""
    rows, seen = Organisation.objects.filter(espace=membre.espace_id), {uuid}
    while (suite := rows.filter(pk=uuid).values_list("fusionnee_dans", flat=True).first()) and suite not in seen:
        seen.add(suite)
        uuid = suite
    return uuid if len(seen) > 1 and get_organisations(membre).filter(pk=uuid).exists() else None


def list_fonctions(organisation: Organisation, today: date) -> tuple[list[Fonction], list[Fonction]]:
    """The contacts of an organisation: functions of today and to come, main ones first, then those that are over; one
    query."""
    rows = organisation.fonctions.filter(personne__fusionnee_dans__isnull=True).select_related("personne")
    actuelles: list[Fonction] = []
    passees: list[Fonction] = []
    for fonction in rows.order_by("-is_contact_principal", "intitule", "personne__nom", "pk"):
        is_over = fonction.date_fin is not None and fonction.date_fin <= today
        (passees if is_over or fonction.personne.archivee_le else actuelles).append(fonction)
    return actuelles, sorted(passees, key=lambda fonction: fonction.date_fin or today, reverse=True)


def list_liens(membre: Membre, organisation: Organisation) -> list[LienLu]:
    """Ties with organisations that this place sees, those that start from here first; one query."""
    rows = LienOrganisations.objects.visible_to(membre.compte).filter(Q(de=organisation) | Q(vers=organisation))
    liens = list(rows.select_related("de", "vers").order_by("nature", "vers__nom", "de__nom", "pk"))
    sortants = [LienLu(lien, lien.vers, True) for lien in liens if lien.de_id == organisation.pk]
    return [*sortants, *(LienLu(lien, lien.de, False) for lien in liens if lien.de_id != organisation.pk)]


def list_choix_organisations(membre: Membre) -> list[Organisation]:
    """Those that one still proposes, in the order of names; one query."""
    rows = get_organisations(membre).filter(archivee_le__isnull=True).order_by("nom_compare", "pk")
    return list(rows.only("espace", "nom", "type"))


def get_noms_communes_espace(membre: Membre) -> dict[str, str]:
    """Code → name, for the communes of the périmètre of the espace."""
    return get_noms_communes_perimetre(membre.espace_id)
