"""« Et si… »: the same money shared out under other hypotheses, beside what it is today. Nothing here is contractual.

A commune that leaves pays no more for the actions of the plan; what the others paid in common is shared among fewer.
What the Caf would then pay is written nowhere, so it is unknown, never what it was. Pure Python.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from convive.finances.rules.repartition import (
    CENT,
    ZERO,
    ActionPartagee,
    Cle,
    Payeur,
    Recette,
    SommesCommune,
    share_actions,
    sum_parts,
)

MAX_POURCENT = 100
MAX_TITRE = 80
SANS_REGLE = "aucune règle écrite ne dit ce que la Caf verserait"
CLES_PUBLIQUES = (Cle.POPULATION, Cle.ENFANTS_0_2, Cle.ENFANTS_3_10, Cle.JEUNES_11_17, Cle.EGALES)
"""Those that one may try for every action at once: typed parts are those of one action."""

type LitPoids = Callable[[Cle, tuple[str, ...]], tuple[dict[str, Decimal], str, str]]
"""What these communes weigh in a key, in what unit, and why it is not known."""


@dataclass(frozen=True, slots=True)
class Hypotheses:
    """`depart`: the code of a commune that leaves; `caf_pourcent`: how much more, or less, the Caf pays; `cle`: one key
    for every action, None for those that were chosen."""

    titre: str
    depart: str = ""
    caf_pourcent: int = 0
    cle: Cle | None = None

    @property
    def is_aujourd_hui(self) -> bool:
        return not self.depart and not self.caf_pourcent and self.cle is None


@dataclass(frozen=True, slots=True)
class ResultatCommune:
    """`paye` by the commune and for it, `caf` for its inhabitants: None when nobody can say it. `is_partie`: it is the
    one that leaves."""

    paye: Decimal | None
    caf: Decimal | None
    is_partie: bool = False


@dataclass(frozen=True, slots=True)
class Resultat:
    """What the hypotheses give, by commune. `a_trouver`: what nobody pays any more, or, below zero, what is over."""

    hypotheses: Hypotheses
    communes: Mapping[str, ResultatCommune]
    a_trouver: Decimal
    inconnues: int

    @property
    def en_plus(self) -> Decimal:
        return max(-self.a_trouver, ZERO)


def compute_resultat(
    actions: Iterable[ActionPartagee], hypotheses: Hypotheses, communes: Sequence[str], lit_poids: LitPoids
) -> Resultat:
    """Share the actions out again. What the leaving commune paid itself, and what the Caf pays less, is to be found."""
    rows = list(actions)
    changees = [_change(action, hypotheses, lit_poids) for action in rows]
    parts = share_actions(changees)
    avant, apres = (sum((r.montant for action in lot for r in action.recettes), ZERO) for lot in (rows, changees))
    sommes = {code: sum_parts(parts.get(code, ())) for code in communes}
    return Resultat(
        hypotheses,
        {code: _read(code, sommes[code], hypotheses) for code in communes},
        avant - apres,
        len({part.action for held in parts.values() for part in held if part.raison}),
    )


def _change(action: ActionPartagee, hypotheses: Hypotheses, lit_poids: LitPoids) -> ActionPartagee:
    restent = tuple(code for code in action.communes if code != hypotheses.depart)
    recettes = tuple(
        _change_recette(recette, hypotheses.caf_pourcent)
        for recette in action.recettes
        if not (hypotheses.depart and recette.commune == hypotheses.depart)
    )
    if hypotheses.cle is not None:
        poids, unite, raison = lit_poids(hypotheses.cle, restent)
        changee = replace(action, cle=hypotheses.cle, poids=poids, unite=unite, raison=raison)
    else:
        changee = replace(action, poids={code: poids for code, poids in action.poids.items() if code in restent})
    if not restent:
        # It was for that commune alone: what the others paid for it is shared by nobody.
        return replace(changee, communes=(), poids={}, recettes=())
    return replace(changee, communes=restent, recettes=recettes)


def _change_recette(recette: Recette, pourcent: int) -> Recette:
    if recette.payeur is not Payeur.CAF or not pourcent:
        return recette
    return replace(recette, montant=(recette.montant * (100 + pourcent) / 100).quantize(CENT))


def _read(code: str, sommes: SommesCommune, hypotheses: Hypotheses) -> ResultatCommune:
    if code == hypotheses.depart:
        return ResultatCommune(ZERO, None, is_partie=True)
    if sommes.inconnues:
        return ResultatCommune(None, None)
    return ResultatCommune(sommes.paye, None if hypotheses.depart else sommes.caf)


@dataclass(frozen=True, slots=True)
class EcartCommune:
    """A commune today and in a scenario; the difference is None when one of the two is not known."""

    code: str
    nom: str
    avant: ResultatCommune
    apres: ResultatCommune

    @property
    def ecart(self) -> Decimal | None:
        if self.avant.paye is None or self.apres.paye is None:
            return None
        return self.apres.paye - self.avant.paye


def compare(avant: Resultat, apres: Resultat, noms: Mapping[str, str]) -> list[EcartCommune]:
    """By name: no commune is ranked."""
    return [
        EcartCommune(code, nom, avant.communes[code], apres.communes[code])
        for code, nom in noms.items()
        if code in apres.communes
    ]
