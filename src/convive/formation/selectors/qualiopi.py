"""The result of an audit: for each applicable indicator, its proofs and what is missing."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.urls import reverse

from convive.espaces.models import Espace
from convive.formation.models import PreuveQualiopi, SessionFormation
from convive.formation.rules.formation import EtatSession
from convive.formation.rules.qualiopi import (
    Indicateur,
    IndicateurLu,
    Preuve,
    Referentiel,
    SorteLue,
    build_referentiel,
    explain_sans_objet,
    is_due,
    read_sorte,
)
from convive.formation.rules.sortes_preuves import SORTES, Sorte
from convive.formation.selectors.contenus import read_contenu
from convive.formation.selectors.fournisseurs_preuves import list_preuves
from convive.formation.selectors.lecture_qualiopi import LectureQualiopi
from convive.formation.selectors.portee_qualiopi import Portee

REGISTRES = {
    "dossier_intervenant": "intervenants",
    "plan_competences": "competences",
    "veille_reglementaire": "veille",
    "veille_metiers": "veille",
    "veille_pedagogique": "veille",
    "reseau_handicap": "handicap",
    "sous_traitance": "sous-traitance",
    "reclamations": "reclamations",
    "amelioration": "amelioration",
}
"""The pages where the organisme's missing proofs are entered."""
TENUES = frozenset({"emargement", "certificat"})
"""The kinds of proofs still due for a cancelled session if somebody has attended part of it."""
PAGES = {
    "convention": "document_session_list",
    "convocation": "document_session_list",
    "reglement": "document_session_list",
    "attestation": "document_session_list",
    "certificat": "document_session_list",
    "adaptation": "inscription_list",
    "lieu": "session_update",
    "intervenants": "session_intervenants",
    "emargement": "presence_list",
    "positionnement_entree": "session_questionnaires",
    "positionnement_sortie": "session_questionnaires",
    "test_fin": "session_questionnaires",
    "a_chaud": "session_questionnaires",
    "a_froid": "session_questionnaires",
    "a_froid_employeur": "session_questionnaires",
    "avis_intervenant": "session_questionnaires",
    "avis_financeur": "session_questionnaires",
    "relance": "presence_list",
}
"""The page of the session where a missing proof is created; `session_detail` for other kinds."""
PAGES_PROGRAMME = {"programme": "programme_detail", "objectifs": "programme_detail", "deroule": "programme_detail"}


@dataclass(frozen=True, slots=True)
class Audit:
    """`sans_objet` are the indicators that do not apply, with the reason; `date_audit` is the chosen day, None for an
    audit of today."""

    referentiel: Referentiel
    indicateurs: tuple[IndicateurLu, ...]
    sans_objet: tuple[tuple[Indicateur, str], ...]
    date_audit: date | None = None

    @property
    def ecarts(self) -> list[IndicateurLu]:
        return [lu for lu in self.indicateurs if lu.is_ecart]

    @property
    def majeurs(self) -> list[IndicateurLu]:
        return [lu for lu in self.ecarts if lu.indicateur.majeure]


@lru_cache(maxsize=4)
def get_referentiel(jour: date) -> Referentiel:
    """The référentiel in force for an audit on that day."""
    return build_referentiel(read_contenu("qualiopi"), jour)


def read_audit(
    espace: Espace, session: SessionFormation | None, today: date, lecture: LectureQualiopi | None = None
) -> Audit:
    """Audit a session with the organisme's proofs, or only the organisme, under the référentiel of the chosen day. The
    number of queries does not depend on that of proofs. `lecture`: what was already read for several sessions."""
    portee = Portee(espace, session, today, lecture)
    manuelles = _list_manuelles(portee)
    lus, sans_objet = [], []
    referentiel = get_referentiel(portee.lecture.jour_audit)
    for indicateur in referentiel.indicateurs:
        raison = explain_sans_objet(indicateur, portee.jours, has_sous_traitance=bool(portee.sous_traitances))
        sortes = [SORTES[cle] for cle in indicateur.preuves if session is not None or not SORTES[cle].is_session]
        if raison:
            sans_objet.append((indicateur, raison))
        elif sortes:
            lus.append(IndicateurLu(indicateur, tuple(_read(portee, sorte, manuelles) for sorte in sortes)))
    return Audit(referentiel, tuple(lus), tuple(sans_objet), portee.lecture.date_audit)


def list_ecarts(portee: Portee) -> list[IndicateurLu]:
    """What a session itself still lacks today, by indicator. The organisme's proofs are not repeated for each session,
    except the files of those who teach in it. Only what is due is read."""
    manuelles = _list_manuelles(portee)
    found = []
    for indicateur in get_referentiel(portee.lecture.jour_audit).indicateurs:
        sortes = [sorte for cle in indicateur.preuves if _is_propre(portee, sorte := SORTES[cle])]
        jours = portee.jours if sortes and indicateur.plus_de_jours else 0
        if not explain_sans_objet(indicateur, jours, has_sous_traitance=True):
            lu = IndicateurLu(indicateur, tuple(_read(portee, sorte, manuelles) for sorte in sortes))
            if lu.is_ecart:
                found.append(lu)
    return found


def _is_propre(portee: Portee, sorte: Sorte) -> bool:
    if sorte.cle == "dossier_intervenant":
        return bool(portee.intervenants) and not portee.is_annulee
    return sorte.is_session and _is_attendue(portee, sorte)


def _is_attendue(portee: Portee, sorte: Sorte) -> bool:
    session = portee.session
    if portee.is_annulee and sorte.is_session:
        return sorte.cle in TENUES and any(portee.suivies.values())
    debut, fin = (session.date_debut, session.date_fin) if session else (None, None)
    is_ouverte = session is not None and session.etat == EtatSession.OUVERTE
    return is_due(sorte.phase, debut, fin, portee.delais, portee.today, is_ouverte=is_ouverte)


def _read(portee: Portee, sorte: Sorte, manuelles: Mapping[str, list[Preuve]]) -> SorteLue:
    is_attendue = _is_attendue(portee, sorte)
    is_sans_objet = portee.is_annulee and sorte.is_session and not is_attendue
    # A proof added by hand is enough, even if the automatic ones are incomplete.
    a_la_main = manuelles.get(sorte.cle, [])
    preuves = list_preuves(sorte.cle, portee)
    if a_la_main:
        preuves = [preuve for preuve in preuves if preuve.is_complete]
    return read_sorte(
        sorte, [*preuves, *a_la_main], is_attendue=is_attendue, url=_get_url(portee, sorte), is_sans_objet=is_sans_objet
    )


def _list_manuelles(portee: Portee) -> Mapping[str, list[Preuve]]:
    """The proofs added by hand to the session and, for kinds of the organisme, to the organisme; one query."""
    found: dict[str, list[Preuve]] = defaultdict(list)
    for row in portee.lecture.list_registre(PreuveQualiopi):
        is_ici = row.session_id == (portee.session.pk if portee.session else None)
        if is_ici or (row.session_id is None and not SORTES[row.sorte].is_session):
            url = reverse("formation:registre_update", args=[portee.espace.pk, "preuves", row.pk])
            details = tuple(texte for texte in (row.note, row.lien) if texte)
            objet = ("preuve_qualiopi", str(row.pk))
            found[row.sorte].append(Preuve(row.titre, url, row.jour, row.note, details=details, objet=objet))
    return found


def _get_url(portee: Portee, sorte: Sorte) -> str:
    espace, session = portee.espace.pk, portee.session
    if registre := REGISTRES.get(sorte.cle):
        return reverse("formation:registre_list", args=[espace, registre])
    if session is None:
        return ""
    if vue := PAGES_PROGRAMME.get(sorte.cle):
        return reverse(f"formation:{vue}", args=[espace, session.programme_id])
    vue = PAGES.get(sorte.cle, "session_detail")
    ancre = f"#{sorte.cle}" if vue == "document_session_list" else ""
    return f"{reverse(f'formation:{vue}', args=[espace, session.pk])}{ancre}"
