"""What the archive of a plan would become here: what is found, what would be created, what stays where it came from."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from convive.acteurs.models import Organisation, Personne
from convive.espaces.models import Espace
from convive.plan_action.models import FicheAction, NoeudPlan
from convive.plan_action.rules.archive import ILLISIBLE, ArchiveLue, ArchiveRefusee
from convive.plan_action.rules.rapprochement import Carte, Rapproche, match_organisation, match_personne
from convive.plan_action.selectors.archive import EXTERNES, Modele, get_label, list_externes
from convive.plan_action.selectors.prevue_import import CREER

MAX_CITES = 200


@dataclass(frozen=True, slots=True)
class CarteArchive:
    """An organisation or a person of the archive. `choix` is a card of the directory, or CREER."""

    rang: int
    nom: str
    rapproche: Rapproche
    choix: str


@dataclass(frozen=True, slots=True)
class PrevisionArchive:
    """`cles` gives, for each model, the key found for each rank, None when there is none; `creees` names what would be
    created by its name alone, `perdus` what stays behind, by kind."""

    archive: ArchiveLue
    organisations: tuple[CarteArchive, ...]
    personnes: tuple[CarteArchive, ...]
    cles: Mapping[Modele, list[Any]]
    creees: tuple[tuple[str, str], ...]
    perdus: tuple[tuple[str, str], ...]

    @property
    def nb_fiches(self) -> int:
        return len(self.archive.lignes.get(get_label(FicheAction), ()))

    @property
    def nb_noeuds(self) -> int:
        return len(self.archive.lignes.get(get_label(NoeudPlan), ()))

    @property
    def titres(self) -> list[str]:
        rows = self.archive.lignes.get(get_label(FicheAction), ())
        return [" ".join(filter(None, (str(r.get("code", "")), str(r.get("titre", ""))))) for r in rows[:MAX_CITES]]


def build_prevision_archive(
    espace: Espace, archive: ArchiveLue, choix: Mapping[str, Mapping[str, str]]
) -> PrevisionArchive:
    """Raise ArchiveRefusee for an external that nothing names; about ten queries."""
    cles: dict[Modele, list[Any]] = {}
    creees: list[tuple[str, str]] = []
    perdus: list[tuple[str, str]] = []
    for modele, externe in EXTERNES.items():
        rows = [_check(row, externe.champs) for row in archive.externes.get(get_label(modele), ())]
        if modele in (Organisation, Personne):
            continue
        cles[modele] = _find(espace, modele, rows)
        absents = [row for row, cle in zip(rows, cles[modele], strict=True) if cle is None]
        for row in absents:
            nom = " ".join(str(row[champ]) for champ in externe.champs if row[champ])
            (creees if externe.is_creable else perdus).append((externe.libelle, nom))
    return PrevisionArchive(
        archive,
        tuple(_match_organisations(espace, archive, choix.get("organisations", {}))),
        tuple(_match_personnes(espace, archive, choix.get("personnes", {}))),
        cles,
        tuple(creees),
        tuple(perdus),
    )


def _check(row: dict[str, Any], champs: tuple[str, ...]) -> dict[str, Any]:
    if set(row) != set(champs) or not all(isinstance(valeur, str) for valeur in row.values()):
        raise ArchiveRefusee(ILLISIBLE)
    return row


def _find(espace: Espace, modele: Modele, rows: list[dict[str, Any]]) -> list[Any]:
    """The key of the only row of this espace that bears each name."""
    if not rows:
        return []
    chemin = "plan__espace" if "plan" in {f.name for f in modele._meta.concrete_fields} else "espace"
    found: dict[tuple[str, ...], list[Any]] = defaultdict(list)
    for pk, descriptif in list_externes(modele, Q(**{chemin: espace})):
        found[_fold(modele, descriptif)].append(pk)
    return [keys[0] if len(keys := found[_fold(modele, row)]) == 1 else None for row in rows]


def _fold(modele: Modele, descriptif: Mapping[str, Any]) -> tuple[str, ...]:
    """In the order of its fields: a file may have them in another."""
    return tuple(str(descriptif[champ] or "").strip().casefold() for champ in EXTERNES[modele].champs)


def _match_organisations(espace: Espace, archive: ArchiveLue, choix: Mapping[str, str]) -> list[CarteArchive]:
    rows = Organisation.objects.filter(espace=espace, archivee_le=None, fusionnee_dans=None)
    cartes = [
        Carte(str(pk), nom, (sigle,) if sigle else ()) for pk, nom, sigle in rows.values_list("pk", "nom", "sigle")
    ]
    lues = archive.externes.get(get_label(Organisation), ())
    return [_choose(rang, match_organisation(row["nom"], cartes), choix) for rang, row in enumerate(lues)]


def _match_personnes(espace: Espace, archive: ArchiveLue, choix: Mapping[str, str]) -> list[CarteArchive]:
    rows = Personne.objects.filter(espace=espace, archivee_le=None, fusionnee_dans=None)
    cartes = [Carte(str(pk), f"{prenom} {nom}".strip()) for pk, prenom, nom in rows.values_list("pk", "prenom", "nom")]
    lues = archive.externes.get(get_label(Personne), ())
    noms = [f"{row['prenom']} {row['nom']}".strip() for row in lues]
    return [_choose(rang, match_personne(nom, cartes), choix) for rang, nom in enumerate(noms)]


def _choose(rang: int, rapproche: Rapproche, choix: Mapping[str, str]) -> CarteArchive:
    """What was chosen, while it is still one of the cards proposed; else the sure one; else a new one."""
    propose = rapproche.sure.cle if rapproche.sure else CREER
    voulu = choix.get(str(rang), propose)
    permis = {CREER, *(carte.cle for carte in rapproche.proposees)}
    return CarteArchive(rang, rapproche.nom, rapproche, voulu if voulu in permis else propose)
