"""The ateliers that ship with Convive, as pages read them, and what can be written in one. Pure Python."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from convive.prise_poste.rules.contenus import ContenuInvalide
from convive.socle.enums import EnumLibelle

MAX_MINUTES = 480


class SorteAtelier(EnumLibelle):
    JEU = "jeu", "Jeu de rôle"
    CAS = "cas", "Étude de cas"
    OUTIL = "outil", "Outil à construire"
    LECTURE = "lecture", "Lecture critique"


class EtatAtelier(EnumLibelle):
    PREPARE = "prepare", "En préparation"
    OUVERT = "ouvert", "Ouvert"
    RETOUR = "retour", "Débriefing en cours"
    CLOS = "clos", "Clos"


def read_etat(*, ouvert: bool, retour: bool, clos: bool) -> EtatAtelier:
    if clos:
        return EtatAtelier.CLOS
    if retour:
        return EtatAtelier.RETOUR
    return EtatAtelier.OUVERT if ouvert else EtatAtelier.PREPARE


OBSERVATEUR = "observateur"
"""The role of someone who only watches, with the grid."""
CHARGEE = "chargee"
"""The role that must always be played: the post that the training is about."""
COURT = "_court"
"""What ends the key of the short version of a case."""


@dataclass(frozen=True, slots=True)
class Temps:
    """A step of an atelier, with its duration."""

    nom: str
    minutes: int


MIN_REGLAGE, MAX_REGLAGE = 5, 240
"""The durations, in minutes, that a trainer may give to an atelier with a single step."""


def fit_temps(temps: tuple[Temps, ...], minutes: int | None) -> tuple[Temps, ...]:
    """The steps with the duration chosen by the trainer, if there is a single one (tool, critical reading); several
    steps keep their own durations."""
    return (replace(temps[0], minutes=minutes),) if minutes and is_reglable(temps) else temps


def is_reglable(temps: Sequence[Temps]) -> bool:
    return len(temps) == 1


@dataclass(frozen=True, slots=True)
class Role:
    """`carte` and `secret` are only for the person who plays the role."""

    cle: str
    nom: str
    carte: str
    secret: str


@dataclass(frozen=True, slots=True)
class FaitNouveau:
    """A fact revealed to everyone at a given minute from the start."""

    minute: int
    texte: str


@dataclass(frozen=True, slots=True)
class Parole:
    public: str
    commune: str
    texte: str


@dataclass(frozen=True, slots=True)
class DocumentDonne:
    """A document of a case or of a play. `type` says which fields are filled: tableau (`colonnes`, `lignes`), paroles
    or liste (`points`). `pour` is the only role of a play that reads it, empty for everyone."""

    cle: str
    titre: str
    type: str
    note: str
    source: str
    colonnes: tuple[str, ...]
    lignes: tuple[tuple[str, ...], ...]
    paroles: tuple[Parole, ...]
    points: tuple[str, ...]
    pour: str


@dataclass(frozen=True, slots=True)
class FeuilleObservation:
    """What one of the people who do not play looks at, on paper."""

    nom: str
    consigne: str
    lignes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Jeu:
    cle: str
    lettre: str
    titre: str
    sequence: str
    temps: tuple[Temps, ...]
    situation: str
    tache: str
    production: str
    roles: tuple[Role, ...]
    fait_nouveau: FaitNouveau | None
    observer: tuple[str, ...]
    debat: tuple[str, ...]
    documents: tuple[DocumentDonne, ...]
    feuilles: tuple[FeuilleObservation, ...]

    def list_documents(self, role: str) -> tuple[DocumentDonne, ...]:
        """The documents that a role reads; with an empty role, those that everyone reads."""
        return tuple(row for row in self.documents if row.pour in {"", role})

    @property
    def documents_nommes(self) -> list[tuple[str, DocumentDonne]]:
        """Each document after the name of the only role that reads it, empty for everyone."""
        return [(self.noms_roles.get(row.pour, ""), row) for row in self.documents]

    @property
    def noms_roles(self) -> dict[str, str]:
        return {role.cle: role.nom for role in self.roles}


@dataclass(frozen=True, slots=True)
class Consigne:
    numero: int
    minutes: int
    texte: str


@dataclass(frozen=True, slots=True)
class VersionCourte:
    """The part of a case that fits in an activity of the course, named by its title; `documents` are keys; `corrige`
    are the questions of the key that it asks, none when the key does not tell them apart. `situation` is empty when
    that of the whole case serves."""

    temps: str
    consignes: tuple[Consigne, ...]
    documents: tuple[str, ...]
    corrige: tuple[str, ...] = ()
    situation: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reponse:
    """What the trainer may accept, with its reasons; several answers are often defensible. `is_courte`: the short
    version asks for it too."""

    question: str
    reponse: str
    is_courte: bool = False


@dataclass(frozen=True, slots=True)
class Cas:
    cle: str
    numero: int
    titre: str
    territoire: str
    sequence: str
    situation: tuple[str, ...]
    consignes: tuple[Consigne, ...]
    piege: str
    attendus: tuple[str, ...]
    debat: tuple[str, ...]
    documents: tuple[DocumentDonne, ...]
    corrige: tuple[Reponse, ...]
    court: VersionCourte | None

    @property
    def reponses_courtes(self) -> list[Reponse]:
        """The answers that the short version asks for; empty when the key does not tell them apart."""
        return [row for row in self.corrige if row.is_courte]

    @property
    def reponses_completes(self) -> list[Reponse]:
        """The other answers: all of them when the key does not tell the two versions apart."""
        return [row for row in self.corrige if not row.is_courte]

    def build_court(self) -> "Cas | None":
        """The short version, as a case of its own."""
        if self.court is None:
            return None
        return replace(
            self,
            cle=f"{self.cle}{COURT}",
            titre=f"{self.titre} (version courte)",
            situation=self.court.situation or self.situation,
            consignes=self.court.consignes,
            documents=tuple(row for row in self.documents if row.cle in self.court.documents),
            court=None,
        )


def build_jeu(contenu: Mapping[str, Any]) -> Jeu:
    """Build a play. Raise ContenuInvalide if it has no chargé·e, a duplicate role, or a fact after the end."""
    fait = contenu["fait_nouveau"]
    jeu = Jeu(
        cle=contenu["cle"],
        lettre=contenu["lettre"],
        titre=contenu["titre"],
        sequence=contenu["sequence"],
        temps=tuple(Temps(**ligne) for ligne in contenu["temps"]),
        situation=contenu["situation"],
        tache=contenu["tache"],
        production=contenu["production"],
        roles=tuple(Role(**ligne) for ligne in contenu["roles"]),
        fait_nouveau=FaitNouveau(**fait) if fait else None,
        observer=tuple(contenu["observer"]),
        debat=tuple(contenu["debat"]),
        documents=tuple(_build_document(ligne) for ligne in contenu["documents"]),
        feuilles=tuple(
            FeuilleObservation(row["nom"], row["consigne"], tuple(row["lignes"])) for row in contenu["feuilles"]
        ),
    )
    _refuse_doublons(jeu.cle, [role.cle for role in jeu.roles])
    _refuse_doublons(jeu.cle, [document.cle for document in jeu.documents])
    if inconnus := {document.pour for document in jeu.documents} - set(jeu.noms_roles) - {""}:
        raise ContenuInvalide(f"{jeu.cle} : un document pour {', '.join(sorted(inconnus))}, qui ne joue pas.")
    if CHARGEE not in jeu.noms_roles or OBSERVATEUR in jeu.noms_roles:
        raise ContenuInvalide(f"{jeu.cle} : il faut une chargée, et personne ne s’appelle « {OBSERVATEUR} ».")
    total = sum(temps.minutes for temps in jeu.temps)
    if min(temps.minutes for temps in jeu.temps) < 1 or (jeu.fait_nouveau and not 0 < jeu.fait_nouveau.minute < total):
        raise ContenuInvalide(f"{jeu.cle} : minutes impossibles.")
    return jeu


def build_cas(contenu: Mapping[str, Any]) -> Cas:
    """Build a case. Raise ContenuInvalide if its minutes do not add up, or if a row does not match the columns."""
    court = _build_court(contenu["court"])
    courtes = court.corrige if court else ()
    cas = Cas(
        cle=contenu["cle"],
        numero=contenu["numero"],
        titre=contenu["titre"],
        territoire=contenu["territoire"],
        sequence=contenu["sequence"],
        situation=split_paragraphes(contenu["situation"]),
        consignes=tuple(Consigne(**ligne) for ligne in contenu["consignes"]),
        piege=contenu["piege"],
        attendus=tuple(contenu["attendus"]),
        debat=tuple(contenu["debat"]),
        documents=tuple(_build_document(ligne) for ligne in contenu["documents"]),
        corrige=tuple(Reponse(**ligne, is_courte=ligne["question"] in courtes) for ligne in contenu["corrige"]),
        court=court,
    )
    _refuse_doublons(cas.cle, [document.cle for document in cas.documents])
    _refuse_doublons(cas.cle, [str(consigne.numero) for consigne in cas.consignes])
    if sum(consigne.minutes for consigne in cas.consignes) != contenu["duree_minutes"]:
        raise ContenuInvalide(f"{cas.cle} : les minutes des consignes ne font pas sa durée.")
    if court and sum(consigne.minutes for consigne in court.consignes) != contenu["court"]["minutes"]:
        raise ContenuInvalide(f"{cas.cle} : les minutes de la version courte ne font pas sa durée.")
    if court and set(court.documents) - {document.cle for document in cas.documents}:
        raise ContenuInvalide(f"{cas.cle} : la version courte donne un document qui n’existe pas.")
    if court and set(court.corrige) - {row.question for row in cas.corrige}:
        raise ContenuInvalide(f"{cas.cle}\u00a0: la version courte corrige une question qui n’existe pas.")
    return cas


def _build_court(contenu: Mapping[str, Any] | None) -> VersionCourte | None:
    if contenu is None:
        return None
    consignes = tuple(Consigne(**ligne) for ligne in contenu["consignes"])
    return VersionCourte(
        contenu["temps"],
        consignes,
        tuple(contenu["documents"]),
        tuple(contenu.get("corrige", ())),
        split_paragraphes(contenu.get("situation", "")),
    )


def _build_document(contenu: Mapping[str, Any]) -> DocumentDonne:
    sorte, lignes = contenu["type"], contenu["lignes"]
    if sorte not in ("tableau", "paroles", "liste"):
        raise ContenuInvalide(f"{contenu['cle']} : document de type inconnu.")
    document = DocumentDonne(
        cle=contenu["cle"],
        titre=contenu["titre"],
        type=sorte,
        note=contenu.get("note", ""),
        source=contenu.get("source", ""),
        colonnes=tuple(contenu.get("colonnes", ())),
        lignes=tuple(tuple(ligne) for ligne in lignes) if sorte == "tableau" else (),
        paroles=tuple(Parole(**ligne) for ligne in lignes) if sorte == "paroles" else (),
        points=tuple(lignes) if sorte == "liste" else (),
        pour=contenu.get("pour", ""),
    )
    if any(len(ligne) != len(document.colonnes) for ligne in document.lignes):
        raise ContenuInvalide(f"{document.cle} : une ligne n’a pas ses colonnes.")
    return document


def split_paragraphes(texte: str) -> tuple[str, ...]:
    return tuple(bloc.strip() for bloc in texte.split("\n\n") if bloc.strip())


def _refuse_doublons(ou: str, cles: Sequence[str]) -> None:
    if len(set(cles)) != len(cles):
        raise ContenuInvalide(f"{ou} : deux fois la même clé.")
