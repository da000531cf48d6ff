"""The processing of personal data, as shown in the record of processing activities."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from convive.comptes.conservation import RegleConservation, get_regles
from convive.socle.contenus import read_contenu_yaml

FICHIER = Path(__file__).with_name("traitements.yaml")


@dataclass(frozen=True, slots=True)
class Traitement:
    """One entry of the record (article 30 of the GDPR). The texts are in French and shown as they are. `domaine` is
    « formation » for what a training body answers for, with `modeles`, the names of the models that hold the data;
    `sans_duree` says what no rule deletes."""

    nom: str
    finalite: str
    base: str
    personnes: str
    categories: str
    destinataires: str
    securite: str
    conservation: tuple[str, ...]
    domaine: str = ""
    modeles: tuple[str, ...] = ()
    sans_duree: str = ""

    @property
    def regles(self) -> tuple[RegleConservation, ...]:
        return tuple(get_regles()[cle] for cle in self.conservation)


@cache
def list_traitements() -> tuple[Traitement, ...]:
    contenu = read_contenu_yaml(FICHIER)
    listes = ("conservation", "modeles")
    return tuple(Traitement(**{**fiche, **{cle: tuple(fiche.get(cle, ())) for cle in listes}}) for fiche in contenu)
