"""The quality registers: the fields of each, who may read it, who may write it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import models

from convive.espaces.forms.cahier import LigneForm, build_ligne_form
from convive.espaces.models import Membre
from convive.espaces.views.page import Page
from convive.formation.models import (
    ActionAmelioration,
    ActionCompetence,
    DossierIntervenant,
    NouvelleVeille,
    PartenaireHandicap,
    PreuveQualiopi,
    Reclamation,
    SousTraitance,
)
from convive.formation.permissions import can_animer, can_lire_formation, can_organiser
from convive.formation.views.rubrique import QUALITE, REGISTRE, place_formation
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class Registre:
    """`cle` is used in the URL. `ajout` is the text of the button, `vide` that of an empty register. `colonnes` are
    fields of the model, shown after the name of the line."""

    cle: str
    titre: str
    ajout: str
    chapeau: str
    vide: str
    icone: str
    modele: type[models.Model]
    champs: tuple[str, ...]
    colonnes: tuple[str, ...]
    is_lu: Callable[[Membre], bool] = can_lire_formation
    is_ecrit: Callable[[Membre], bool] = can_organiser
    qui_voit: str = "les organisateur·rices, les formateur·rices et les lecteur·rices de cet espace."

    @property
    def formulaire(self) -> type[LigneForm]:
        return build_ligne_form(self.modele, self.champs)


SEULS = "les organisateur·rices, car ces pages nomment des personnes."
REGISTRES = (
    Registre(
        "reclamations",
        "Réclamations",
        "Noter une réclamation",
        "Les réclamations reçues, leur accusé de réception et leur réponse.",
        "Un·e stagiaire écrit depuis sa page de formation, et sa réclamation arrive ici, avec son accusé de réception. "
        "Ce qui vient par téléphone ou par e-mail se note à la main. Les délais pour accuser et "
        "répondre sont dans les réglages.",
        "message",
        Reclamation,
        (
            "recue_le",
            "canal",
            "nom",
            "session",
            "inscription",
            "objet",
            "texte",
            "accusee_le",
            "reponse",
            "repondue_le",
        ),
        ("recue_le", "session"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
    Registre(
        "amelioration",
        "Amélioration",
        "Ajouter une action",
        "Ce que l’on change, d’après les appréciations, les réclamations, les bilans.",
        "Une action tient en une ligne : ce qui a été constaté, ce que l’on fait, qui, pour quand. Une fois faite, "
        "indiquez ce qu’elle a changé\u00a0: c’est ce que l’on vous demandera.",
        "refresh",
        ActionAmelioration,
        ("origine", "session", "reclamation", "constat", "action", "responsable", "echeance", "etat", "bilan"),
        ("origine", "responsable", "echeance"),
    ),
    Registre(
        "veille",
        "Veille",
        "Noter une nouvelle",
        "Ce que l’on a lu, et surtout ce que l’on en a fait.",
        "Une nouvelle lue ne prouve rien : elle compte quand on dit ce qu’elle a changé, une séquence, une question du "
        "test, une note à l’équipe.",
        "eye",
        NouvelleVeille,
        ("axe", "date", "titre", "source", "lien", "lue_par", "exploitation", "exploitee_le"),
        ("axe", "date", "exploitation"),
        is_ecrit=can_animer,
    ),
    Registre(
        "intervenants",
        "Intervenant·es",
        "Ouvrir un dossier",
        "Ce qui montre que chacun·e peut enseigner ce qu’elle ou il enseigne.",
        "Un dossier par personne : diplômes, expérience du métier, expérience de la formation. Joignez le curriculum "
        "et les diplômes ; relisez chaque dossier quand la liste le demande.",
        "user",
        DossierIntervenant,
        ("nom", "statut", "fonction", "competences", "sequences", "verifie_le"),
        ("statut", "sequences", "verifie_le"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
    Registre(
        "competences",
        "Plan de compétences",
        "Ajouter au plan",
        "Comment l’équipe apprend, année après année.",
        "Une formation suivie, une lecture partagée, une séance observée par un·e collègue : trois lignes par an font "
        "un plan.",
        "chart-line",
        ActionCompetence,
        ("annee", "dossier", "action", "echeance", "realisee_le", "bilan"),
        ("dossier", "echeance", "realisee_le"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
    Registre(
        "handicap",
        "Réseau handicap",
        "Ajouter un partenaire",
        "Qui appeler quand un besoin dépasse ce que l’on sait faire.",
        "Notez un service et pour quoi l’appeler : l’Agefiph, le FIPHFP pour les agents publics, Cap emploi, la maison "
        "départementale des personnes handicapées, une association d’à côté.",
        "heart-handshake",
        PartenaireHandicap,
        ("nom", "contact", "appui", "verifie_le"),
        ("contact", "appui", "verifie_le"),
    ),
    Registre(
        "sous-traitance",
        "Sous-traitance",
        "Ajouter un contrat",
        "Qui enseigne en votre nom, et comment vous vérifiez que c’est conforme.",
        "Rien ici si vous ne sous-traitez pas : l’indicateur 27 ne vous concerne alors pas. Sinon, joignez le contrat, "
        "et indiquez comment vous vérifiez.",
        "users-group",
        SousTraitance,
        (
            "nom",
            "numero_declaration",
            "objet",
            "session",
            "date_debut",
            "date_fin",
            "verification",
            "verifiee_le",
        ),
        ("session", "date_fin", "verifiee_le"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
    Registre(
        "preuves",
        "Preuves apportées",
        "Apporter une preuve",
        "Ce qui s’est fait hors de Convive, et qui le montre.",
        "La plupart des preuves viennent du travail lui-même. Apportez ici le reste : un questionnaire papier, un "
        "e-mail, une feuille numérisée, joints à une ligne.",
        "paperclip",
        PreuveQualiopi,
        ("sorte", "session", "jour", "titre", "lien", "note"),
        ("sorte", "session", "jour"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
)
PAR_CLE = {registre.cle: registre for registre in REGISTRES}


def place_qualite(page: Page) -> None:
    """Add the quality links (indicators, then the registers that this membre may read) and the breadcrumbs."""
    place_formation(page)
    registre: Registre | None = page.contexte.get("registre")
    page.contexte["pages_qualite"] = [
        OngletPage("Indicateurs", page.get_url(QUALITE), "list-check", registre is None),
        *(
            OngletPage(row.titre, page.get_url(REGISTRE, row.cle), row.icone, row is registre)
            for row in REGISTRES
            if row.is_lu(page.membre)
        ),
    ]
    page.lead("Qualité", page.get_url(QUALITE))
    if registre:
        page.contexte["peut_ecrire"] = registre.is_ecrit(page.membre) and not page.espace.is_expire
        page.lead(registre.titre, page.get_url(REGISTRE, registre.cle))
