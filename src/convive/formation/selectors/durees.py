"""The durations of `references.yaml`: dated settings."""

from datetime import date

from convive.formation.selectors.contenus import read_contenu


def get_duree(cle: str, jour: date) -> int:
    """The one in force that day. Raise KeyError."""
    begun = [row for row in read_contenu("references")["durees"] if row["cle"] == cle and row["date_debut"] <= jour]
    if not begun:
        raise KeyError(cle)
    return int(max(begun, key=lambda row: row["date_debut"])["valeur"])
