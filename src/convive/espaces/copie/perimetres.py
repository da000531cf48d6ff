"""The périmètres that a copy brings back: those that this installation has already, those to create with its rows."""

from collections.abc import Iterable
from datetime import date
from functools import partial
from typing import Any

from django.utils.dateparse import parse_date

from convive.espaces.copie.archive import CopieRefusee
from convive.espaces.copie.champs import Plan
from convive.espaces.copie.empreinte import dump
from convive.espaces.copie.lecture import get_libelle
from convive.territoires.actions import create_perimetre
from convive.territoires.models import Perimetre
from convive.territoires.rules import PREFIXE_REFERENCE_PERIMETRE, PerimetreRefuse, compute_cle_perimetre


class Perimetres:
    """Each content is looked for once."""

    def __init__(self) -> None:
        self._cles: dict[str, Any] = {}

    def find(self, plan: Plan, valeur: Any) -> Any:
        """The key of the périmètre of this content; a function that creates it when this installation does not have it.

        Raise CopieRefusee, and so does the function.
        """
        texte = dump(valeur)
        date_validite, nom = parse_date(valeur["date_validite"]), str(valeur["nom"])
        if date_validite is None or not all(isinstance(code, str) for code in valeur["communes"]):
            raise CopieRefusee("Un périmètre de la copie est illisible.")
        if texte not in self._cles:
            cle = compute_cle_perimetre(valeur["communes"], date_validite, nom)
            self._cles[texte] = Perimetre.objects.filter(cle=cle, nom=nom).values_list("pk", flat=True).first()
        return self._cles[texte] or partial(self._create, plan, texte, valeur["communes"], nom, date_validite)

    def _create(self, plan: Plan, texte: str, codes: list[str], nom: str, date_validite: date) -> Any:
        if self._cles[texte] is None:
            try:
                creation = create_perimetre(codes=codes, nom=nom, date_validite=date_validite)
            except PerimetreRefuse as error:
                raise build_refus(plan, error.messages) from error
            cle = creation.reference.removeprefix(PREFIXE_REFERENCE_PERIMETRE)
            self._cles[texte] = Perimetre.objects.get(cle=cle).pk
        return self._cles[texte]


def build_refus(plan: Plan, messages: Iterable[str]) -> CopieRefusee:
    return CopieRefusee(f"Une ligne de {get_libelle(plan)} ne convient pas : {' '.join(messages)}")
