"""Cells of a spreadsheet that hold a number, a day, a yes or no, as a person reads them. Pure Python."""

import math
from datetime import date

from convive.plan_action.lecteur_plans.modele import Cellule


def write_nombre(nombre: float) -> str:
    """« 12 », « 12,5 »: without the tail that a float drags."""
    if not math.isfinite(nombre):
        return ""
    if nombre == int(nombre) and abs(nombre) < 1e15:
        return str(int(nombre))
    return f"{nombre:.10f}".rstrip("0").rstrip(".").replace(".", ",")


def build_nombre(nombre: float, is_gras: bool, *, is_pourcent: bool, is_monnaie: bool = False) -> Cellule:
    if not math.isfinite(nombre):
        return Cellule(is_gras=is_gras)
    texte = f"{write_nombre(round(nombre * 100, 6))} %" if is_pourcent else write_nombre(nombre)
    return Cellule(texte, nombre=nombre, is_pourcent=is_pourcent, is_gras=is_gras, is_monnaie=is_monnaie)


def build_booleen(valeur: bool, is_gras: bool) -> Cellule:
    return Cellule("oui" if valeur else "non", is_gras=is_gras)


def build_jour(iso: str, is_gras: bool) -> Cellule:
    try:
        jour = date.fromisoformat(iso)
    except ValueError:
        return Cellule(iso, is_gras=is_gras)
    return Cellule(f"{jour:%d/%m/%Y}", jour=jour, is_gras=is_gras)
