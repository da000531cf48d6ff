"""The proofs that a session still lacks, summarised in a line, and the page to fix each one. Pure Python."""

from collections.abc import Iterable
from dataclasses import dataclass

from convive.formation.rules.qualiopi import Indicateur, IndicateurLu, SorteLue
from convive.socle.formats import liste_fr, nombre_accorde


@dataclass(frozen=True, slots=True)
class PreuveManquante:
    """A missing or incomplete proof; `url` is the page where it is added or completed."""

    cle: str
    libelle: str
    libelle_etat: str
    url: str


@dataclass(frozen=True, slots=True)
class EcartIndicateur:
    indicateur: Indicateur
    preuves: tuple[PreuveManquante, ...]


@dataclass(frozen=True, slots=True)
class EcartsSession:
    indicateurs: tuple[EcartIndicateur, ...]

    @property
    def nombre(self) -> int:
        """The number of missing proofs; one needed by two indicators counts once."""
        return len({preuve.cle for ecart in self.indicateurs for preuve in ecart.preuves})

    @property
    def phrase(self) -> str:
        return f"Il manque {nombre_accorde(self.nombre, 'preuve')}" if self.nombre else "Aucun écart"

    @property
    def precision(self) -> str:
        """« indicateurs 9, 10 et 11, dont 2 majeurs »; empty if nothing is missing."""
        if not self.indicateurs:
            return ""
        numeros = liste_fr([str(ecart.indicateur.numero) for ecart in self.indicateurs])
        majeurs = sum(ecart.indicateur.majeure for ecart in self.indicateurs)
        if len(self.indicateurs) == 1:
            return f"indicateur {numeros}{', majeur' if majeurs else ''}"
        return f"indicateurs {numeros}" + (f", dont {nombre_accorde(majeurs, 'majeur')}" if majeurs else "")


def build_ecarts(lus: Iterable[IndicateurLu]) -> EcartsSession:
    return EcartsSession(
        tuple(
            EcartIndicateur(lu.indicateur, tuple(_build_preuve(lue) for lue in lu.sortes if lue.is_ecart))
            for lu in lus
            if lu.is_ecart
        )
    )


def _build_preuve(lue: SorteLue) -> PreuveManquante:
    """The missing proof, with the page of an incomplete one, or else the page where that kind of proof is created."""
    commencees = [preuve.url for preuve in lue.preuves if not preuve.is_complete and preuve.url]
    return PreuveManquante(lue.sorte.cle, lue.sorte.libelle, lue.libelle_etat, (commencees or [lue.url])[0])
