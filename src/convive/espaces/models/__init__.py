"""The rows of espaces, one file per noun."""

from convive.espaces.models.agenda import FluxAgenda
from convive.espaces.models.cahier import LigneCahier
from convive.espaces.models.confirmation import ConfirmationPlace, ReponsePlace
from convive.espaces.models.depart import PointDepart
from convive.espaces.models.espace import (
    TYPES_SANS_TERRITOIRE,
    Espace,
    EspaceLieQuerySet,
    EspaceQuerySet,
    Membre,
    MembreQuerySet,
    PerimetreEspace,
    Role,
    TypeEspace,
    get_condition_en_cours,
    get_espaces,
    get_espaces_droit,
    keep_places,
    list_places,
    read_once,
)
from convive.espaces.models.invitation import Invitation, InvitationQuerySet
from convive.espaces.models.lien_magique import LienMagique, LienMagiqueQuerySet, SorteTentative, TentativeLien
from convive.espaces.models.note import Note, NoteQuerySet
from convive.espaces.models.partage import Cote, Partage, PartageQuerySet
from convive.espaces.models.portee import PorteeQuerySet, SeRencontrent, build_concernes, filter_membres_concernes
from convive.espaces.models.texte import TexteVersionne, VersionTexte, build_versions
from convive.espaces.models.thematique import Thematique, ThematiqueQuerySet

__all__ = [
    "TYPES_SANS_TERRITOIRE",
    "ConfirmationPlace",
    "Cote",
    "Espace",
    "EspaceLieQuerySet",
    "EspaceQuerySet",
    "FluxAgenda",
    "Invitation",
    "InvitationQuerySet",
    "LienMagique",
    "LienMagiqueQuerySet",
    "LigneCahier",
    "Membre",
    "MembreQuerySet",
    "Note",
    "NoteQuerySet",
    "Partage",
    "PartageQuerySet",
    "PerimetreEspace",
    "PointDepart",
    "PorteeQuerySet",
    "ReponsePlace",
    "Role",
    "SeRencontrent",
    "SorteTentative",
    "TentativeLien",
    "TexteVersionne",
    "Thematique",
    "ThematiqueQuerySet",
    "TypeEspace",
    "VersionTexte",
    "build_concernes",
    "build_versions",
    "filter_membres_concernes",
    "get_condition_en_cours",
    "get_espaces",
    "get_espaces_droit",
    "keep_places",
    "list_places",
    "read_once",
]
