"""The draft of a délibération made from a decision: what it recalls, what it decides. Pure Python."""

from dataclasses import dataclass
from datetime import date
from html.parser import HTMLParser

from convive.socle.formats import date_longue

SAUT = "\f"
BLOCS = frozenset({"p", "h1", "h2", "h3", "li", "tr", "caption", "br"})


@dataclass(frozen=True, slots=True)
class FaitsDeliberation:
    """`instance` is the body that decided, `cout` an estimate in words with its author. `voix` mean something when that
    body is the assembly itself: those of a committee are not written."""

    libelle: str
    jour: date
    code: str
    instance: str = ""
    is_assemblee: bool = False
    question: str = ""
    pourquoi: str = ""
    scenario: str = ""
    effets: str = ""
    cout: str = ""
    chiffres: tuple[str, ...] = ()
    avis: tuple[tuple[str, str, date], ...] = ()
    voix: tuple[int | None, int | None, int | None] = (None, None, None)


def list_rapport(faits: FaitsDeliberation) -> list[str]:
    """What is told to the assembly, in a few sentences."""
    said = []
    if faits.question:
        said.append(f"La question posée était la suivante\u00a0: {faits.question}")
    if not faits.is_assemblee:
        qui = f" ({faits.instance})" if faits.instance else ""
        said.append(f"Le {date_longue(faits.jour)}{qui}, il a été décidé ceci\u00a0: {_finish(faits.libelle)}")
    if faits.scenario:
        said.append(f"Le scénario retenu est «\u00a0{faits.scenario}\u00a0». {faits.effets}".strip())
    if faits.pourquoi:
        said.append(_finish(faits.pourquoi))
    return said


def list_considerants(faits: FaitsDeliberation) -> list[str]:
    """Each completes « Considérant »: facts with their source, who was heard, what was decided before."""
    said = [f"les données suivantes\u00a0: {chiffre}" for chiffre in faits.chiffres]
    said += [f"l’avis {position} donné le {date_longue(jour)} ({qui})" for qui, position, jour in faits.avis]
    if not faits.is_assemblee and faits.instance:
        said.append(f"la décision n°\u00a0{faits.code} ({faits.instance}) du {date_longue(faits.jour)}")
    return said or ["l’intérêt, pour les habitants, d’une action coordonnée en matière de services aux familles"]


def list_articles(faits: FaitsDeliberation, *, is_controlee: bool) -> list[str]:
    """What the assembly decides; what nobody has said stays between brackets."""
    if faits.is_assemblee:
        premier = f"Décide ce qui suit\u00a0: {_finish(faits.libelle)}"
    else:
        premier = f"Approuve l’orientation suivante\u00a0: {_finish(faits.libelle)}"
    budget = "font l’objet de décisions budgétaires distinctes."
    argent = (
        f"Dit que les engagements financiers qui en découlent, estimés à {faits.cout}, {budget} [À confirmer par le "
        "service des finances.]"
        if faits.cout
        else f"Dit que les engagements financiers qui en découlent, le cas échéant, {budget}"
    )
    suite = (
        "transmise au représentant de l’État et publiée"
        if is_controlee
        else "publiée selon les règles de l’institution"
    )
    return [
        premier,
        "Autorise [nom et qualité de la personne autorisée à signer] à signer les actes nécessaires.",
        argent,
        "Charge [qualité de la personne chargée de l’exécution] d’exécuter la présente délibération, qui sera "
        f"{suite}.",
    ]


def get_votes(faits: FaitsDeliberation) -> tuple[str, str, str]:
    """Pour, contre, abstentions: a number, or the place of one."""
    voix = faits.voix if faits.is_assemblee else (None, None, None)
    pour, contre, abstention = ("[nombre]" if nombre is None else str(nombre) for nombre in voix)
    return pour, contre, abstention


def _finish(texte: str) -> str:
    """One sentence, with its dot."""
    stripped = texte.strip()
    return stripped if stripped.endswith((".", "?", "!", "…")) else f"{stripped}."


class _Lignes(HTMLParser):
    """The words of our own documents, a line for each block; cells of a row are separated."""

    def __init__(self) -> None:
        super().__init__()
        self.lignes: list[str] = [""]

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        if tag == "h2":
            self.lignes.append(SAUT)
        if tag in BLOCS:
            self.lignes.append("– " if tag == "li" else "")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self.lignes[-1] += " | "

    def handle_data(self, data: str) -> None:
        self.lignes[-1] += " ".join(data.replace("\n", " ").split(" ")) if data.strip() else " " * bool(data == " ")


def write_brut(html: str) -> str:
    """A document as plain words, ready to be pasted anywhere; a line is left blank above each part."""
    parser = _Lignes()
    parser.feed(html)
    lignes = (" ".join(ligne.split(" ")).strip(" |\n") for ligne in parser.lignes)
    return "\n".join(ligne.replace(SAUT, "") for ligne in lignes if ligne)
