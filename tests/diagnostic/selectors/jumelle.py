"""The brute-force twin: the same indicators computed with pandas, commune by commune, with none of the product's code
but the catalogue.
"""

import math
from functools import cache
from pathlib import Path

import pandas as pd

from convive.diagnostic.rules.coeur import Fiche

AVEC_VALEUR = frozenset({"valeur", "partiel", "rupture_de_serie"})


def get_path(donnees_dir: Path) -> Path:
    return donnees_dir / (donnees_dir / "actuel").read_text().strip() / "par_territoire.parquet"


@cache
def list_millesimes(donnees_dir: Path, is_fictif: bool) -> dict[str, list[int]]:
    """Of communes and what they make up; what the fictional territory has is no vintage of a real one."""
    rows = pd.read_parquet(get_path(donnees_dir), columns=["maille", "territoire", "indicateur", "millesime"])
    rows = rows[~rows["maille"].isin(["iris", "quartier_prioritaire"])]
    seen = rows[rows["territoire"].str.startswith("99") == is_fictif][["indicateur", "millesime"]].drop_duplicates()
    return {str(nom): sorted(int(m) for m in group) for nom, group in seen.groupby("indicateur")["millesime"]}


@cache
def read_mesures(
    donnees_dir: Path, codes: tuple[str, ...], statuts: frozenset[str]
) -> dict[tuple[str, str, str, int], float]:
    """Known values by level, territory, quantity and vintage."""
    frame = pd.read_parquet(get_path(donnees_dir), filters=[("territoire", "in", list(codes))])
    frame = frame[frame["statut"].isin(statuts)]
    return {(row.maille, row.territoire, row.indicateur, int(row.millesime)): row.valeur for row in frame.itertuples()}


COUVERTURE, PAR_COMMUNE_CACHEE = 95, 100


@cache
def list_secrets(donnees_dir: Path, codes: tuple[str, ...]) -> set[tuple[str, str, int]]:
    """(Commune, quantity, vintage) that the producer hides."""
    frame = pd.read_parquet(get_path(donnees_dir), filters=[("territoire", "in", list(codes))])
    frame = frame[(frame["statut"] == "secret") & (frame["maille"] == "commune")]
    return {(row.territoire, row.indicateur, int(row.millesime)) for row in frame.itertuples()}


def list_annees_cachees(donnees_dir: Path, fiche: Fiche, codes: list[str]) -> set[int]:
    """The years of a ratio of which the producer hides too many communes, those where the others are a few people."""
    i = fiche.indicateur
    if i.calcul != "ratio":
        return set()
    secrets = list_secrets(donnees_dir, tuple(codes))
    read = read_mesures(donnees_dir, tuple(codes), AVEC_VALEUR)
    millesimes = list_millesimes(donnees_dir, codes[0].startswith("99"))
    hidden = set()
    for annee in range(2005, 2030):
        wanted = [(g, _vintage(fiche, g, annee, millesimes)) for g in i.composantes]
        known = [code for code in codes if all(("commune", code, g, m) in read for g, m in wanted)]
        if not any((code, g, m) in secrets for code in set(codes) - set(known) for g, m in wanted):
            continue
        top = sum(read["commune", code, g, m] for code in known for g, m in wanted if g in i.numerateur)
        if 100 * len(known) < COUVERTURE * len(codes) and top < PAR_COMMUNE_CACHEE * (len(codes) - len(known)):
            hidden.add(annee)
    return hidden


def compute(
    donnees_dir: Path, fiche: Fiche, maille: str, codes: list[str], statuts: frozenset[str] = AVEC_VALEUR
) -> dict[int, float]:
    """Value by year of an indicator over territories of one level, masking apart."""
    read = read_mesures(donnees_dir, tuple(codes), statuts)
    values = {key[1:]: value for key, value in read.items() if key[0] == maille}
    millesimes = list_millesimes(donnees_dir, codes[0].startswith("99"))
    found = {}
    for annee in range(2005, 2030):
        result = _compute_annee(fiche, annee, values, millesimes, codes)
        if result is not None:
            found[annee] = result
    return found


def _vintage(fiche: Fiche, grandeur: str, annee: int, millesimes: dict[str, list[int]]) -> int | None:
    if grandeur not in fiche.indicateur.intemporelles:
        return annee
    candidates = set(millesimes.get(grandeur, []))
    if grandeur in fiche.indicateur.denominateur:
        for other in fiche.indicateur.denominateur:
            candidates &= set(millesimes.get(other, []))
    best = min(sorted(candidates), key=lambda m: abs(m - annee), default=None)
    if best is not None and grandeur != "superficie_km2" and abs(best - annee) > 7:
        return None
    return best


def _compute_annee(fiche, annee, values, millesimes, codes) -> float | None:
    i = fiche.indicateur
    if i.calcul == "publie":
        return values.get((codes[0], i.grandeurs[0], annee)) if len(codes) == 1 else None
    if i.calcul == "evolution":
        pairs = [
            (values.get((code, i.grandeurs[0], annee)), values.get((code, i.grandeurs[0], annee - fiche.ecart_annees)))
            for code in codes
        ]
        pairs = [(end, start) for end, start in pairs if end is not None and start is not None]
        if not pairs or sum(start for _, start in pairs) < 30:
            return None
        ratio = math.fsum(end for end, _ in pairs) / math.fsum(start for _, start in pairs)
        return (ratio ** (1 / fiche.ecart_annees) - 1) * 100
    wanted = {g: _vintage(fiche, g, annee, millesimes) for g in i.composantes}
    rows = []
    for code in codes:
        row = {g: values.get((code, g, m)) for g, m in wanted.items() if m is not None}
        if len(row) == len(wanted) and all(value is not None for value in row.values()):
            rows.append(row)
    if not rows:
        return None
    if i.calcul == "somme":
        return math.fsum(row[g] for row in rows for g in i.grandeurs)
    bottom = math.fsum(row[g] for row in rows for g in i.denominateur)
    threshold = 30 if i.seuil_denominateur is None else i.seuil_denominateur
    if bottom == 0 or bottom < threshold:
        return None
    return i.facteur * math.fsum(row[g] for row in rows for g in i.numerateur) / bottom
