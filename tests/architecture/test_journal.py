"""Every action writes to the journal, which invalidates the cache of home pages (ADR 0019)."""

import ast
from collections.abc import Iterator
from functools import cache

from tests.architecture.maison import SOURCE_DIR

type Fonction = tuple[str, str]
RECORD: Fonction = ("convive.journal.actions", "record_geste")

# Actions without a line of their own, and why they do not make a cached home page wrong.
SANS_GESTE = {
    "comptes.actions.premier_compte.create_code": "nobody is there yet, and no home",
    "config.demo.actions.delete_demo": "the espaces go, with their homes",
    "diagnostic.actions.avis.create_avis_lien": "the link writes the line",
    "diagnostic.actions.avis.create_avis_liste": "the link writes the line",
    "diagnostic.actions.vote.record_votes": "secret: who reads votes is a living provider",
    "documents.actions.lecture.read_version": "changes nothing that is shown",
    "documents.actions.piece.delete_pieces_oubliees": "files that nothing shows any more",
    "documents.actions.travail.delete_travaux": "jobs are on no home",
    "documents.actions.travail.delete_travaux_perimes": "jobs are on no home",
    "documents.actions.travail.reopen_travaux_perdus": "jobs are on no home",
    "donnees.actions.import_territoires": "the installation; the build of the figures is in the print",
    "echanges.actions.notification.notify_travail": "the bell is read at each visit",
    "echanges.actions.notification.update_notifications_lues": "the bell is read at each visit",
    "echanges.actions.preference.delete_lettre": "on no home",
    "echanges.actions.preference.update_preference": "on no home",
    "echanges.actions.suivi.update_suivi": "on no home",
    "espaces.actions.lien_magique.record_tentative": "on no home",
    "formation.actions.conservation.delete_sessions_anciennes": "what was forgotten in its time is on no home",
    "formation.actions.lecture.delete_projet": "a trainee’s own reading, on no home",
    "formation.actions.lecture.import_projet": "a trainee’s own reading, on no home",
    "formation.actions.lecture.record_note": "a trainee’s own reading, on no home",
    "formation.actions.lundi.create_lundis": "each message writes its line when it leaves",
    "formation.actions.reponse.record_reponse": "a trainee’s own words, saved while she types, on no home",
    "formation.actions.salle.create_question_mur": "nobody is named, and the wall is on no home",
    "formation.actions.verification.record_verification": "who checks a code is on no home",
    "gouvernance.actions.visite.update_visite": "where one is in one’s own reading, on no home",
    "journal.actions.delete_consultations": "who only looks is not in the print",
    "gouvernance.actions.voix.record_voix_lien": "the link writes the line",
    "journal.actions.delete_noms": "whoever erases a person writes the line",
    "plan_action.actions.vue.update_colonnes": "on no home",
    "plan_action.actions.point.record_reponses": "the link writes the line",
    "recherche.actions.record_entrees": "an index, derived from the rows",
    "recherche.actions.update_index": "an index, derived from the rows",
    "territoires.actions.create_perimetre": "the espace that takes it writes the line",
    "territoires.actions.import_passages": "the installation; the build of the figures is in the print",
    "territoires.actions.import_territoires": "the installation; the build of the figures is in the print",
}


@cache
def read_fonctions() -> dict[Fonction, ast.FunctionDef]:
    """The functions of each module, and methods as « Class.method »."""
    return {(module, name): node for module, tree in read_modules().items() for name, node in list_fonctions(tree)}


@cache
def read_modules() -> dict[str, ast.Module]:
    modules = {}
    for path in SOURCE_DIR.rglob("*.py"):
        if "migrations" not in path.parts:
            parts = path.relative_to(SOURCE_DIR).with_suffix("").parts
            name = ".".join(("convive", *(parts[:-1] if parts[-1] == "__init__" else parts)))
            modules[name] = ast.parse(path.read_text(encoding="utf-8"))
    return modules


def list_fonctions(tree: ast.Module) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in tree.body:
        if isinstance(node, ast.FunctionDef):
            yield node.name, node
        elif isinstance(node, ast.ClassDef):
            yield from ((f"{node.name}.{m.name}", m) for m in node.body if isinstance(m, ast.FunctionDef))


@cache
def read_imports(module: str) -> dict[str, Fonction]:
    nodes = (node for node in ast.walk(read_modules()[module]) if isinstance(node, ast.ImportFrom) and node.module)
    return {alias.asname or alias.name: (str(node.module), alias.name) for node in nodes for alias in node.names}


def list_appelees(fonction: Fonction) -> Iterator[Fonction]:
    """The functions named in the code of this one: of its own module, imported ones, those of an imported module."""
    module, imports = fonction[0], read_imports(fonction[0])
    for node in ast.walk(read_fonctions()[fonction]):
        if isinstance(node, ast.Name):
            yield imports.get(node.id, (module, node.id))
        elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in imports:
            yield ".".join(imports[node.value.id]), node.attr


def has_geste(fonction: Fonction) -> bool:
    """Whether this function can write to the journal, directly or not."""
    seen, waiting = set(), [fonction]
    while waiting:
        current = waiting.pop()
        if current == RECORD:
            return True
        if current in read_fonctions() and current not in seen:
            seen.add(current)
            waiting.extend(list_appelees(current))
    return False


def is_action(fonction: Fonction, node: ast.FunctionDef) -> bool:
    """A public function of an `actions` module with a transaction of its own."""
    module, name = fonction
    if not {"actions"} & set(module.split(".")) or name.startswith("_") or "." in name:
        return False
    blocks = (item.context_expr for bloc in ast.walk(node) if isinstance(bloc, ast.With) for item in bloc.items)
    return any("atomic" in ast.unparse(expression) for expression in (*node.decorator_list, *blocks))


def test_every_action_writes_in_the_journal_or_says_why_not() -> None:
    actions = {
        f"{fonction[0]}.{fonction[1]}".removeprefix("convive."): fonction
        for fonction, node in read_fonctions().items()
        if is_action(fonction, node)
    }
    assert len(actions) > 100
    silent = {name for name, fonction in actions.items() if not has_geste(fonction)}
    assert silent - set(SANS_GESTE) == set(), "Record a geste, or say in SANS_GESTE why no home shows what it changes."
    assert set(SANS_GESTE) - silent == set(), "These do not exist any more, or write in the journal."
