"""The sections of a fiche-action, in the order of the sheets of the Caf. Pure Python."""

from dataclasses import dataclass
from enum import StrEnum


class Cle(StrEnum):
    """What one edits at once; it is in the address, `?section=calendrier`."""

    PLACE = "place"
    CONSTAT = "constat"
    OBJECTIFS = "objectifs"
    DESCRIPTION = "description"
    ETAPES = "etapes"
    PUBLIC = "public"
    PORTEUR = "porteur"
    SERVICES = "services"
    PARTENAIRES = "partenaires"
    INSTANCE = "instance"
    MOYENS = "moyens"
    BUDGET = "budget"
    CALENDRIER = "calendrier"
    RESULTATS = "resultats"
    INDICATEURS = "indicateurs"
    AVANCEMENT = "avancement"
    BILAN = "bilan"
    RISQUES = "risques"
    LIEES = "liees"
    PLANS = "plans"


@dataclass(frozen=True, slots=True)
class Section:
    """`vide` teaches what goes there, in a sentence; `gabarit` draws it."""

    cle: Cle
    titre: str
    vide: str
    gabarit: str


SECTIONS = (
    Section(
        Cle.PLACE,
        "Titre et place",
        "Où l’action se place dans le plan, et ce qu’elle concerne.",
        "plan_action/sections/_place.html",
    ),
    Section(
        Cle.CONSTAT,
        "Constat de départ",
        "Le fait qui a décidé à agir, avec le constat du diagnostic dont il vient.",
        "plan_action/sections/_constat.html",
    ),
    Section(
        Cle.OBJECTIFS,
        "Objectifs",
        "Ce que l’on vise, puis des objectifs avec un verbe, une mesure et une date.",
        "plan_action/sections/_objectifs.html",
    ),
    Section(
        Cle.DESCRIPTION,
        "Description",
        "Ce que l’on fera, avec qui, où : assez pour qu’un nouveau venu comprenne.",
        "plan_action/sections/_description.html",
    ),
    Section(
        Cle.ETAPES,
        "Étapes",
        "Trois à sept étapes datées suffisent : elles disent si l’action avance.",
        "plan_action/sections/_etapes.html",
    ),
    Section(
        Cle.PUBLIC,
        "Public et territoire",
        "Pour qui, combien de personnes, dans quelles communes.",
        "plan_action/sections/_public.html",
    ),
    Section(
        Cle.PORTEUR,
        "Porteur et pilotes",
        "Une organisation qui porte, une personne qui pilote, un·e élu·e qui répond.",
        "plan_action/sections/_porteur.html",
    ),
    Section(
        Cle.SERVICES,
        "Services associés",
        "Les crèches, relais, centres sociaux… que l’action concerne.",
        "plan_action/sections/_services.html",
    ),
    Section(
        Cle.PARTENAIRES,
        "Partenaires",
        "Qui contribue, à quoi, et si c’est confirmé.",
        "plan_action/sections/_partenaires.html",
    ),
    Section(
        Cle.INSTANCE,
        "Suivi et participation",
        "L’instance qui suit l’action, et la part qu’y prennent les habitants.",
        "plan_action/sections/_instance.html",
    ),
    Section(Cle.MOYENS, "Moyens", "Le temps de travail, les locaux, le matériel.", "plan_action/sections/_moyens.html"),
    Section(
        Cle.BUDGET,
        "Budget",
        "Les dépenses et les recettes de chaque année ; le confirmé à part de l’espéré.",
        "plan_action/sections/_budget.html",
    ),
    Section(
        Cle.CALENDRIER, "Calendrier", "Quand elle commence, quand elle finit.", "plan_action/sections/_calendrier.html"
    ),
    Section(
        Cle.RESULTATS,
        "Résultats attendus",
        "Ce qui aura changé, et de combien : le schéma départemental le demande.",
        "plan_action/sections/_resultats.html",
    ),
    Section(
        Cle.INDICATEURS,
        "Indicateurs",
        "Un qui dit ce qui est fait, un qui dit ce que ça change.",
        "plan_action/sections/_indicateurs.html",
    ),
    Section(
        Cle.AVANCEMENT,
        "Avancement",
        "Calculé d’après les étapes, ou donné en pourcentage avec une note.",
        "plan_action/sections/_avancement.html",
    ),
    Section(
        Cle.BILAN,
        "Freins, leviers, suites",
        "Une fois par an : ce qui a freiné, ce qui a aidé, ce qui vient.",
        "plan_action/sections/_bilan.html",
    ),
    Section(Cle.RISQUES, "Risques", "Ce qui pourrait l’arrêter, et la parade.", "plan_action/sections/_risques.html"),
    Section(Cle.LIEES, "Actions liées", "Celles qui avancent avec elle.", "plan_action/sections/_liees.html"),
    Section(
        Cle.PLANS,
        "Autres plans et schémas",
        "Une action peut servir un autre plan ; elle reste comptée une fois.",
        "plan_action/sections/_plans.html",
    ),
)
PAR_CLE = {section.cle: section for section in SECTIONS}


def get_section(cle: str) -> Section | None:
    """None for a word that names no section."""
    return PAR_CLE[Cle(cle)] if cle in Cle else None
