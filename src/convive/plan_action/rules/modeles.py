"""The library of model actions: what a model holds, what makes an entry valid. Pure Python.

A model is a start, never a rule: it holds no amount that is not sourced, no name, no date. Its steps are counted in
months from the day on which the action begins.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import cached_property
from typing import Any

from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.indicateurs import is_frequentation

TOUTES = "toutes"
"""In place of the thématiques: the model serves them all."""
MAX_DUREE_MOIS = 60


class ModeleInvalide(ValueError):
    """An entry of the library cannot be used; the message names it."""


@dataclass(frozen=True, slots=True)
class EtapeModele:
    libelle: str
    mois: int


@dataclass(frozen=True, slots=True)
class PartenaireModele:
    """`type` is a type of organisation of the directory, `qui` how one calls it, `role` what is expected of it."""

    type: str
    qui: str
    role: str


@dataclass(frozen=True, slots=True)
class PiegeModele:
    piege: str
    parade: str


@dataclass(frozen=True, slots=True)
class IndicateurModele:
    """`definition` says what is counted, out of what, and when; `coeur` is the core indicator that measures it
    already, if one does."""

    libelle: str
    unite: str
    role: str
    sens: str
    definition: str
    coeur: str = ""

    @property
    def nom_role(self) -> str:
        return regles.RoleIndicateur(self.role).libelle

    @property
    def nom_sens(self) -> str:
        return regles.SensIndicateur(self.sens).libelle


@dataclass(frozen=True, slots=True)
class RepereModele:
    """A fact with its year and where it was read: the only place where an amount may stand."""

    texte: str
    annee: int
    url: str


@dataclass(frozen=True)
class Modele:
    """One model. `thematiques` are usual names, empty for a model that serves them all; `a_verifier` is what depends
    on the place."""

    cle: str
    titre: str
    thematiques: tuple[str, ...]
    publics: tuple[str, ...]
    pourquoi: str
    description: str
    objectifs: tuple[str, ...]
    resultats: str
    etapes: tuple[EtapeModele, ...]
    partenaires: tuple[PartenaireModele, ...]
    conditions: tuple[str, ...]
    pieges: tuple[PiegeModele, ...]
    indicateurs: tuple[IndicateurModele, ...]
    participation: str
    participation_conseil: str
    duree_mois: int
    recurrence: str
    moyens: str
    reperes: tuple[RepereModele, ...]
    a_verifier: str

    @property
    def noms_publics(self) -> list[str]:
        return [regles.PUBLICS[cle] for cle in self.publics]

    @property
    def nom_participation(self) -> str:
        return regles.NiveauParticipation(self.participation).libelle

    @property
    def nom_recurrence(self) -> str:
        return regles.Recurrence(self.recurrence).libelle


@dataclass(frozen=True)
class Bibliotheque:
    """All the models, in reading order."""

    modeles: tuple[Modele, ...]

    @cached_property
    def by_cle(self) -> Mapping[str, Modele]:
        return {modele.cle: modele for modele in self.modeles}

    @cached_property
    def thematiques(self) -> tuple[str, ...]:
        """Those that a model names, in reading order."""
        return tuple(dict.fromkeys(nom for modele in self.modeles for nom in modele.thematiques))

    @cached_property
    def publics(self) -> frozenset[str]:
        return frozenset(cle for modele in self.modeles for cle in modele.publics)

    def filter_modeles(self, *, thematique: str = "", public: str = "", mots: Iterable[str] = ()) -> list[Modele]:
        """Those of a thématique (the ones that serve all included), for a public, whose texts hold every word."""
        wanted = [mot.casefold() for mot in mots]
        return [
            modele
            for modele in self.modeles
            if (not thematique or not modele.thematiques or thematique in modele.thematiques)
            and (not public or public in modele.publics)
            and all(mot in build_texte(modele) for mot in wanted)
        ]


def build_texte(modele: Modele) -> str:
    """What a search reads of a model."""
    return f"{modele.titre} {modele.pourquoi} {modele.description} {modele.resultats}".casefold()


def build_description(modele: Modele) -> str:
    """What an action keeps of the texts of its model: what one does, on which conditions, what is to be checked."""
    conditions = "\n".join(f"- {condition}" for condition in modele.conditions)
    parties = [modele.description, f"Conditions de réussite\u00a0:\n\n{conditions}"]
    parties.append(f"Avec les habitants\u00a0: {_lower_initiale(modele.participation_conseil)}")
    if modele.a_verifier:
        parties.append(f"À vérifier\u00a0: {_lower_initiale(modele.a_verifier)}")
    return "\n\n".join(parties)


def _lower_initiale(texte: str) -> str:
    """What follows a colon has no capital in French."""
    return texte[:1].lower() + texte[1:]


def compute_echeance(debut: date, mois: int) -> date:
    """So many months later, on the same day; the last day of a shorter month."""
    rang = debut.month - 1 + mois
    annee, month = debut.year + rang // 12, rang % 12 + 1
    lendemain = date(annee + month // 12, month % 12 + 1, 1)
    dernier = (lendemain - date(annee, month, 1)).days
    return date(annee, month, min(debut.day, dernier))


_ROWS: Mapping[str, type] = {
    "etapes": EtapeModele,
    "partenaires": PartenaireModele,
    "pieges": PiegeModele,
    "indicateurs": IndicateurModele,
    "reperes": RepereModele,
}
_TEXTES = ("titre", "pourquoi", "description", "resultats", "participation_conseil", "moyens")
_LISTES = ("publics", "objectifs", "conditions")


def build_bibliotheque(
    entries: Iterable[Mapping[str, Any]], *, thematiques: Iterable[str], types: Iterable[str], coeur: Iterable[str]
) -> Bibliotheque:
    """Validate the entries read from YAML; raise ModeleInvalide naming the first wrong one.

    `thematiques` are the usual names, `types` the types of organisation, `coeur` the core indicators.
    """
    lexique = (frozenset(thematiques), frozenset(types), frozenset(coeur))
    modeles = tuple(_build_modele(entry, *lexique) for entry in entries)
    cles = [modele.cle for modele in modeles]
    if doubles := sorted({cle for cle in cles if cles.count(cle) > 1}):
        raise ModeleInvalide(f"Clés en double : {', '.join(doubles)}.")
    return Bibliotheque(modeles)


def _build_modele(
    entry: Mapping[str, Any], thematiques: frozenset[str], types: frozenset[str], coeur: frozenset[str]
) -> Modele:
    nom = entry.get("cle", "(sans clé)")
    try:
        rows: dict[str, Any] = {cle: tuple(modele(**row) for row in entry[cle]) for cle, modele in _ROWS.items()}
        listes = {cle: tuple(entry[cle]) for cle in _LISTES}
        noms = () if entry["thematiques"] == TOUTES else tuple(entry["thematiques"])
        modele = Modele(**{**entry, **rows, **listes, "thematiques": noms})
    except (TypeError, KeyError) as error:
        raise ModeleInvalide(f"{nom} : {error}") from error
    for message in _explain(modele, entry["thematiques"] == TOUTES, thematiques, types, coeur):
        raise ModeleInvalide(f"{nom} : {message}")
    return modele


def _explain(
    modele: Modele, is_transversal: bool, thematiques: frozenset[str], types: frozenset[str], coeur: frozenset[str]
) -> Iterable[str]:
    """Everything wrong in a model whose shape is right."""
    for champ in fields(modele):
        valeur = getattr(modele, champ.name)
        if champ.name in _TEXTES and not (isinstance(valeur, str) and valeur.strip()):
            yield f"« {champ.name} » est vide."
        if champ.name in (*_LISTES, *_ROWS) and champ.name != "reperes" and not valeur:
            yield f"« {champ.name} » ne contient rien."
        # In YAML a colon between spaces makes a mapping of a sentence, which no page could print.
        if champ.name in _LISTES and not all(isinstance(texte, str) for texte in valeur):
            yield f"«\u00a0{champ.name}\u00a0» a une phrase à deux-points sans guillemets."
    if not modele.thematiques and not is_transversal:
        yield "aucune thématique."
    if len(modele.titre) > regles.MAX_TITRE:
        yield f"le titre dépasse {regles.MAX_TITRE} caractères."
    yield from _explain_mots(modele, thematiques, types, coeur)
    yield from _explain_durees(modele)
    for indicateur in modele.indicateurs:
        yield from _explain_indicateur(indicateur)
    roles = {indicateur.role for indicateur in modele.indicateurs}
    dus = (regles.RoleIndicateur.REALISATION, regles.RoleIndicateur.RESULTAT)
    if manquants := [role.value for role in dus if role.value not in roles]:
        yield f"aucun indicateur de {', '.join(manquants)}."
    if mauvais := [repere.url for repere in modele.reperes if not repere.url.startswith("https://")]:
        yield f"adresse à corriger : {', '.join(mauvais)}."


def _explain_mots(
    modele: Modele, thematiques: frozenset[str], types: frozenset[str], coeur: frozenset[str]
) -> Iterable[str]:
    """The words that belong to a closed list and are not in it."""
    listes = (
        ("thématique inconnue", modele.thematiques, thematiques),
        ("public inconnu", modele.publics, regles.PUBLICS),
        ("type d’organisation inconnu", (row.type for row in modele.partenaires), types),
        ("rôle d’indicateur inconnu", (row.role for row in modele.indicateurs), set(regles.RoleIndicateur)),
        ("sens d’indicateur inconnu", (row.sens for row in modele.indicateurs), set(regles.SensIndicateur)),
        ("indicateur du portrait inconnu", (row.coeur for row in modele.indicateurs if row.coeur), coeur),
        ("niveau de participation inconnu", (modele.participation,), set(regles.NiveauParticipation)),
        ("récurrence inconnue", (modele.recurrence,), set(regles.Recurrence)),
    )
    for dit, mots, connus in listes:
        if inconnus := [mot for mot in mots if mot not in connus]:
            yield f"{dit} « {', '.join(inconnus)} »."


def _explain_indicateur(indicateur: IndicateurModele) -> Iterable[str]:
    """What lets a reader count it as another would; a figure of the whole territory is never the result of one
    action, and a number of people who came is what was done, until it says what changed for them."""
    dit = f"«\u00a0{indicateur.libelle}\u00a0»"
    for champ in ("libelle", "unite", "definition"):
        if not str(getattr(indicateur, champ)).strip():
            yield f"l’indicateur {dit} n’a pas de «\u00a0{champ}\u00a0»."
    if indicateur.role == regles.RoleIndicateur.CONTEXTE and indicateur.sens != regles.SensIndicateur.SANS:
        yield f"{dit} est un contexte\u00a0: il se lit sans objectif."
    if indicateur.role == regles.RoleIndicateur.RESULTAT:
        if indicateur.coeur:
            yield f"{dit} est un chiffre du portrait\u00a0: ce n’est pas le résultat d’une action."
        if is_frequentation(indicateur.libelle, indicateur.unite):
            yield f"{dit} compte des personnes sans dire ce qui change pour elles."


def _explain_durees(modele: Modele) -> Iterable[str]:
    mois = [etape.mois for etape in modele.etapes]
    if not 1 <= modele.duree_mois <= MAX_DUREE_MOIS:
        yield f"« duree_mois » n’est pas entre 1 et {MAX_DUREE_MOIS}."
    if mois != sorted(mois) or (mois and (mois[0] < 0 or mois[-1] > modele.duree_mois)):
        yield "les étapes ne se suivent pas, ou dépassent la durée."
