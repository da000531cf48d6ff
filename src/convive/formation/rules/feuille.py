"""The worksheet of an atelier: the boxes that a group fills in together, and those for each person. Pure Python."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from convive.formation.rules.ateliers import Cas, Jeu, Temps
from convive.prise_poste.rules.case import LIGNES_COURTES, Case
from convive.prise_poste.rules.outils import Outil

NOTES_PERSONNELLES = "notes"
LIGNES_CONSIGNE, LIGNES_NOTES = 5, 5


class Portee(StrEnum):
    GROUPE = "groupe"
    PERSONNE = "personne"


@dataclass(frozen=True, slots=True)
class Bloc:
    """Boxes that belong together. `is_retour`: only shown once the debrief is open."""

    cle: str
    titre: str
    portee: Portee
    cases: tuple[Case, ...]
    intro: str = ""
    is_retour: bool = False


@dataclass(frozen=True, slots=True)
class Feuille:
    """`temps` are the steps of its clock."""

    blocs: tuple[Bloc, ...]
    temps: tuple[Temps, ...]

    def get_case(self, champ: str, *, is_retour: bool) -> tuple[Bloc, Case] | None:
        """The box of this name with its block, if it can be written to now; otherwise None."""
        for bloc in self.list_blocs(is_retour=is_retour):
            for case in bloc.cases:
                if case.champ == champ:
                    return bloc, case
        return None

    def list_blocs(self, *, is_retour: bool) -> tuple[Bloc, ...]:
        return tuple(bloc for bloc in self.blocs if is_retour or not bloc.is_retour)

    @property
    def minutes(self) -> int:
        return sum(temps.minutes for temps in self.temps)


NOTES = Bloc(
    "notes", "Mes notes", Portee.PERSONNE, (Case(NOTES_PERSONNELLES, "Ce que je garde pour moi", "", LIGNES_NOTES),)
)


def name_case(outil: Outil, champ: str) -> str:
    """The name, in an atelier, of a box of a tool."""
    return f"{outil.cle}-{champ}"


def read_valeurs(outil: Outil, textes: Mapping[str, str]) -> dict[str, str]:
    """What a group wrote in a tool: key of the box → text, without empty ones."""
    found = {champ.cle: textes.get(name_case(outil, champ.cle), "").strip() for champ in outil.champs}
    return {cle: texte for cle, texte in found.items() if texte}


def build_bloc_outil(outil: Outil) -> Bloc:
    """The block with the boxes of a tool, for a group to fill in."""
    cases = tuple(
        Case(name_case(outil, champ.cle), champ.nom, champ.aide, max(1, champ.lignes)) for champ in outil.champs
    )
    return Bloc(outil.cle, outil.titre, Portee.GROUPE, cases, outil.sert_a)


def build_feuille_jeu(jeu: Jeu, outil: Outil) -> Feuille:
    """What the play produces, then each person's observations, then the questions of the debrief."""
    observer = _number("observer", jeu.observer, LIGNES_COURTES)
    return Feuille(
        (
            build_bloc_outil(outil),
            Bloc("observer", "Ce que j’ai vu", Portee.PERSONNE, observer, "Des faits : qui a dit quoi, à quel moment."),
            NOTES,
            _build_debat(jeu.debat),
        ),
        jeu.temps,
    )


def build_feuille_cas(cas: Cas) -> Feuille:
    consignes = tuple(
        Case(f"consigne-{consigne.numero}", consigne.texte, f"{consigne.minutes} minutes", LIGNES_CONSIGNE)
        for consigne in cas.consignes
    )
    temps = tuple(Temps(f"Consigne {consigne.numero}", consigne.minutes) for consigne in cas.consignes)
    bloc = Bloc("consignes", "Nos réponses", Portee.GROUPE, consignes)
    return Feuille((bloc, NOTES, _build_debat(cas.debat)), temps)


def build_feuille_outil(outil: Outil, minutes: int) -> Feuille:
    return Feuille((build_bloc_outil(outil), NOTES), (Temps("Remplir ensemble", minutes),))


def _build_debat(questions: tuple[str, ...]) -> Bloc:
    cases = _number("debat", questions, LIGNES_COURTES)
    return Bloc("debat", "Ce que nous en retenons", Portee.GROUPE, cases, is_retour=True)


def _number(cle: str, questions: tuple[str, ...], lignes: int) -> tuple[Case, ...]:
    return tuple(Case(f"{cle}-{rang}", question, "", lignes) for rang, question in enumerate(questions, 1))
