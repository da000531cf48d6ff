"""What one may ask of the register of decisions. Pure Python."""

from dataclasses import dataclass, fields

from convive.gouvernance.rules.decisions import StatutDecision, TypeDecision

OUVERTES, EN_RETARD, SANS_RESPONSABLE = "ouvertes", "en_retard", "sans_responsable"
SANS_INSTANCE = "sans"
CHOIX_STATUTS = (
    ("", "toutes"),
    (OUVERTES, "à suivre"),
    (EN_RETARD, "en retard"),
    (SANS_RESPONSABLE, "que personne ne porte"),
    *StatutDecision.choices,
)
CHOIX_TYPES = (("", "tous"), *TypeDecision.choices)


@dataclass(frozen=True, slots=True)
class CriteresDecisions:
    """Each is a text as the address says it; empty, it asks nothing."""

    q: str = ""
    instance: str = ""
    annee: str = ""
    statut: str = ""
    type: str = ""
    responsable: str = ""
    thematique: str = ""
    commune: str = ""

    @property
    def is_vide(self) -> bool:
        return not any(getattr(self, champ.name) for champ in fields(self))
