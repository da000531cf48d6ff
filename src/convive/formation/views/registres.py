"""The registers of quality: what each one asks, who reads it, who writes it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest
from django.urls import reverse

from convive.espaces.models import Membre
from convive.espaces.views.acces import get_membre_or_404
from convive.formation.forms.registres import RegistreForm, build_registre_form
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
from convive.formation.selectors.registres import LigneLue
from convive.formation.views.pages_organisme import build_contexte_organisme
from convive.socle.formats import date_longue
from convive.ui.onglets import OngletPage


@dataclass(frozen=True, slots=True)
class Registre:
    """`cle` is in the address. `ajout` is the button, `vide` what an empty register explains. `colonnes` are fields of
    the model, shown after the name of the line."""

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
    qui_voit: str = "les personnes qui organisent, qui animent ou qui lisent dans cet espace."

    @property
    def formulaire(self) -> type[RegistreForm]:
        return build_registre_form(self.modele, self.champs)


SEULS = "les personnes qui organisent, car ces pages nomment des personnes."
REGISTRES = (
    Registre(
        "reclamations",
        "Réclamations",
        "Noter une réclamation",
        "Ce qui n’allait pas, dit par écrit : reçu, accusé, répondu.",
        "Un·e stagiaire écrit depuis sa page de formation, et sa réclamation arrive ici, déjà accusée. Ce qui vient "
        "par téléphone ou par courriel se note à la main. Les délais pour accuser et répondre sont dans les réglages.",
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
        "Une action tient en une ligne : ce qui a été constaté, ce que l’on fait, qui, avant quand. Une fois faite, "
        "dites ce qu’elle a changé : c’est cela que l’on vous demandera.",
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
        "et dites comment vous vérifiez.",
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
        "courriel, une feuille numérisée, joints à une ligne.",
        "paperclip",
        PreuveQualiopi,
        ("sorte", "session", "jour", "titre", "lien", "note"),
        ("sorte", "session", "jour"),
        is_lu=can_organiser,
        qui_voit=SEULS,
    ),
)
PAR_CLE = {registre.cle: registre for registre in REGISTRES}
TITRE_QUALITE = "Qualité"


@dataclass(frozen=True, slots=True)
class LigneTableau:
    """A line as the table shows it: `cellules` are pairs of a title and a text."""

    url: str
    titre: str
    cellules: tuple[tuple[str, str], ...]
    lue: LigneLue


def get_registre_or_404(request: HttpRequest, espace_uuid: Any, cle: str) -> tuple[Membre, Registre]:
    """The place of the visitor and the register. 404 for a stranger or an unknown register, 403 without the right."""
    registre = PAR_CLE.get(cle)
    membre = get_membre_or_404(request, espace_uuid, registre.is_lu if registre else can_lire_formation)
    if registre is None:
        raise Http404("Ce registre n’existe pas.")
    if request.method == "POST" and not registre.is_ecrit(membre):
        raise PermissionDenied("Votre rôle lit ce registre et n’y écrit pas.")
    return membre, registre


def build_tableau(membre: Membre, registre: Registre, lues: list[LigneLue]) -> list[LigneTableau]:
    noms = {nom: str(registre.modele._meta.get_field(nom).verbose_name) for nom in registre.colonnes}  # type: ignore[union-attr]  # columns are fields, never relations backwards
    return [
        LigneTableau(
            reverse("formation:registre_update", args=[membre.espace_id, registre.cle, lue.ligne.pk]),
            str(lue.ligne),
            tuple((titre[:1].upper() + titre[1:], _write(lue.ligne, nom)) for nom, titre in noms.items()),
            lue,
        )
        for lue in lues
    ]


def _write(ligne: Any, nom: str) -> str:
    valeur = getattr(ligne, nom)
    if isinstance(valeur, date):
        return date_longue(valeur)
    affiche = getattr(ligne, f"get_{nom}_display", None)
    return str(affiche() if affiche else valeur if valeur is not None else "")


def build_contexte_qualite(request: HttpRequest, membre: Membre, courante: str, **contexte: Any) -> dict[str, Any]:
    """What the pages of quality share: their own row of links. `courante` is empty for the audit, or the key of a
    register."""
    context = build_contexte_organisme(request, membre, "qualite_detail", **contexte)
    accueil = reverse("formation:qualite_detail", args=[membre.espace_id])
    context["pages_qualite"] = [
        OngletPage("Indicateurs", accueil, "list-check", not courante),
        *(
            OngletPage(registre.titre, get_url_registre(membre, registre), registre.icone, registre.cle == courante)
            for registre in REGISTRES
            if registre.is_lu(membre)
        ),
    ]
    if courante:
        context["fil"].append((TITRE_QUALITE, accueil))
    return context


def get_url_registre(membre: Membre, registre: Registre) -> str:
    return reverse("formation:registre_list", args=[membre.espace_id, registre.cle])
