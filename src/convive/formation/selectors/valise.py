"""What the valise of a programme, or of one session at its own hours, is made from."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from functools import cache

from convive.espaces.models import Membre
from convive.formation.models import SequenceProgramme
from convive.formation.rules.ateliers import Cas, Jeu
from convive.formation.rules.cours import Apport
from convive.formation.rules.materiels import Materiel
from convive.formation.rules.valise import Consignes, Effectif, build_consignes
from convive.formation.selectors.ateliers_contenus import get_cas, get_jeux
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.cours import COURS, get_cours
from convive.formation.selectors.deroule import DemiJourneeDeroulee, build_deroule, build_deroule_session
from convive.formation.selectors.materiels import get_materiels
from convive.formation.selectors.programme import get_programme
from convive.formation.selectors.session import get_session
from convive.prise_poste.rules.outils import Outil
from convive.prise_poste.selectors.contenus import get_outils
from convive.socle.uuids import parse_uuid

TEMPS_LECTURE = "lecture critique"
"""How the step in which three projects are read is called, in the shipped course and in those made from it."""


CAS_TERRITOIRE = "dix_sept_objectifs"
TERRITOIRE = ("convention", "portrait", "inventaire", "paroles", "observations")
"""The case whose territory is also given on paper, and its documents that replace pages of Convive."""
PAGES_TERRITOIRE = {"indicateurs", "services", "paroles"}
ENTIER = "Étude de cas {numero}, en entier"
"""How a séquence that gives a case its three hours is called."""


@dataclass(frozen=True, slots=True)
class ValiseLue:
    """`demi_journees` at their hours; `cas`, `jeux`, `materiels` and `outils` are those of its séquences; `cas_donnes`
    are the cases in the version for which there is time; `territoire` is the case whose territory is printed, when a
    séquence opens its pages. `choix` names the schedule among the documents."""

    titre: str
    choix: str
    effectif: Effectif
    demi_journees: tuple[DemiJourneeDeroulee, ...]
    cas: tuple[Cas, ...]
    cas_donnes: tuple[Cas, ...]
    jeux: tuple[Jeu, ...]
    materiels: tuple[Materiel, ...]
    outils: tuple[Outil, ...]
    with_lecture: bool
    territoire: Cas | None


def read_valise(membre: Membre, choix: str, effectif: Effectif) -> ValiseLue | None:
    """The valise of the session or programme `choix`; None when it is not in this espace."""
    uuid = parse_uuid(choix)
    if uuid is None:
        return None
    session = get_session(membre, uuid)
    if session is not None:
        demi_journees, _ = build_deroule_session(session)
        return _build(str(session), choix, effectif, demi_journees)
    lu = get_programme(membre, uuid)
    return _build(lu.programme.titre, choix, effectif, build_deroule(lu.sequences)) if lu else None


def _build(titre: str, choix: str, effectif: Effectif, demi_journees: Sequence[DemiJourneeDeroulee]) -> ValiseLue:
    sequences: list[SequenceProgramme] = [lue.sequence for demi in demi_journees for lue in demi.sequences]
    # The second copy of « S7 » in a programme is « S7_2 ».
    cles = {sequence.cle.partition("_")[0] for sequence in sequences}
    temps = {row.temps.titre for demi in demi_journees for lue in demi.sequences for row in lue.temps}
    titres = {sequence.titre for sequence in sequences}
    outils = {sequence.outil for sequence in sequences} | {
        jeu.production for jeu in get_jeux().values() if jeu.sequence in cles
    }
    return ValiseLue(
        titre,
        choix,
        effectif,
        tuple(demi_journees),
        tuple(cas for cas in get_cas().values() if cas.sequence in cles),
        tuple(
            version
            for cas in get_cas().values()
            if cas.sequence in cles
            for version in _list_versions(cas, temps, titres)
        ),
        tuple(jeu for jeu in get_jeux().values() if jeu.sequence in cles),
        tuple(row for row in get_materiels().values() if row.sequence in cles),
        tuple(outil for outil in get_outils().values() if outil.cle in outils),
        any(TEMPS_LECTURE in titre.casefold() for titre in temps),
        get_cas()[CAS_TERRITOIRE] if PAGES_TERRITOIRE & {page for row in sequences for page in row.pages} else None,
    )


def _list_versions(cas: Cas, temps: Set[str], titres: Set[str]) -> list[Cas]:
    """The short version when the schedule has the activity that it was written for; the whole case when there is none,
    or when a séquence is called « Étude de cas 2, en entier »."""
    court = cas.build_court() if cas.court and cas.court.temps in temps else None
    if court is None:
        return [cas]
    return [court, cas] if ENTIER.format(numero=cas.numero) in titres else [court]


def list_idees(apport: Apport) -> tuple[str, ...]:
    """What a slide keeps of a shipped input; empty once its text was changed, since it may say something else."""
    livres = {row.titre: row.texte for sequence in get_cours(COURS[0]).sequences for row in sequence.apports}
    if livres.get(apport.titre, "").strip() != apport.texte.strip():
        return ()
    return get_consignes().idees.get(apport.titre, ())


@cache
def get_consignes() -> Consignes:
    return build_consignes(read_contenu("valise"))
