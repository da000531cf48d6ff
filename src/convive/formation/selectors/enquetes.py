"""The questionnaires of a session: who was asked, who answered, and the results."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from convive.formation.models import Inscription, QuestionnaireSession, SessionFormation
from convive.formation.rules.banque import add_objectifs
from convive.formation.rules.enquetes import (
    POSITIONNEMENTS,
    REGLES,
    DelaisEnquetes,
    Enquete,
    Public,
    RegleEnquete,
    get_ouverture,
    is_ouverte,
)
from convive.formation.rules.formation import EtatInscription
from convive.formation.rules.questionnaires import (
    SEUIL_PERSONNES,
    PartReponse,
    ResultatObjectif,
    ResultatTest,
    SyntheseQuestion,
    say_reponse,
    summarize,
)
from convive.formation.selectors.questionnaires import get_questionnaires
from convive.formation.selectors.references import Reglages
from convive.formation.selectors.test_fin import correct
from convive.prise_poste.rules.competences import compute_moyenne
from convive.prise_poste.rules.contenus import FamilleCompetences
from convive.prise_poste.selectors.contenus import get_grille

LUNDI = "lundi"
"""The key of « Ce que je referai lundi », in the opinion at the end."""


@dataclass(frozen=True, slots=True)
class EnqueteLue:
    """One questionnaire of a session. `attendus` people may answer, `demandes` were sent a message, `repondus` have
    finished; `muets` are the names of those who have not. `ouverture` is None while the session has no date. `delais`:
    the days from the first message to each reminder."""

    regle: RegleEnquete
    ouverture: date | None
    is_ouverte: bool
    attendus: int
    demandes: int
    repondus: int
    rappels: int
    muets: tuple[str, ...]
    delais: tuple[int, ...]
    lignes: tuple[QuestionnaireSession, ...]

    @property
    def is_secrete(self) -> bool:
        """Whether some people answered, but too few to show totals; needs are shown to those who prepare the
        session."""
        return self.regle.enquete is not Enquete.BESOIN and 0 < self.repondus < SEUIL_PERSONNES

    @property
    def besoins(self) -> list[tuple[str, list[tuple[str, str]]]]:
        """For each person who answered, the questions with her answers, in words."""
        if self.regle.enquete is not Enquete.BESOIN:
            return []
        questions = get_questionnaires()[Enquete.BESOIN].questions
        lues = [
            (name_destinataire(ligne), [(q.texte, say_reponse(q, ligne.reponses.get(q.cle))) for q in questions])
            for ligne in self.lignes
            if ligne.is_termine
        ]
        return [(nom, pleines) for nom, lignes in sorted(lues) if (pleines := [row for row in lignes if row[1]])]

    @property
    def sujets(self) -> list[PartReponse]:
        """For the needs, how many people chose each subject, the most chosen first."""
        if self.regle.enquete is not Enquete.BESOIN or not self.repondus:
            return []
        sujets = next(row for row in get_questionnaires()[Enquete.BESOIN].questions if row.cle == "sujets")
        dites = [ligne.reponses.get(sujets.cle, []) for ligne in self.lignes if ligne.is_termine]
        parts = [PartReponse(choix.nom, sum(choix.cle in dite for dite in dites), len(dites)) for choix in sujets.choix]
        return sorted((part for part in parts if part.nombre), key=lambda part: -part.nombre)

    @property
    def syntheses(self) -> list[SyntheseQuestion]:
        questionnaire = get_questionnaires().get(self.regle.enquete)
        if questionnaire is None or self.regle.enquete in (Enquete.TEST_FIN, Enquete.BESOIN) or self.is_secrete:
            return []
        return summarize(questionnaire, [ligne.reponses for ligne in self.lignes if ligne.is_termine])


@dataclass(frozen=True, slots=True)
class ChoixProgres:
    """The means of a family of competences, for the `nombre` people who answered both times."""

    famille: FamilleCompetences
    entree: float
    sortie: float

    @property
    def ecart(self) -> float:
        """The difference between the two means rounded to a tenth, as they are shown, so that it matches them."""
        return round(self.sortie, 1) - round(self.entree, 1)


@dataclass(frozen=True, slots=True)
class BilanTest:
    """How many of those who finished reached the threshold, and who. `objectifs` adds the right answers and the
    questions of everybody; the former test has none."""

    atteints: int
    total: int
    lignes: tuple[tuple[str, ResultatTest], ...]
    objectifs: tuple[ResultatObjectif, ...] = ()

    @property
    def is_montrable(self) -> bool:
        """Whether its results by objective may be shown to people who do not read those of each."""
        return sum(bool(resultat.objectifs) for _, resultat in self.lignes) >= SEUIL_PERSONNES


def get_delais_enquetes(session: SessionFormation, today: date) -> DelaisEnquetes:
    """The delays in force on the last day of the session, which apply until its end. One query."""
    return Reglages(session.espace).get_delais_enquetes(session.date_fin or today)


def list_enquetes(
    session: SessionFormation, inscriptions: Sequence[Inscription], intervenants: int, today: date
) -> list[EnqueteLue]:
    """All the questionnaires of the session, in order; two queries."""
    rows = list(QuestionnaireSession.objects.filter(session=session).select_related("inscription", "intervenant"))
    return build_enquetes(session, rows, inscriptions, intervenants, get_delais_enquetes(session, today), today)


def build_enquetes(
    session: SessionFormation,
    rows: Sequence[QuestionnaireSession],
    inscriptions: Sequence[Inscription],
    intervenants: int,
    delais: DelaisEnquetes,
    today: date,
) -> list[EnqueteLue]:
    """The same from rows already read: the questionnaires of the session, with their people."""
    inscrites = [row for row in inscriptions if row.etat == EtatInscription.INSCRITE]
    attendus = {
        Public.STAGIAIRE: len(inscrites),
        Public.EMPLOYEUR: sum(bool(row.employeur_email) for row in inscrites),
        Public.INTERVENANT: intervenants,
        Public.FINANCEUR: len({row.financeur_email.lower() for row in inscrites if row.financeur_email}),
    }
    return [_read(regle, session, rows, attendus[regle.public], delais, today) for regle in REGLES.values()]


def _read(
    regle: RegleEnquete,
    session: SessionFormation,
    rows: Sequence[QuestionnaireSession],
    attendus: int,
    delais: DelaisEnquetes,
    today: date,
) -> EnqueteLue:
    lignes = tuple(row for row in rows if row.cle == regle.enquete and _is_comptee(row))
    debut, fin = session.date_debut, session.date_fin
    return EnqueteLue(
        regle,
        get_ouverture(regle.enquete, debut, fin, delais) if debut and fin else None,
        is_ouverte(regle.enquete, debut, fin, delais, today),
        max(attendus, len(lignes)),
        sum(row.parti_le is not None for row in lignes),
        sum(row.is_termine for row in lignes),
        sum(row.rappels for row in lignes),
        tuple(sorted(_name_muet(row) for row in lignes if row.parti_le is not None and not row.is_termine)),
        delais.get_rappels(regle.enquete),
        lignes,
    )


def _is_comptee(row: QuestionnaireSession) -> bool:
    """Whether a questionnaire counts: someone who has left only counts if she had answered."""
    return row.is_termine or row.inscription is None or row.inscription.etat == EtatInscription.INSCRITE


def name_destinataire(row: QuestionnaireSession) -> str:
    if row.intervenant is not None:
        return row.intervenant.nom
    if row.nom or row.inscription is None:
        return row.nom or row.email
    return row.inscription.nom


def _name_muet(row: QuestionnaireSession) -> str:
    """The name of someone who has not answered; for an employeur, also the stagiaire that it is asked about."""
    if row.nom and row.inscription is not None:
        return f"{row.nom} (pour {row.inscription.nom})"
    return name_destinataire(row)


def list_progres(enquetes: Sequence[EnqueteLue]) -> tuple[int, list[ChoixProgres]]:
    """How many people answered the grid both times, and the means of each family; empty for fewer than three people,
    since individual answers must never show."""
    entrees, sorties = (
        {row.inscription_id: row.reponses for row in lue.lignes if row.is_termine}
        for lue in enquetes
        if lue.regle.enquete in POSITIONNEMENTS
    )
    communs = sorted(set(entrees) & set(sorties), key=str)
    if len(communs) < SEUIL_PERSONNES:
        return len(communs), []
    progres = []
    for famille in get_grille().familles:
        avant = [m for cle in communs if (m := compute_moyenne(famille, read_niveaux(entrees[cle]))) is not None]
        apres = [m for cle in communs if (m := compute_moyenne(famille, read_niveaux(sorties[cle]))) is not None]
        if min(len(avant), len(apres)) >= SEUIL_PERSONNES:
            progres.append(ChoixProgres(famille, sum(avant) / len(avant), sum(apres) / len(apres)))
    return len(communs), progres


def build_bilan_test(enquetes: Sequence[EnqueteLue]) -> BilanTest:
    lue = next(lue for lue in enquetes if lue.regle.enquete is Enquete.TEST_FIN)
    lignes = sorted(
        ((name_destinataire(row), correct(row)) for row in lue.lignes if row.is_termine), key=lambda ligne: ligne[0]
    )
    resultats = [resultat for _, resultat in lignes]
    atteints = sum(resultat.is_atteint for resultat in resultats)
    return BilanTest(atteints, len(lignes), tuple(lignes), tuple(add_objectifs(resultats)))


def get_questionnaire_stagiaire(inscription: Inscription, enquete: Enquete) -> QuestionnaireSession | None:
    return QuestionnaireSession.objects.filter(inscription=inscription, cle=enquete.value).first()


def list_questionnaires_stagiaire(inscription: Inscription) -> dict[str, QuestionnaireSession]:
    """Key → questionnaire, for this stagiaire; one query."""
    return {row.cle: row for row in QuestionnaireSession.objects.filter(inscription=inscription)}


def get_resultat_test(inscription: Inscription) -> ResultatTest | None:
    """The result of her test; None until she has finished it. One query."""
    row = get_questionnaire_stagiaire(inscription, Enquete.TEST_FIN)
    if row is None or not row.is_termine:
        return None
    return correct(row)


def get_phrase_lundi(inscription: Inscription) -> str:
    """What she wrote that she would do again; empty if nothing. One query."""
    row = get_questionnaire_stagiaire(inscription, Enquete.A_CHAUD)
    return str(row.reponses.get(LUNDI, "")) if row else ""


def read_niveaux(reponses: Mapping[str, object]) -> dict[str, int]:
    """The levels of a grid, without unanswered lines."""
    return {cle: niveau for cle, niveau in reponses.items() if isinstance(niveau, int)}
