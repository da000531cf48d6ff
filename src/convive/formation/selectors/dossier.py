"""The dossier ressource of a stagiaire: what was taught, what she and her group wrote, what is useful afterwards.

It names nobody else, and never reads what another person wrote alone.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from convive.formation.models import Atelier, Inscription, SequenceProgramme
from convive.formation.rules.ateliers import SorteAtelier
from convive.formation.rules.cours import PAGES, Apport
from convive.formation.selectors.adresses_courtes import get_adresses_courtes
from convive.formation.selectors.atelier_stagiaire import list_ateliers_ouverts, read_atelier
from convive.formation.selectors.ateliers import BlocLu
from convive.formation.selectors.deroule import read_apport
from convive.formation.selectors.dossier_chemin import CheminDossier, read_chemin
from convive.formation.selectors.lecture import read_lecture
from convive.prise_poste.rules.contenus import EtapeParcours, Grille
from convive.prise_poste.rules.outils import Outil
from convive.prise_poste.selectors.contenus import get_etapes, get_grille, get_missions, get_outils
from convive.ui.glossaire import Sigle, get_glossaire

CHAMPS_VEILLE = (
    "Petite enfance",
    "Enfance",
    "Jeunesse",
    "Animation de la vie sociale",
    "Accès aux droits",
)
"""The five fields of the mission; the training aims at choosing a source in each of them."""


@dataclass(frozen=True, slots=True)
class SequenceDossier:
    titre: str
    capacites: tuple[str, ...]
    apports: tuple[Apport, ...]
    pages: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ecrit:
    """A box with a text."""

    nom: str
    texte: str


@dataclass(frozen=True, slots=True)
class TravailDossier:
    """What was written in one atelier: `groupe` together, `mien` by her alone."""

    atelier: Atelier
    titre: str
    sorte: str
    groupe: tuple[Ecrit, ...]
    mien: tuple[Ecrit, ...]


@dataclass(frozen=True, slots=True)
class SourceDossier:
    """A URL cited by an input or a step. `titre` is that of our list of addresses, otherwise its host; `pour` the first
    title that cites it."""

    titre: str
    url: str
    pour: str


@dataclass(frozen=True, slots=True)
class BlocMetier:
    """A bloc of the post, with the names of the lines of the grid where it is practised."""

    nom: str
    competences: tuple[str, ...]


FICHE_NATIONALE = "fiche"
"""The code of the page that tells of the national mission sheet."""
SIGLES_DOUBLES = (
    Sigle(
        "CEJ",
        "Contrat enfance et jeunesse, ou contrat d’engagement jeune",
        "Le premier finançait les communes avant la CTG, de 2006 à la fin de 2022\u00a0; "
        "le second accompagne les 16-25 ans.",
    ),
    Sigle(
        "COG",
        "Convention d’objectifs et de gestion, ou code officiel géographique",
        "La première lie l’État et la Cnaf, de 2023 à 2027\u00a0; le second est la liste des communes de l’Insee.",
    ),
)


@dataclass(frozen=True, slots=True)
class DossierLu:
    inscription: Inscription
    organisme: str
    sequences: tuple[SequenceDossier, ...]
    travaux: tuple[TravailDossier, ...]
    chemin: CheminDossier
    outils: tuple[Outil, ...]
    etapes: tuple[EtapeParcours, ...]
    grille: Grille
    sources: tuple[SourceDossier, ...]
    sigles: tuple[Sigle, ...]
    blocs: tuple[BlocMetier, ...]

    @property
    def sigles_doubles(self) -> tuple[Sigle, ...]:
        return SIGLES_DOUBLES

    @property
    def url_fiche(self) -> str:
        return get_adresses_courtes().by_code[FICHE_NATIONALE].url

    @property
    def titre(self) -> str:
        return f"Dossier ressource\u00a0: {self.inscription.session.titre}"

    @property
    def apports(self) -> int:
        return sum(len(sequence.apports) for sequence in self.sequences)


def read_dossier(inscription: Inscription, now: datetime) -> DossierLu:
    """Read the dossier: four queries, plus a handful per open atelier."""
    rows = SequenceProgramme.objects.filter(programme=inscription.session.programme_id)
    sequences = tuple(_read_sequence(row) for row in rows)
    return DossierLu(
        inscription,
        inscription.espace.nom,
        sequences,
        tuple(_list_travaux(inscription, now)),
        read_chemin(inscription),
        tuple(get_outils().values()),
        get_etapes(),
        get_grille(),
        tuple(_list_sources(sequences, get_etapes())),
        tuple(sorted(get_glossaire().values(), key=lambda sigle: sigle.sigle.casefold())),
        list_blocs_metier(),
    )


def _read_sequence(row: SequenceProgramme) -> SequenceDossier:
    """A séquence, without what the trainer says or her notes."""
    return SequenceDossier(
        row.titre,
        tuple(row.capacites),
        tuple(read_apport(apport) for apport in row.apports),
        tuple(PAGES[cle] for cle in row.pages if cle in PAGES),
    )


def _list_travaux(inscription: Inscription, now: datetime) -> Iterable[TravailDossier]:
    """The ateliers in which something was written."""
    for atelier in list_ateliers_ouverts(inscription):
        atelier.session, atelier.espace = inscription.session, inscription.espace
        lu = read_atelier(inscription, atelier, now)
        groupe, mien = _list_ecrits(lu.blocs_groupe), _list_ecrits(lu.blocs_personne)
        if atelier.sorte == SorteAtelier.LECTURE:
            mien = (*_list_notes_lecture(inscription, atelier), *mien)
        if groupe or mien:
            yield TravailDossier(atelier, lu.titre, atelier.get_sorte_display(), groupe, mien)


def _list_notes_lecture(inscription: Inscription, atelier: Atelier) -> Iterable[Ecrit]:
    """Her marks and comments on each project, by criterion."""
    for projet in read_lecture(inscription, atelier).projets:
        for note in projet.notes:
            if dit := ". ".join(filter(None, (note.nom, note.texte.strip()))):
                yield Ecrit(f"{projet.titre}, {note.critere.question}", dit)


def _list_ecrits(blocs: Iterable[BlocLu]) -> tuple[Ecrit, ...]:
    cases = (case for bloc in blocs for case in bloc.cases)
    return tuple(Ecrit(case.case.nom, case.texte.strip()) for case in cases if case.texte.strip())


def list_blocs_metier() -> tuple[BlocMetier, ...]:
    noms = {item.cle: item.nom for item in get_grille().items}
    return tuple(
        BlocMetier(bloc["nom"], tuple(noms[cle] for cle in bloc["competences"])) for bloc in get_missions()["blocs"]
    )


def _list_sources(sequences: Iterable[SequenceDossier], etapes: Iterable[EtapeParcours]) -> list[SourceDossier]:
    """Each URL once, in the order of the titles."""
    connues = get_adresses_courtes().by_url
    found: dict[str, SourceDossier] = {}
    citees = [(url, site, apport.titre) for row in sequences for apport in row.apports for url, site in apport.sites]
    citees += [(source.url, source.nom, etape.titre) for etape in etapes for source in etape.sources if source.url]
    for url, nom, pour in citees:
        found.setdefault(url, SourceDossier(connues[url].titre if url in connues else nom, url, pour))
    return sorted(found.values(), key=lambda source: (source.titre.casefold(), source.url))
