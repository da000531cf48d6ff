"""The valise: everything that a trainer who did not write a course needs to give it, in one archive."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from tempfile import TemporaryFile
from typing import IO

from django.urls import reverse
from django.utils.text import slugify

from convive.documents.exports.lot import render_lot
from convive.documents.exports.page import Cadre, get_cadre
from convive.documents.refus import TravailRefuse
from convive.documents.rules import Contenu, Diaporama, DocumentHtml, Famille
from convive.documents.selectors.modele import get_modeles_actuels
from convive.documents.travaux import Arguments, Resultat, Suivi, TypeTravail, travaux
from convive.espaces.models import Membre
from convive.espaces.selectors.membre import get_membre
from convive.formation.exports.cartes import (
    build_cartes,
    build_cartes_activite,
    build_cas_papier,
    build_lecture_papier,
)
from convive.formation.exports.observation import build_fiche_valise
from convive.formation.exports.outil_vierge import build_outil_vierge
from convive.formation.exports.programme import build_deroule_document
from convive.formation.exports.valise_diapositives import build_diapositives
from convive.formation.exports.valise_papier import (
    Papier,
    build_adresses,
    build_cles,
    build_lisez_moi,
    build_livret,
    build_salle,
    build_territoire,
)
from convive.formation.exports.valise_sans_reseau import (
    build_avis_papier,
    build_cle_test,
    build_grille_papier,
    build_sans_reseau,
    build_test_papier,
)
from convive.formation.permissions import can_animer
from convive.formation.rules.valise import TAILLES, Effectif, Suite, count_minutes_lecture
from convive.formation.selectors.programme import get_programme
from convive.formation.selectors.session import get_session
from convive.formation.selectors.valise import ValiseLue, get_consignes, read_valise
from convive.socle.formats import cut, nombre_accorde
from convive.socle.uuids import parse_uuid

TRAVAIL_VALISE = "valise_formation"
MAX_FICHIER = 60
DEROULE = "1-animer/deroule-minute-par-minute"
ABSENTE = "Cette session ou ce programme n’est plus dans l’espace."
VIDE = "Placez d’abord des séquences dans les demi-journées\u00a0: la valise contient ce qu’elles demandent."


type Copies = Callable[[Effectif], str]


@dataclass(frozen=True, slots=True)
class Piece:
    """A file of the archive: `chemin` without its extension; `copies` says how many to print for a group."""

    chemin: str
    contenu: Contenu
    quand: str
    copies: Copies


def run_valise(suivi: Suivi, *, choix: str, suite: str, personnes: int) -> Resultat:
    """Lay every paper out twice, as a PDF to print and as a text to change, and the slides once."""
    membre = get_membre(suivi.compte, suivi.espace.pk) if suivi.espace else None
    valise = read_valise(membre, choix, Effectif(personnes)) if membre else None
    if membre is None or valise is None:
        raise TravailRefuse(ABSENTE)
    if not any(demi.sequences for demi in valise.demi_journees):
        raise TravailRefuse(VIDE)
    suivi.record_progression(2, "Lecture du cours")
    cadre = get_cadre(membre.espace)
    pieces = list_pieces(membre, cadre, valise)
    racine = _name(f"valise {valise.titre}")
    fichiers = [(piece, extension) for piece in pieces for extension in list_extensions(piece.contenu, Suite(suite))]
    archive: IO[bytes] = TemporaryFile()  # noqa: SIM115 - closed once it is kept
    modeles = get_modeles_actuels(membre.espace)
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as cible:
        rendus = render_lot(((piece.contenu, extension) for piece, extension in fichiers), modeles)
        for rang, ((piece, extension), octets) in enumerate(zip(fichiers, rendus, strict=True), start=1):
            cible.writestr(f"{racine}/{piece.chemin}.{extension}", octets)
            suivi.record_progression(5 + 94 * rang // len(fichiers), f"{rang} fichiers sur {len(fichiers)}")
    archive.seek(0)
    return Resultat(f"{racine}.zip", archive, "application/zip", avis="Ouvrez d’abord «\u00a0Lisez-moi\u00a0».")


def list_extensions(contenu: Contenu, suite: Suite) -> tuple[str, ...]:
    """The formats of a file: slides can be changed; a text can be changed and printed."""
    texte, diapositives = suite.formats
    return (diapositives,) if isinstance(contenu, Diaporama) else ("pdf", texte)


def list_pieces(membre: Membre, cadre: Cadre, valise: ValiseLue) -> list[Piece]:
    """Every file of the valise, in the order in which one needs them, the page that explains them first."""
    pieces = [
        *_list_animation(membre, cadre, valise),
        *_list_distribues(membre, cadre, valise),
        *_list_sans_reseau(cadre, valise),
    ]
    pieces.sort(key=lambda piece: piece.chemin.partition("/")[0])
    groupes = [valise.effectif, *(Effectif(taille) for taille in TAILLES if taille != valise.effectif.personnes)]
    papiers = [
        Papier(piece.chemin, piece.quand, tuple(piece.copies(effectif) for effectif in groupes)) for piece in pieces
    ]
    deroule = next(piece.contenu for piece in pieces if piece.chemin == DEROULE)
    lecture = count_minutes_lecture(deroule.corps_html) if isinstance(deroule, DocumentHtml) else 0
    premiere = Piece("0-lisez-moi", build_lisez_moi(cadre, valise, papiers, groupes, lecture), "", _une)
    return [premiere, *pieces]


def _list_animation(membre: Membre, cadre: Cadre, valise: ValiseLue) -> Iterator[Piece]:
    deroule = build_deroule_document(membre, Famille.TEXTE, valise.choix)
    yield Piece(DEROULE, deroule, "à garder sous les yeux", _une)
    for rang, demi in enumerate(valise.demi_journees, start=1):
        if demi.sequences:
            chemin = f"1-animer/diapositives-{rang}-{_name(demi.titre)}"
            yield Piece(chemin, build_diapositives(cadre, valise.titre, demi), "à projeter", _aucune)
    if valise.cas or valise.jeux or valise.materiels:
        yield Piece("1-animer/cles-et-debriefings", build_cles(cadre, valise), "pour vous seul·e", _une)
    fiche = build_fiche_valise(cadre, membre, valise.choix, valise.effectif.personnes)
    yield Piece("1-animer/fiche-d-observation", fiche, "à remplir en regardant faire, objectif par objectif", _une)
    salle = build_salle(cadre, valise.effectif, _count_jeux(valise))
    yield Piece("2-preparer/salle-et-materiel", salle, "une semaine avant, et la veille", _une)
    yield Piece("2-preparer/adresses-officielles", build_adresses(cadre), "une semaine avant, à ouvrir", _une)
    yield Piece("2-preparer/sans-reseau", build_sans_reseau(cadre, valise), "la veille, s’il n’y a pas de réseau", _une)


def _list_distribues(membre: Membre, cadre: Cadre, valise: ValiseLue) -> Iterator[Piece]:
    livret = build_livret(cadre, valise)
    yield Piece("3-distribuer/livret-du-stagiaire", livret, "à l’accueil", _par_personne)
    if valise.territoire:
        territoire = build_territoire(cadre, valise.territoire)
        yield Piece("3-distribuer/territoire-sur-papier", territoire, "à la place du territoire", _par("territoire"))
    for cas in valise.cas_donnes:
        contenu = build_cas_papier(membre, Famille.TEXTE, cas.cle)
        yield Piece(f"3-distribuer/cas-{cas.numero}-{_name(cas.titre)}", contenu, "étude de cas", _par(cas.cle))
    for jeu in valise.jeux:
        contenu = build_cartes(membre, Famille.TEXTE, jeu.cle)
        yield Piece(
            f"4-decouper/jeu-{slugify(jeu.lettre)}-{_name(jeu.titre)}",
            contenu,
            "mise en situation\u00a0: une carte par rôle",
            partial(_par_jeu, len(jeu.roles)),
        )
    for materiel in valise.materiels:
        contenu = build_cartes_activite(membre, Famille.TEXTE, materiel.cle)
        yield Piece(f"4-decouper/activite-{_name(materiel.titre)}", contenu, materiel.temps, _par(materiel.cle))
    if valise.with_lecture:
        contenu = build_lecture_papier(membre, Famille.TEXTE, "")
        yield Piece("3-distribuer/lecture-critique", contenu, "lecture critique", _pour_deux)
    for outil in valise.outils:
        contenu = build_outil_vierge(membre, Famille.TEXTE, outil.cle)
        quand = f"outil à remplir, {get_consignes().get_unite(outil.cle).libelle}"
        yield Piece(f"3-distribuer/outils/{_name(outil.titre)}", contenu, quand, _par(outil.cle))


def _list_sans_reseau(cadre: Cadre, valise: ValiseLue) -> Iterator[Piece]:
    """What one fills in on Convive, on paper. Its key stays with the trainer."""
    yield Piece(
        "5-sans-reseau/grille-des-competences",
        build_grille_papier(cadre),
        "le premier matin, puis à la fin, sur la même feuille",
        _par_personne,
    )
    yield Piece("5-sans-reseau/test-de-fin", build_test_papier(cadre, valise), "à la fin", _par_personne)
    yield Piece("5-sans-reseau/test-de-fin-cle", build_cle_test(cadre, valise), "pour vous seul·e", _une)
    yield Piece("5-sans-reseau/avis-a-chaud", build_avis_papier(cadre), "en partant", _par_personne)


def _une(_effectif: Effectif) -> str:
    return "1"


def _aucune(_effectif: Effectif) -> str:
    return "0"


def _par_personne(effectif: Effectif) -> str:
    return str(effectif.personnes)


def _pour_deux(effectif: Effectif) -> str:
    return str(effectif.binomes)


def _par(cle: str) -> Copies:
    """As many as the activity makes groups, pairs, or people."""
    unite = get_consignes().get_unite(cle)
    return lambda effectif: str(effectif.count(unite))


def _count_jeux(valise: ValiseLue) -> int:
    """The sets of cards to cut out: one for each play, as many as its groups for each activity."""
    unites = [get_consignes().get_unite(materiel.cle) for materiel in valise.materiels]
    return len(valise.jeux) + sum(valise.effectif.count(unite) for unite in unites)


def _par_jeu(roles: int, effectif: Effectif) -> str:
    """One set of cards, and a sheet for each person who watches."""
    return f"1, et {nombre_accorde(effectif.count_observateurs(roles), 'feuille')} d’observation"


def _name(titre: str) -> str:
    """A short name of file, cut at a word."""
    return slugify(cut(titre.replace("’", " "), MAX_FICHIER))


def is_choix_permis(membre: Membre, arguments: Arguments) -> bool:
    return get_retour(membre, arguments)[1] != ""


def get_retour(membre: Membre, arguments: Arguments) -> tuple[str, str]:
    """The schedule from which the valise was asked; no address when it is no longer in this espace."""
    uuid = parse_uuid(str(arguments.get("choix")))
    if uuid and get_session(membre, uuid):
        return "Le déroulé de la session", reverse("formation:session_deroule", args=[membre.espace_id, uuid])
    if uuid and get_programme(membre, uuid):
        return "Le déroulé du programme", reverse("formation:deroule_detail", args=[membre.espace_id, uuid])
    return "", ""


def record_valise() -> None:
    travaux.record(
        TypeTravail(
            TRAVAIL_VALISE,
            "La valise",
            run=run_valise,
            is_permis=can_animer,
            is_permis_pour=is_choix_permis,
            get_retour=get_retour,
        )
    )
