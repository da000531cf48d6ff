"""Annexe 2 as a text document, as a spreadsheet, and as blocks of the convention."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.documents.exports.page import CADRE_EXEMPLE, Cadre, build_metadonnees, build_texte, get_cadre
from convive.documents.registre import DocumentInconnu
from convive.documents.rules import Cellule, Classeur, Colonne, Contenu, Famille, Feuille, FormatCellule
from convive.documents.rules.blocs import Element, Tableau
from convive.donnees.rules import Statut
from convive.espaces.models import Membre
from convive.offre.rules.annexe import Annexe2, LigneAnnexe, build_annexe
from convive.offre.selectors.annexe import get_annexe
from convive.socle.formats import date_longue, nombre, nombre_accorde
from convive.socle.texte import Bloc, NatureBloc

TITRE = "Annexe 2 – Équipements et services soutenus"
COLONNES = (
    "Service",
    "Type",
    "Gestionnaire",
    "Commune",
    "Capacité",
    "Collectivités qui le soutiennent",
    "Convention avec la Caf",
)
FORMATS_COLONNES = {"Capacité": FormatCellule.ENTIER}
NON_RENSEIGNE = "non renseigné"
LEGENDE_ND = "«\u00a0Non renseigné\u00a0» ne veut pas dire zéro."
EXEMPLE = (
    LigneAnnexe(
        UUID(int=1),
        "Multi-accueil des Tilleuls",
        "Multi-accueil",
        "Pays de Vallombre",
        "Saint-Ambroise-des-Prés",
        24,
        ("Pays de Vallombre",),
        ("2024-MA-01",),
        "Petite enfance",
        1,
    ),
    LigneAnnexe(
        UUID(int=2),
        "Accueil de loisirs du Moulin",
        "Accueil de loisirs extrascolaire",
        "Association Les Moulins",
        "Vallombre",
        None,
        ("Pays de Vallombre", "Commune de Vallombre"),
        (),
        "Enfance",
        2,
    ),
)


def build_annexe_2(membre: Membre, famille: Famille, choix: str) -> Contenu:
    """Annexe 2 on the date `choix` (ISO), or today. Raise DocumentInconnu if it is not a date."""
    today = timezone.localdate()
    try:
        jour = date.fromisoformat(choix) if choix else today
    except ValueError:
        raise DocumentInconnu("Choisissez un jour.") from None
    return _build(get_cadre(membre.espace), famille, get_annexe(membre, jour, today))


def build_exemple_annexe(famille: Famille) -> Contenu:
    """An example with two services of an invented territory."""
    return _build(CADRE_EXEMPLE, famille, build_annexe(CADRE_EXEMPLE.jour, EXEMPLE))


def build_blocs_annexe(membre: Membre, objet: Any) -> Sequence[Element]:
    """Annexe 2 for the document of a CTG, today or on the nearest day of the CTG; empty if no service is supported."""
    today = timezone.localdate()
    debut, fin = getattr(objet, "date_debut", None), getattr(objet, "date_fin", None)
    jour = max(min(today, fin or today), debut or today)
    annexe = get_annexe(membre, jour, today)
    if not annexe.nombre:
        return ()
    intro = f"{nombre_accorde(annexe.nombre, 'service soutenu', 'services soutenus')} au {date_longue(jour)}."
    blocs: list[Element] = [Bloc(NatureBloc.PARAGRAPHE, (f"{intro} {LEGENDE_ND}",))]
    for groupe in annexe.groupes:
        rows = tuple(tuple(_write_ligne(ligne)) for ligne in groupe.lignes)
        blocs += [Bloc(NatureBloc.TITRE, (groupe.thematique,)), Tableau(groupe.thematique, COLONNES, rows)]
    return blocs


def _build(cadre: Cadre, famille: Famille, annexe: Annexe2) -> Contenu:
    if famille is Famille.TEXTE:
        contexte = {"annexe": annexe, "colonnes": COLONNES, "legende": LEGENDE_ND}
        return build_texte(cadre, TITRE, "offre/types/annexe_2.html", contexte)
    colonnes = [
        Colonne("Thématique", largeur=24),
        *(
            Colonne(titre, FormatCellule.ENTIER if titre == "Capacité" else FormatCellule.TEXTE, 26)
            for titre in COLONNES
        ),
    ]
    lignes = [[groupe.thematique, *_write_cellules(ligne)] for groupe in annexe.groupes for ligne in groupe.lignes]
    notes = [f"Services soutenus au {date_longue(annexe.jour)}.", *filter(None, [cadre.fictif])]
    return Classeur(TITRE, [Feuille("Annexe 2", colonnes, lignes, notes)], build_metadonnees(cadre, TITRE))


def _write_ligne(ligne: LigneAnnexe) -> Iterable[str]:
    capacite = NON_RENSEIGNE if ligne.capacite is None else nombre(ligne.capacite)
    return (
        *(ligne.nom, ligne.type, ligne.gestionnaire or NON_RENSEIGNE, ligne.commune, capacite),
        *(", ".join(ligne.collectivites), ", ".join(ligne.cofs) or NON_RENSEIGNE),
    )


def _write_cellules(ligne: LigneAnnexe) -> list[Any]:
    textes: list[Any] = list(_write_ligne(ligne))
    rang = COLONNES.index("Capacité")
    textes[rang] = Cellule(None, Statut.NON_DISPONIBLE) if ligne.capacite is None else ligne.capacite
    return textes
