"""Read the agreements between territoires and départements: those of an espace, those that it receives."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db.models import Prefetch

from convive.comptes.models import Compte
from convive.espaces.models import Espace, Membre, Partage, PerimetreEspace, TypeEspace, get_condition_en_cours
from convive.espaces.partages import ChampPartage, partages
from convive.espaces.rules import compute_empreinte
from convive.socle.formats import liste_fr
from convive.socle.uuids import parse_uuid


@dataclass(frozen=True, slots=True)
class LignePartage:
    """An agreement with the names of what it shows."""

    partage: Partage
    champs: tuple[ChampPartage, ...]

    @property
    def champs_en_mots(self) -> str:
        """« le périmètre et les thématiques »."""
        return liste_fr([champ.libelle[:1].lower() + champ.libelle[1:] for champ in self.champs])


@dataclass(frozen=True, slots=True)
class TableauPartages:
    """What territoires show, field by field: for each agreement, every field and whether it is shown."""

    champs: Sequence[ChampPartage]
    lignes: list[tuple[LignePartage, list[tuple[ChampPartage, bool]]]]


def _build_lignes(rows: list[Partage]) -> list[LignePartage]:
    return [LignePartage(row, partages.get_for_cles(row.champs)) for row in rows]


def list_partages(espace: Espace) -> tuple[list[LignePartage], list[LignePartage]]:
    """Those in force, then the offers without answer; one query."""
    rows = Partage.objects.filter(espace=espace, date_revocation__isnull=True, date_refus__isnull=True)
    lignes = _build_lignes(list(rows.select_related("departement", "created_by")))
    return (
        [ligne for ligne in lignes if ligne.partage.departement is not None],
        [ligne for ligne in lignes if ligne.partage.departement is None],
    )


def list_partages_recus(membre: Membre) -> list[LignePartage]:
    """What territoires show to this département, in the order of their names.

    A place limited to communes sees the territoires that have one of them today.
    """
    espaces = Prefetch("espace", Espace.objects.with_fictif())
    recus = Partage.objects.actifs().filter(departement=membre.espace_id).prefetch_related(espaces)
    if communes := membre.limites.communes:
        ici = PerimetreEspace.objects.filter(get_condition_en_cours(), perimetre__communes__code__in=communes)
        recus = recus.filter(espace__in=ici.values("espace"))
    return _build_lignes(list(recus.order_by("espace__nom", "pk")))


def build_tableau_partages(lignes: Sequence[LignePartage]) -> TableauPartages:
    """Every field that may be shown, and who shows it."""
    champs = partages.get_all()
    rows = [(ligne, [(champ, champ in ligne.champs) for champ in champs]) for ligne in lignes]
    return TableauPartages(champs, rows)


def get_partage_recu(membre: Membre, uuid: str) -> LignePartage | None:
    """An agreement that this place may read, by an identifier that came from outside."""
    return next((ligne for ligne in list_partages_recus(membre) if ligne.partage.pk == parse_uuid(uuid)), None)


def get_partage(cle: str) -> Partage | None:
    """The offer of a link, in whatever state it is."""
    found = Partage.objects.filter(empreinte_cle=compute_empreinte(cle))
    return found.select_related("espace", "departement", "created_by").first()


def get_partage_in_espace(espace: Espace, uuid: str) -> Partage | None:
    """An agreement of this territoire and of no other, by an identifier that came with a form."""
    identifier = parse_uuid(uuid)
    found = Partage.objects.filter(espace=espace).select_related("espace", "departement")
    return found.filter(pk=identifier).first() if identifier else None


def list_departements(compte: Compte, is_permis: Callable[[Membre], bool]) -> list[Espace]:
    """The espaces of département where this person may answer for it."""
    places = Membre.objects.en_cours().filter(compte=compte, espace__type=TypeEspace.DEPARTEMENT)
    rows = places.select_related("espace").prefetch_related("thematiques").order_by("espace__nom", "espace_id")
    return [membre.espace for membre in rows if is_permis(membre)]
