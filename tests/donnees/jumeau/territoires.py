"""Communes of 2026, what their former codes have become, and the territories that the twin looks at."""

import csv
import json
from collections import defaultdict
from pathlib import Path

EPCIS = {
    "200054781": "Métropole du Grand Paris",
    "200046977": "Métropole de Lyon",
    "200054807": "Métropole d’Aix-Marseille-Provence",
    "200070035": "CC du Civraisien en Poitou, rurale, communes nouvelles",
    "200060010": "CA Mauges Communauté, six communes nouvelles",
    "200071918": "CC du Pays de Saint-Fulgent - Les Essarts, commune scindée en 2024",
    "200066637": "CC Hautes Terres, commune scindée en 2025",
    "244600573": "CC du Causse de Labastide Murat, la moins peuplée",
    "243500741": "CA Redon Agglomération, trois départements",
    "247100290": "CU Le Creusot Montceau-les-Mines, industrielle",
    "242010056": "CA du Pays Ajaccien",
    "241700624": "CC de l’Île d’Oléron",
    "249740077": "Territoire de la Côte Ouest, La Réunion",
    "200050532": "CC de Petite-Terre, Mayotte",
}
DEPARTEMENTS = ("2A", "976")
"""Whole départements: Corse-du-Sud, and Mayotte on which most files say nothing."""

GROUPEMENTS = {
    "quatre communes sans EPCI": ["22016", "29083", "29155", "85113"],
    "une scission à moitié": ["85084", "85165", "85109", "79174"],
    "outre-mer et Corse": ["97302", "97105", "97228", "97415", "97611", "2A004", "2B033"],
    "Paris, Lyon, Marseille et Rochefourchat": ["75056", "69123", "13055", "26274"],
    "communes nouvelles de plusieurs départements": ["49023", "86100", "14581", "12218", "69114", "61050", "27676"],
}

SCISSIONS = [
    # (commune, what left it, date): INSEE, those that today's list still shows and that the vintages meet.
    ("14712", "14666", "2019-12-31"),
    ("76676", "76601", "2017-01-01"),
    ("55298", "55138", "2014-01-01"),
    ("76108", "76095", "2014-01-01"),
    ("60054", "60694", "2024-01-01"),
    ("85084", "85165", "2024-01-01"),
    ("85084", "85212", "2024-01-01"),
    ("15141", "15031", "2025-01-01"),
    ("15141", "15035", "2025-01-01"),
    ("15141", "15047", "2025-01-01"),
    ("15141", "15171", "2025-01-01"),
]


class Territoires:
    """Who is in what, read from the official code list, and the mergers, from the file of movements."""

    def __init__(self, depot: Path) -> None:
        dossier = depot / "etalab" / "decoupage-administratif-6.0.0"
        lignes = json.loads((dossier / "communes.json").read_text(encoding="utf-8"))
        self.communes = {c["code"]: c for c in lignes if c["type"] == "commune-actuelle" and c["zone"] != "com"}
        self.arrondissements = {c["code"]: c["commune"] for c in lignes if c["type"] == "arrondissement-municipal"}
        self.decoupees: dict[str, list[str]] = defaultdict(list)
        for arrondissement, commune in self.arrondissements.items():
            self.decoupees[commune].append(arrondissement)
        self.membres = {
            ensemble["code"]: [m["code"] for m in ensemble["membres"]]
            for nom in ("epci.json", "ept.json")
            for ensemble in json.loads((dossier / nom).read_text(encoding="utf-8"))
        }
        self.epts = [e["code"] for e in json.loads((dossier / "ept.json").read_text(encoding="utf-8"))]
        self.devenir = {a: code for code, c in self.communes.items() for a in c.get("anciensCodes", [])}
        self.absorbees: dict[str, list[tuple[str, str]]] = defaultdict(list)
        self.fusions: dict[tuple[str, str], str] = {}
        """(Commune, what left it) → when it had taken it in."""
        self._read_mouvements(depot / "insee" / "cog_mouvements_communes_2024.csv")

    def _read_mouvements(self, path: Path) -> None:
        with path.open(encoding="utf-8", newline="") as flux:
            faits = sorted(
                (r["DATE_EFF"], r["MOD"], r["COM_AV"], r["COM_AP"])
                for r in csv.DictReader(flux)
                if r["TYPECOM_AV"] == r["TYPECOM_AP"] == "COM" and r["COM_AV"] != r["COM_AP"]
            )
        suite = {avant: apres for _, mod, avant, apres in faits if mod in ("30", "31", "32", "33", "34", "41", "50")}
        connus = dict(self.devenir)
        for code in suite:
            cible, vus = code, set()
            while cible not in self.communes and cible not in connus and cible in suite and cible not in vus:
                vus.add(cible)
                cible = suite[cible]
            if code not in self.communes and (fin := self.get_actuel(cible)):
                self.devenir.setdefault(code, fin)
        for parent, enfant, scission in SCISSIONS:
            for date, mod, avant, apres in faits:
                is_fusion = mod in ("30", "31", "32", "33", "34") and date < scission
                if is_fusion and avant == enfant and self.get_actuel(apres) == parent:
                    self.fusions[parent, enfant] = date
        for date, mod, avant, apres in faits:
            if mod in ("30", "31", "32", "33", "34") and avant not in self.communes:
                cible = self.get_actuel(apres)
                if cible and self.devenir.get(avant) == cible:
                    self.absorbees[cible].append((avant, date))

    def get_actuel(self, code: str) -> str | None:
        """Today's commune; that of an arrondissement."""
        return code if code in self.communes else self.arrondissements.get(code) or self.devenir.get(code)

    def list_communes(self) -> list[str]:
        """The communes of every territory above."""
        codes = [code for epci in EPCIS for code in self.membres[epci]]
        codes += [code for liste in GROUPEMENTS.values() for code in liste]
        codes += [code for code, c in self.communes.items() if c["departement"] in DEPARTEMENTS]
        return sorted(set(codes))
