"""What the archive of a plan holds: its models, how their fields are written, what names what they point at."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Q

from convive.acteurs.models import Organisation, Personne
from convive.convention.models import Ctg, OrientationPlan, PlanExterne
from convive.diagnostic.models import Constat, Enjeu, IndicateurEspace
from convive.espaces.copie.champs import Nature, encode
from convive.espaces.copie.registre import copie
from convive.espaces.models import Espace, Thematique
from convive.offre.models import ServiceEquipement
from convive.plan_action.models import (
    BilanAnnuelFiche,
    ChangementStatut,
    EtapeFiche,
    EtiquettePlan,
    FicheAction,
    IndicateurFiche,
    LienFiches,
    LigneBudget,
    LigneSppe,
    MeteoFiche,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    RisqueFiche,
    ValeurIndicateurFiche,
)

type Modele = type[models.Model]
type Ligne = dict[str, Any]
DES_FICHES: tuple[Modele, ...] = (
    *(EtapeFiche, PartenaireFiche, LigneBudget, RisqueFiche, LigneSppe, MeteoFiche, NoteSuivi),
    *(ChangementStatut, BilanAnnuelFiche),
)
CONDITIONS: Mapping[Modele, Callable[[Ctg], Q]] = {
    NiveauPlan: lambda ctg: Q(ctg=ctg),
    NoeudPlan: lambda ctg: Q(ctg=ctg),
    FicheAction: lambda ctg: Q(ctg=ctg),
    **{modele: lambda ctg: Q(fiche__ctg=ctg) for modele in DES_FICHES},
    LienFiches: lambda ctg: Q(de__ctg=ctg, vers__ctg=ctg),
    IndicateurFiche: lambda ctg: Q(fiche__ctg=ctg) | Q(noeud__ctg=ctg),
    ValeurIndicateurFiche: lambda ctg: Q(indicateur__fiche__ctg=ctg) | Q(indicateur__noeud__ctg=ctg),
}
"""The models of an archive, each after those that it points at, and their rows."""
ABSENTS = frozenset({"updated_at", "version"})
CALCULES = frozenset(
    {
        *("completude", "avancement", "nb_etapes", "nb_etapes_faites", "prochaine_echeance", "retard_le"),
        *("meteo_pilote", "meteo_caf", "meteo_elu", "date_meteo"),
    }
)
"""Computed from the rows of an action: computed again where it comes."""
ICI = frozenset({Espace, Ctg})
"""The espace and the CTG are those where the plan comes."""


@dataclass(frozen=True, slots=True)
class Externe:
    """What a plan points at without holding it: `champs` name it. `is_creable`: it is created when it is not found."""

    modele: Modele
    champs: tuple[str, ...]
    libelle: str
    is_creable: bool = False


EXTERNES: Mapping[Modele, Externe] = {
    externe.modele: externe
    for externe in (
        Externe(Organisation, ("nom", "sigle", "type"), "organisation", is_creable=True),
        Externe(Personne, ("prenom", "nom"), "personne", is_creable=True),
        Externe(Thematique, ("nom",), "thématique", is_creable=True),
        Externe(EtiquettePlan, ("nom",), "étiquette", is_creable=True),
        Externe(Constat, ("texte",), "constat"),
        Externe(Enjeu, ("libelle",), "enjeu"),
        Externe(ServiceEquipement, ("nom", "type_cle"), "service"),
        Externe(OrientationPlan, ("plan__nom", "numero", "texte"), "orientation d’un autre plan"),
        Externe(PlanExterne, ("nom",), "autre plan"),
        Externe(IndicateurEspace, ("libelle", "unite"), "indicateur de l’espace"),
    )
}
"""Of people, only the name: how to reach them stays in the directory that they gave it to."""


def get_label(modele: Modele) -> str:
    return modele._meta.label_lower


def list_champs(modele: Modele) -> dict[Any, Nature]:
    """The fields that travel, and how."""
    [plan] = [plan for plan in copie.get_plans() if plan.modele is modele]
    left = ABSENTS | (CALCULES if modele is FicheAction else frozenset())
    return {
        champ: nature
        for champ, nature in plan.natures.items()
        if nature is not Nature.CLE and champ.name not in left and champ.related_model not in ICI
    }


def list_externes(modele: Modele, condition: Q) -> list[tuple[Any, Ligne]]:
    """Rows of what a plan points at, each with what names it; several may have one name."""
    externe = EXTERNES[modele]
    rows = modele._default_manager.filter(condition).values_list("pk", *externe.champs)
    return [(pk, dict(zip(externe.champs, valeurs, strict=True))) for pk, *valeurs in rows]


def build_donnees(ctg: Ctg) -> dict[str, Any]:
    """`lignes` and `externes` of the plan of a CTG: the same for two plans that say the same; about fifty queries."""
    return Lecture(ctg).read()


class Lecture:
    """One plan being read. The rank of a row in its list is its identifier."""

    def __init__(self, ctg: Ctg) -> None:
        self._rows: dict[Modele, list[Any]] = {
            modele: list(modele._default_manager.filter(condition(ctg)).order_by("created_at", "pk"))
            for modele, condition in CONDITIONS.items()
        }
        self.rangs: dict[Modele, dict[Any, int]] = {
            modele: {row.pk: rang for rang, row in enumerate(rows)} for modele, rows in self._rows.items()
        }
        self._multiples = {modele: self._read_multiples(modele) for modele in CONDITIONS}

    def read(self) -> dict[str, Any]:
        externes = self._number_externes()
        lignes = {get_label(modele): [self._write(row) for row in rows] for modele, rows in self._rows.items()}
        return {"lignes": lignes, "externes": externes}

    def _read_multiples(self, modele: Modele) -> dict[Any, dict[Any, list[Any]]]:
        """Of each many-to-many field, the keys that each row points at; one query each."""
        found: dict[Any, dict[Any, list[Any]]] = {}
        for champ, nature in list_champs(modele).items():
            if nature is Nature.LIENS:
                source, cible = f"{champ.m2m_field_name()}_id", f"{champ.m2m_reverse_field_name()}_id"
                through = champ.remote_field.through._default_manager
                found[champ] = defaultdict(list)
                for pk, autre in through.filter(**{f"{source}__in": self.rangs[modele]}).values_list(source, cible):
                    found[champ][pk].append(autre)
        return found

    def _number_externes(self) -> dict[str, list[Ligne]]:
        """Their ranks follow what names them, so that they do not depend on the identifiers of a base."""
        cites: dict[Modele, set[Any]] = defaultdict(set)
        for modele, rows in self._rows.items():
            for champ, nature in list_champs(modele).items():
                if champ.related_model in EXTERNES and nature is Nature.LIEN:
                    cites[champ.related_model] |= {getattr(row, champ.attname) for row in rows} - {None}
                elif champ.related_model in EXTERNES and nature is Nature.LIENS:
                    cites[champ.related_model] |= {pk for pks in self._multiples[modele][champ].values() for pk in pks}
        externes = {}
        for modele in EXTERNES:
            named = list_externes(modele, Q(pk__in=cites[modele]))
            named.sort(key=lambda pair: (json.dumps(pair[1], sort_keys=True), str(pair[0])))
            self.rangs[modele] = {pk: rang for rang, (pk, _) in enumerate(named)}
            externes[get_label(modele)] = [descriptif for _, descriptif in named]
        return externes

    def _write(self, row: Any) -> Ligne:
        modele = type(row)
        ligne: Ligne = {}
        for champ, nature in list_champs(modele).items():
            rangs = self.rangs.get(champ.related_model, {})
            if nature is Nature.LIEN:
                # What is in another plan stays there: the link is empty.
                ligne[champ.name] = rangs.get(getattr(row, champ.attname))
            elif nature is Nature.LIENS:
                ligne[champ.name] = sorted(self._list_rangs(rangs, self._multiples[modele][champ].get(row.pk, ())))
            else:
                ligne[champ.name] = encode(champ, champ.value_from_object(row))
        return ligne

    @staticmethod
    def _list_rangs(rangs: Mapping[Any, int], pks: Iterable[Any]) -> list[int]:
        return [rangs[pk] for pk in pks if pk in rangs]
