"""Read the dated exchanges of an espace, through the limits of a place."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from convive.acteurs.models import EchangeActeur, Organisation, Personne
from convive.acteurs.selectors.organisation import get_organisations
from convive.acteurs.selectors.personne import get_personnes
from convive.comptes.models import Compte
from convive.espaces.models import Membre
from convive.espaces.selectors.membre import list_membres
from convive.socle.objets import Reference
from convive.socle.uuids import parse_uuid

PAR_PAGE = 30
TYPE_LETTRE = "lettre_groupe"
MAX_FICHE = 6
"""On the card of an organisation or a person: the others are on their own page."""


@dataclass(frozen=True, slots=True)
class CriteresEchanges:
    """What the list asks; an empty text asks nothing."""

    q: str = ""
    nature: str = ""
    organisation: str = ""
    personne: str = ""
    is_suite: bool = False

    @property
    def is_vide(self) -> bool:
        return not (self.q or self.nature or self.organisation or self.personne or self.is_suite)

    @property
    def is_sans_lettres(self) -> bool:
        """The copies of a letter to a group would hide what was said: they are for whoever asks for somebody."""
        return not (self.q or self.organisation or self.personne)


def get_echanges(membre: Membre) -> QuerySet[EchangeActeur]:
    """Those of this espace that this place reads, the latest first."""
    rows = EchangeActeur.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)
    return rows.select_related("organisation", "personne").order_by("-date", "-created_at", "pk")


def list_echanges_fiche(membre: Membre, fiche: Organisation | Personne) -> tuple[list[EchangeActeur], bool]:
    """The latest exchanges with an organisation, or a person, and whether there are others; one query."""
    condition = Q(organisation=fiche) if isinstance(fiche, Organisation) else Q(personne=fiche)
    rows = list(get_echanges(membre).filter(condition)[: MAX_FICHE + 1])
    return rows[:MAX_FICHE], len(rows) > MAX_FICHE


def list_echanges_sujet(membre: Membre, sujet: Reference) -> list[EchangeActeur]:
    """What was said about an object; one query if nothing was, otherwise two: of most, nothing is said, and who reads
    each takes longer to ask."""
    du_sujet = Q(espace=membre.espace_id, objet_type=sujet.objet_type, objet_uuid=sujet.objet_uuid)
    if not EchangeActeur.objects.filter(du_sujet).exists():
        return []
    return list(get_echanges(membre).filter(du_sujet)[:PAR_PAGE])


def list_echanges(membre: Membre, criteres: CriteresEchanges, numero: str) -> Page[EchangeActeur]:
    """One page of the list, in order of time; two queries."""
    rows = get_echanges(membre)
    if criteres.is_sans_lettres:
        rows = rows.exclude(objet_type=TYPE_LETTRE)
    if criteres.nature:
        rows = rows.filter(nature=criteres.nature)
    if identifier := parse_uuid(criteres.organisation):
        rows = rows.filter(organisation=identifier)
    if identifier := parse_uuid(criteres.personne):
        rows = rows.filter(personne=identifier)
    if criteres.is_suite:
        rows = rows.exclude(suite="").filter(suite_faite_le__isnull=True)
    for mot in criteres.q.split():
        rows = rows.filter(
            Q(texte__icontains=mot) | Q(organisation__nom__icontains=mot) | Q(personne__nom__icontains=mot)
        )
    return Paginator(rows, PAR_PAGE).get_page(numero)


def get_echange(membre: Membre, uuid: UUID) -> EchangeActeur | None:
    """An exchange of this espace that this place reads."""
    echange = get_echanges(membre).filter(pk=uuid).first()
    if echange is not None:
        echange.espace = membre.espace
    return echange


def list_suites(membre: Membre, today: date, horizon: date) -> list[EchangeActeur]:
    """The next steps that wait for this person until `horizon`, the most pressing first; one query if there are none,
    otherwise two: few have any, and whether she still reads the cards takes longer to ask."""
    siens = EchangeActeur.objects.filter(
        espace=membre.espace_id, mene_par=membre.compte_id, suite_faite_le__isnull=True
    )
    suites = siens.exclude(suite="").filter(suite_le__lte=max(today, horizon)).order_by().values_list("pk", flat=True)
    if not (pks := list(suites)):
        return []
    return list(get_echanges(membre).filter(pk__in=pks).order_by("suite_le", "pk"))


def list_equipe(membre: Membre) -> dict[str, Compte]:
    """Who of us may have been there: the members of today, whoever writes first."""
    comptes = {str(place.compte_id): place.compte for place in list_membres(membre.espace)}
    return {str(membre.compte_id): membre.compte, **comptes}


def list_choix_avec(
    membre: Membre, organisation: Organisation | None, personne: Personne | None
) -> list[Organisation | Personne]:
    """With whom, as a form offers it: the people of an organisation, or the organisations of a person, those of before
    included; the whole directory when neither is known. Two queries."""
    organisations, personnes = get_organisations(membre), get_personnes(membre)
    if organisation is not None:
        return [organisation, *_list_personnes(personnes.filter(fonctions__organisation=organisation), personne)]
    if personne is not None:
        rows = organisations.filter(fonctions__personne=personne)
        return [*rows.order_by("nom_compare", "pk").distinct(), personne]
    choix = organisations.filter(archivee_le__isnull=True).order_by("nom_compare", "pk")
    return [*choix, *_list_personnes(personnes.filter(archivee_le__isnull=True), None)]


def _list_personnes(rows: QuerySet[Personne], gardee: Personne | None) -> list[Personne]:
    personnes = {row.pk: row for row in rows.order_by("nom", "prenom", "pk").distinct()}
    if gardee is not None:
        personnes.setdefault(gardee.pk, gardee)
    return list(personnes.values())
