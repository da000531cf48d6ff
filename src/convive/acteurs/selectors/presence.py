"""Read who is there and who is missing around each thématique."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from convive.acteurs.models import Fonction, Organisation, TypeOrganisation
from convive.acteurs.rules.presence import CasePresence, build_cases, list_types_utiles
from convive.acteurs.selectors.catalogue import list_en_cours
from convive.acteurs.selectors.organisation import get_noms_communes_espace, get_organisations
from convive.espaces.models import Membre, Thematique
from convive.espaces.selectors.note import list_choix_thematiques
from convive.socle.noms import fold_nom

AUTRES = "autres"
MAX_INVITABLES = 4


@dataclass(frozen=True, slots=True)
class Invitable:
    """An organisation that the directory knows, and whom to call there."""

    organisation: Organisation
    contact: Fonction | None


@dataclass(frozen=True, slots=True)
class Manque:
    """A type that is expected on a thématique and is not there; `a_inviter` are those of this type that one knows,
    MAX_INVITABLES at most, and `has_autres` says that there are others."""

    type: str
    libelle: str
    a_inviter: tuple[Invitable, ...]
    has_autres: bool


@dataclass(frozen=True, slots=True)
class LignePresence:
    """A thématique: its row of the table, and its gaps by name."""

    thematique: Thematique
    cases: tuple[CasePresence, ...]
    manques: tuple[Manque, ...]


@dataclass(frozen=True, slots=True)
class Presence:
    """`colonnes` are keys and labels of types; `communes` those of the périmètre that no commune of the directory
    bears; `sans_thematique` and `sans_contact`, organisations to complete before one concludes anything."""

    colonnes: tuple[tuple[str, str], ...]
    lignes: tuple[LignePresence, ...]
    communes: tuple[str, ...]
    sans_thematique: tuple[Organisation, ...]
    sans_contact: tuple[Organisation, ...]

    @property
    def nombre_manques(self) -> int:
        return sum(len(ligne.manques) for ligne in self.lignes)


def get_attendus(nom: str, today: date) -> frozenset[str]:
    """The types that one expects around a thématique of this name, on that day."""
    valides = {fold_nom(row["thematique"]): frozenset(row["types"]) for row in list_en_cours("attendus", today)}
    return valides.get(fold_nom(nom), valides.get(AUTRES, frozenset()))


def get_presence(membre: Membre, today: date) -> Presence:
    """The whole page, for the thématiques of this place; seven queries, whatever the size of the directory."""
    contacts = Fonction.objects.en_cours().filter(personne__archivee_le__isnull=True)
    rows = get_organisations(membre).filter(archivee_le__isnull=True).order_by("nom_compare", "pk")
    has_contact = Exists(contacts.filter(organisation=OuterRef("pk")))
    organisations = list(rows.only("nom", "type", "code_commune", "communes", "espace").annotate(a_contact=has_contact))
    themes = _read_themes(organisations)
    thematiques = list_choix_thematiques(membre)
    attendus = {thematique.pk: get_attendus(thematique.nom, today) for thematique in thematiques}
    comptes = {
        thematique.pk: Counter(o.type for o in organisations if thematique.pk in themes[o.pk])
        for thematique in thematiques
    }
    present = {cle for compte in comptes.values() for cle in compte}
    expected = {cle for types in attendus.values() for cle in types}
    types = list_types_utiles(TypeOrganisation.values, present, expected)
    cases = {t.pk: build_cases(types, comptes[t.pk], attendus[t.pk]) for t in thematiques}
    connues = _list_invitables(organisations, {c.type for row in cases.values() for c in row if c.is_manque}, contacts)
    return Presence(
        tuple((cle, TypeOrganisation(cle).label) for cle in types),
        tuple(LignePresence(t, cases[t.pk], _list_manques(cases[t.pk], connues)) for t in thematiques),
        _list_communes_absentes(membre, organisations),
        tuple(o for o in organisations if not themes[o.pk]),
        tuple(o for o in organisations if not o.a_contact),
    )


def _read_themes(organisations: Sequence[Organisation]) -> dict[UUID, set[UUID]]:
    """The thématiques of each organisation, without a row of the library for each."""
    themes: dict[UUID, set[UUID]] = {organisation.pk: set() for organisation in organisations}
    rows = Organisation.thematiques.through._default_manager.filter(organisation__in=themes)
    for organisation, thematique in rows.values_list("organisation", "thematique"):
        themes[organisation].add(thematique)
    return themes


def _list_invitables(
    organisations: Sequence[Organisation], types: set[str], contacts: QuerySet[Fonction]
) -> dict[str, list[Invitable]]:
    """For each type that is missing somewhere, the organisations that one knows, one more than are shown."""
    known = {cle: [o for o in organisations if o.type == cle][: MAX_INVITABLES + 1] for cle in types}
    uuids = [organisation.pk for rows in known.values() for organisation in rows]
    found: dict[UUID, Fonction] = {}
    # The main contact comes last, and stays.
    for contact in contacts.filter(organisation__in=uuids).select_related("personne").order_by("is_contact_principal"):
        found[contact.organisation_id] = contact
    return {cle: [Invitable(o, found.get(o.pk)) for o in rows] for cle, rows in known.items()}


def _list_manques(cases: tuple[CasePresence, ...], connues: dict[str, list[Invitable]]) -> tuple[Manque, ...]:
    return tuple(
        Manque(
            case.type,
            TypeOrganisation(case.type).label,
            tuple(connues[case.type][:MAX_INVITABLES]),
            len(connues[case.type]) > MAX_INVITABLES,
        )
        for case in cases
        if case.is_manque
    )


def _list_communes_absentes(membre: Membre, organisations: Sequence[Organisation]) -> tuple[str, ...]:
    """A commune is there by its seat, or because it acts in itself alone."""
    noms = get_noms_communes_espace(membre)
    mairies = [organisation for organisation in organisations if organisation.type == TypeOrganisation.COMMUNE]
    present = {mairie.code_commune for mairie in mairies}
    present.update(mairie.communes[0] for mairie in mairies if len(mairie.communes) == 1)
    mine = set(membre.communes) or set(noms)
    return tuple(sorted(nom for code, nom in noms.items() if code in mine - present))
