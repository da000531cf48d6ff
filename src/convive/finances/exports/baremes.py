"""The scales as a table: one row for each value, at each date."""

import csv
from datetime import date
from decimal import Decimal
from io import StringIO

from convive.finances.rules.parametres import Bareme

COLONNES = ("cle", "libelle", "valeur", "maximum", "unite", "date_debut", "date_fin", "confiance", "source", "reserve")
BOM = "\ufeff"
"""Without it, spreadsheets read accents wrong."""


def build_csv(bareme: Bareme) -> str:
    """Numbers with a comma and semicolons between cells, as French spreadsheets read them. What nobody knows has an
    empty value."""
    sortie = StringIO()
    table = csv.writer(sortie, delimiter=";")
    table.writerow((*COLONNES, "origine"))
    for cle, ligne in bareme.cles.items():
        rows = bareme.valeurs.get(cle, ())
        if not rows:
            table.writerow((cle, ligne.nom, "", "", ligne.unite, "", "", "", "", ligne.empeche, "inconnu"))
        for row in rows:
            table.writerow(
                (
                    *(cle, ligne.nom, _write(row.valeur), _write(row.maximum), ligne.unite),
                    *(_write_jour(row.debut), _write_jour(row.fin), row.confiance.value),
                    *(
                        "\u00a0; ".join(
                            adresse for source in row.sources for adresse in source.adresses or (source.libelle,)
                        ),
                        row.reserve,
                        row.origine.libelle,
                    ),
                )
            )
    return BOM + sortie.getvalue()


def _write(valeur: Decimal | None) -> str:
    return "" if valeur is None else f"{valeur.normalize():f}".replace(".", ",")


def _write_jour(jour: date | None) -> str:
    return f"{jour:%d/%m/%Y}" if jour else ""
