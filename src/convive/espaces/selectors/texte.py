"""Read the versions of a long text, and compare two of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from convive.espaces.models import Membre, TexteVersionne
from convive.espaces.textes import TypeTexte
from convive.socle.comparaison import LigneComparee, compare_textes, has_changements

MAX_VERSIONS = 200


@dataclass(frozen=True, slots=True)
class LigneVersion:
    """A version in a list. `rang` counts from 1, the first one; `raison` says where it comes from, when it was not
    simply typed."""

    uuid: UUID
    rang: int
    date: datetime
    auteur_nom: str
    raison: str
    is_actuelle: bool


@dataclass(frozen=True, slots=True)
class ChampCompare:
    libelle: str
    lignes: tuple[LigneComparee, ...]

    @property
    def is_change(self) -> bool:
        return has_changements(self.lignes)


def get_texte(membre: Membre, type_texte: TypeTexte, objet_uuid: UUID) -> TexteVersionne | None:
    """An object of this espace that this place may read."""
    objet: TexteVersionne | None = type_texte.objet.visible_to(membre.compte).filter(pk=objet_uuid).first()
    get_espace_uuid = type_texte.objet.get_espace_uuid
    if objet is None or get_espace_uuid is None or get_espace_uuid(objet) != membre.espace_id:
        return None
    return objet


def list_versions(objet: TexteVersionne) -> list[LigneVersion]:
    """The versions, the most recent first, at most MAX_VERSIONS; two queries, and not the texts themselves."""
    versions = _get_versions(objet)
    total = versions.count()
    colonnes = versions.values_list("pk", "history_date", "auteur_nom", "history_change_reason")[:MAX_VERSIONS]
    return [
        LigneVersion(uuid, total - rang, date, auteur_nom, raison or "", rang == 0)
        for rang, (uuid, date, auteur_nom, raison) in enumerate(colonnes)
    ]


def count_versions(objet: TexteVersionne) -> int:
    return int(_get_versions(objet).count())


def get_version(objet: TexteVersionne, version_uuid: UUID) -> Any:
    """A version of this object and of no other; None when there is none."""
    return _get_versions(objet).filter(pk=version_uuid).first()


def get_version_precedente(objet: TexteVersionne, version: Any) -> Any:
    """None for the first one."""
    return _get_versions(objet).filter(version__lt=version.version).first()


def get_version_depart(objet: TexteVersionne, numero: int) -> Any:
    """The texts as they were when the object had this number: the last version saved until then."""
    return _get_versions(objet).filter(version__lte=numero).first()


def list_auteurs_depuis(objet: TexteVersionne, numero: int) -> tuple[str, ...]:
    """Who wrote since the object had this number, the last one first."""
    rows = _get_versions(objet).filter(version__gt=numero).values_list("auteur_nom", flat=True)
    return tuple(dict.fromkeys(rows))


def compare_versions(type_texte: TypeTexte, avant: Any, apres: Any) -> list[ChampCompare]:
    """Each text, from one version to the other; `avant` is None before the first one."""
    champs = []
    for champ, libelle in type_texte.libelles.items():
        textes = (getattr(avant, champ) if avant else "", getattr(apres, champ))
        lignes = compare_textes(*(type_texte.read(texte) for texte in textes))
        # Blank lines part paragraphs: the page does it by itself.
        shown = tuple(ligne for ligne in lignes if any(morceau.texte.strip() for morceau in ligne))
        champs.append(ChampCompare(libelle, shown))
    return champs


def get_textes(objet: Any) -> Mapping[str, str]:
    """The texts of an object or of a version, as they are."""
    modele = getattr(objet, "instance_type", type(objet))
    return {champ: getattr(objet, champ) for champ in modele.CHAMPS_TEXTES}


def _get_versions(objet: Any) -> Any:
    return objet.versions.order_by("-version", "-history_date")
