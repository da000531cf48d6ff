"""A note that helps to decide, as a document of two pages, as a comparison on one page, and as it is frozen."""

from collections.abc import Iterator
from dataclasses import dataclass

from convive.documents.exports.page import CADRE_EXEMPLE, build_texte, get_cadre
from convive.documents.gels import Gelable, gels
from convive.documents.registre import DocumentInconnu, TypeDocument, types_documents
from convive.documents.rules import Contenu, Famille
from convive.documents.rules.blocs import Element, Tableau
from convive.documents.rules.gel import ContenuGele
from convive.espaces.models import Membre
from convive.gouvernance.models import NoteDecision
from convive.gouvernance.models.note import TYPE_NOTE
from convive.gouvernance.permissions import can_list_instances, can_update_instances
from convive.gouvernance.selectors.note import PageNote, get_note, get_notes, get_page_note
from convive.socle.formats import date_longue
from convive.socle.texte import Bloc, NatureBloc
from convive.socle.uuids import parse_uuid

CLE_NOTE = "note_decision"
CLE_COMPARAISON = "note_comparaison"
TITRE_NOTE, TITRE_COMPARAISON = "Note d’aide à la décision", "Comparaison des scénarios"


@dataclass(frozen=True, slots=True)
class NoteEcrite:
    """A note in words. `scenarios` are their headings; `lignes`, a criterion and what each scenario says of it; `avis`,
    who, her position, her sentence, when and by whom it was collected."""

    question: str
    demande: str
    scenarios: tuple[str, ...]
    lignes: tuple[tuple[str, tuple[str, ...]], ...]
    pourquoi_maintenant: str = ""
    contexte: str = ""
    chiffres: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    recommandation: str = ""
    avis_de: str = ""
    avis: tuple[tuple[str, str, str, str], ...] = ()
    arbitrage: tuple[str, ...] = ()


EXEMPLE = NoteEcrite(
    question="Où ouvrir les douze places d’accueil du matin\u00a0?",
    demande="Décision demandée au comité de pilotage, avant le 30 juin 2026.",
    scenarios=("A. Dans l’école de Saint-Ambroise", "B. Au relais, à Vallombre", "C. Ne rien changer"),
    lignes=(
        ("Ce que cela change", ("Douze places à 7\u00a0h.", "Huit places à 7\u00a0h\u00a015.", "Rien avant 2028.")),
        (
            "Ce que cela coûte",
            (
                "9\u00a0000\u00a0€ en 2027 (estimation\u00a0: direction de l’enfance, le 4 mai 2026)",
                "Non chiffré",
                "0\u00a0€ en 2027",
            ),
        ),
        ("Qui y gagne", ("Les familles du plateau.", "Celles du bourg.", "Personne.")),
        ("Qui y perd", ("Les familles du bourg.", "Celles du plateau.", "Vingt familles en attente.")),
        ("Les risques", ("Recruter pour deux heures.", "Le bâtiment est étroit.", "Des départs.")),
        ("Comment les réduire", ("Un temps partagé.", "Une salle voisine.", "Non précisé")),
        ("Dans quels délais", ("Septembre 2027.", "Janvier 2028.", "Non précisé")),
    ),
    contexte="Trois parents sur cinq prennent le travail avant 7\u00a0h\u00a030.",
    chiffres=("Familles en attente\u00a0: 20 (enquête inventée, 2026)",),
    recommandation="Le scénario A, parce qu’il ouvre plus tôt.",
    avis_de="Direction de l’enfance",
    avis=(("Caf inventée", "Réservé", "Elle demande un plan d’embauche.", "recueilli le 12 mai 2026 par Prénom Nom"),),
)


def build_note(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    """Raise DocumentInconnu for a note that this place does not read."""
    return _build(membre, choix, TITRE_NOTE, "gouvernance/types/note_decision.html")


def build_comparaison(membre: Membre, _famille: Famille, choix: str) -> Contenu:
    return _build(membre, choix, TITRE_COMPARAISON, "gouvernance/types/note_comparaison.html")


def build_exemple_note(_famille: Famille) -> Contenu:
    return build_texte(CADRE_EXEMPLE, TITRE_NOTE, "gouvernance/types/note_decision.html", {"note": EXEMPLE})


def build_exemple_comparaison(_famille: Famille) -> Contenu:
    return build_texte(CADRE_EXEMPLE, TITRE_COMPARAISON, "gouvernance/types/note_comparaison.html", {"note": EXEMPLE})


def list_choix_notes(membre: Membre) -> list[tuple[str, str]]:
    """The notes that this place reads; one query."""
    rows = get_notes(membre).order_by("-created_at", "pk").values_list("pk", "question")
    return [(str(pk), question) for pk, question in rows[:100]]


def build_contenu_note(membre: Membre, note: NoteDecision) -> ContenuGele:
    """What is frozen when a body settles it: all of its words, its sources as they are named today."""
    ecrite = write_note(get_page_note(membre, note))
    return ContenuGele(ecrite.question, tuple(_list_elements(ecrite)))


def _build(membre: Membre, choix: str, titre: str, template: str) -> Contenu:
    uuid = parse_uuid(choix)
    note = get_note(membre, uuid) if uuid else None
    if note is None:
        raise DocumentInconnu("Cette note n’existe pas, ou votre accès ne permet pas de la lire.")
    return build_texte(get_cadre(membre.espace), titre, template, {"note": write_note(get_page_note(membre, note))})


def write_note(page: PageNote) -> NoteEcrite:
    note = page.note
    qui = f"Décision demandée\u00a0: {note.instance}" if note.instance else "Décision demandée"
    quand = f", avant le {date_longue(note.attendue_le)}" if note.attendue_le else ""
    conseil = f"{note.recommandation}"
    if page.conseille is not None:
        conseil = f"{conseil}\nScénario conseillé\u00a0: {page.conseille.lettre}, {page.conseille.scenario.titre}."
    return NoteEcrite(
        question=note.question,
        demande=f"{qui}{quand}.",
        scenarios=tuple(f"{row.lettre}. {row.scenario.titre}" for row in page.scenarios),
        lignes=tuple((titre, tuple(texte for _, texte in cellules)) for titre, cellules in page.lignes),
        pourquoi_maintenant=note.pourquoi_maintenant,
        contexte=note.contexte,
        chiffres=tuple(chiffre.phrase for chiffre in page.chiffres),
        sources=tuple(f"{source.type_libelle}\u00a0: {source.libelle}" for source in page.sources),
        recommandation=conseil.strip(),
        avis_de=note.avis_de,
        avis=tuple(
            (
                row.nom,
                row.libelle_position,
                row.phrase,
                row.provenance,
            )
            for row in page.avis
        ),
        arbitrage=tuple(_write_arbitrage(page)),
    )


def _write_arbitrage(page: PageNote) -> Iterator[str]:
    arbitrage = page.arbitrage
    if arbitrage is None:
        return
    retenu = f"\u00a0: {page.retenu.lettre}, {page.retenu.scenario.titre}" if page.retenu else ""
    yield f"{arbitrage.get_issue_display()}{retenu}."
    yield arbitrage.pourquoi
    qui = arbitrage.decide_par or str((arbitrage.decision and arbitrage.decision.instance) or "Hors instance")
    code = f", décision {arbitrage.decision.code}" if arbitrage.decision else ""
    yield f"{qui}, le {date_longue(arbitrage.date)}{code}."


def _list_elements(note: NoteEcrite) -> Iterator[Element]:
    yield _paragraphe(note.demande)
    for titre, textes in (
        ("Pourquoi maintenant", [note.pourquoi_maintenant]),
        ("Ce qu’il faut savoir", [note.contexte, *note.chiffres]),
        ("Ce sur quoi la note s’appuie", list(note.sources)),
    ):
        if rows := [texte for texte in textes if texte]:
            yield Bloc(NatureBloc.TITRE, (titre,))
            yield from (_paragraphe(row) for row in rows)
    yield Bloc(NatureBloc.TITRE, ("Les scénarios",))
    lignes = tuple((titre, *cellules) for titre, cellules in note.lignes)
    yield Tableau("Comparaison des scénarios", ("Ce que l’on compare", *note.scenarios), lignes)
    if note.recommandation:
        yield Bloc(NatureBloc.TITRE, ("L’avis technique",))
        yield _paragraphe(f"{note.recommandation} ({note.avis_de})")
    if note.avis:
        yield Bloc(NatureBloc.TITRE, ("Ce qu’en pensent les partenaires",))
        yield Tableau("Avis des partenaires", ("De qui", "Avis", "En une phrase", "Quand"), note.avis)


def _paragraphe(texte: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, (texte,))


def record_notes() -> None:
    gels.record(
        Gelable(
            TYPE_NOTE, "gouvernance:note_detail", build_contenu_note, lambda membre, _note: can_update_instances(membre)
        )
    )
    types_documents.record(
        TypeDocument(
            CLE_NOTE,
            TITRE_NOTE,
            "La question, ce qu’il faut savoir, les scénarios côte à côte, les avis\u00a0; puis la décision.",
            (Famille.TEXTE,),
            can_list_instances,
            build_note,
            build_exemple_note,
            list_choix=list_choix_notes,
            libelle_choix="Laquelle ?",
            ordre=30,
        ),
        TypeDocument(
            CLE_COMPARAISON,
            TITRE_COMPARAISON,
            "Le tableau d’une note, sur une page : à poser sur la table d’une séance.",
            (Famille.TEXTE,),
            can_list_instances,
            build_comparaison,
            build_exemple_comparaison,
            list_choix=list_choix_notes,
            libelle_choix="De quelle note ?",
            ordre=31,
        ),
    )
