"""Faults introduced by hand in a copy of the project, one at a time: does the suite detect each of them?

    .venv/bin/python -m tools.mutations                  # all of them: each one runs its tests again
    .venv/bin/python -m tools.mutations secret voix      # those whose name contains one of these words
    .venv/bin/python -m tools.mutations --temoin         # only the tests, without any fault: they must pass

Each row gives a file, a text that occurs exactly once in it, its replacement, why that is a fault, and the tests that
should detect it. A row whose text is no longer found is an error: the code has changed, so update the row.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

PROJECT_DIR = Path(__file__).resolve().parents[1]
COPIES = ("src", "tests", "tools", "docs", "pyproject.toml", "run", "package.json")
CONTRAT = "tests/contrat/test_refus.py"
LECTURES = "tests/contrat/test_lectures.py"
ECHEC, PASSE = 1, 0


@dataclass(frozen=True, slots=True)
class Faute:
    """`fichier` is under src/convive. `essais` are arguments of pytest."""

    nom: str
    fichier: str
    avant: str
    apres: str
    pourquoi: str
    essais: tuple[str, ...]


FAUTES = (
    # Rules.
    Faute(
        "secret",
        "diagnostic/rules/secret.py",
        "if 0 < effectif < seuil}",
        "if 0 < effectif < seuil - 1}",
        "Un petit effectif est publié.",
        ("tests/diagnostic/rules/test_secret.py",),
    ),
    Faute(
        "place-en-cours",
        "espaces/rules.py",
        "(date_fin is None or date_fin > today)",
        "(date_fin is None or date_fin >= today)",
        "Une place fermée reste ouverte un jour de plus.",
        ("tests/espaces/test_rules.py",),
    ),
    Faute(
        "retard-d-une-etape",
        "plan_action/rules/retard.py",
        "timedelta(days=delai_jours + 1)",
        "timedelta(days=delai_jours)",
        "Une action est en retard un jour trop tôt.",
        ("tests/plan_action/rules/test_calculs.py",),
    ),
    Faute(
        "arrondi",
        "socle/formats.py",
        "rounding=ROUND_HALF_UP)",
        "rounding='ROUND_HALF_EVEN')",
        "0,5 s’arrondit à 0 : l’écran et le papier ne disent plus le même nombre.",
        ("tests/socle/test_formats.py",),
    ),
    # Selectors, and what each one sees.
    Faute(
        "action-interne-lue",
        "plan_action/models/fiche.py",
        "dans_portee.filter(PARTAGEES | equipe)",
        "dans_portee.filter(PARTAGEES | ~Q(pk=None))",
        "Les partenaires lisent les actions internes et les brouillons.",
        ("tests/plan_action/test_visibilite.py",),
    ),
    Faute(
        "echange-interne-lu",
        "echanges/models/discussion.py",
        "Q(is_interne=False) | internes,",
        "Q(),",
        "Un échange interne est lu de tous les membres.",
        ("tests/echanges/test_acces.py",),
    ),
    Faute(
        "piece-de-l-equipe-lue",
        "documents/models/piece.py",
        "Q(visibilite=Visibilite.TOUS) | Q(espace__in=get_espaces_droit(compte, DROIT_VOIR_INTERNES)),",
        "Q(),",
        "Une pièce marquée « L’équipe » est lue de tous.",
        ("tests/documents/views/test_piece_list.py", "tests/documents/views/test_piece_detail.py"),
    ),
    Faute(
        "service-d-un-autre-espace",
        "offre/selectors/equipement.py",
        "ServiceEquipement.objects.visible_to(membre.compte).filter(espace_id=membre.espace_id)",
        "ServiceEquipement.objects.visible_to(membre.compte)",
        "Un service d’un autre espace s’ouvre, et se change, dans celui-ci.",
        (CONTRAT, "-k", "another and offre"),
    ),
    Faute(
        "indicateur-d-un-autre-espace",
        "diagnostic/selectors/propres.py",
        ".filter(espace_id=membre.espace_id, pk=uuid)",
        ".filter(pk=uuid)",
        "Un indicateur d’un autre espace s’ouvre dans celui-ci.",
        (CONTRAT, "-k", "another and diagnostic"),
    ),
    # Actions.
    Faute(
        "trace-oubliee",
        "espaces/actions/note.py",
        "        record(by, Geste.SUPPRIMER, note, note.espace)",
        "        pass",
        "Une note disparaît sans que le journal le dise.",
        ("tests/espaces/test_notes.py", "tests/espaces/views/test_note_delete.py"),
    ),
    Faute(
        "version-oubliee",
        "espaces/actions/ecriture.py",
        "if self._version not in (None, self.objet.version):",
        "if self._version is None:",
        "Deux personnes écrivent en même temps, la première perd ce qu’elle a écrit.",
        ("tests/offre/actions/test_cof.py",),
    ),
    Faute(
        "signature-d-une-autre",
        "formation/actions/signature.py",
        "Emargement.objects.filter(demi_journee=demi_journee, cle=uuid).first()",
        "Emargement.objects.filter(demi_journee=demi_journee).first()",
        "N’importe quel appareil efface la signature d’une autre personne.",
        ("tests/formation/actions/test_presence.py",),
    ),
    Faute(
        "note-ecrite-trop-tard",
        "espaces/actions/note.py",
        '    """Bring back a note that was put aside."""\n    refuse_espace_expire(note.espace)\n',
        '    """Bring back a note that was put aside."""\n',
        "Une note revient dans un espace fini.",
        ("tests/espaces/test_notes.py",),
    ),
    # Permissions.
    Faute(
        "ctg-ecrite-par-tous",
        "convention/permissions.py",
        "        *DROIT_ECRIRE,\n        PILOTES,",
        "        *DROIT_ECRIRE,\n        PILOTES | {Role.COORDONNATEUR_THEMATIQUE.value},",
        "La coordination change la CTG.",
        (CONTRAT, "-k", "forms and convention"),
    ),
    Faute(
        "piece-d-une-autre",
        "documents/permissions.py",
        "return can_create_piece(membre) and piece.created_by_id == membre.compte_id",
        "return can_create_piece(membre)",
        "Un partenaire retire la pièce d’une autre personne.",
        (CONTRAT, "-k", "forms and documents"),
    ),
    Faute(
        "vue-d-une-autre",
        "plan_action/permissions.py",
        "else vue.auteur_id == membre.compte_id",
        "else can_create_vue(membre)",
        "Chacun renomme et supprime les vues des autres.",
        ("tests/plan_action/test_permissions.py",),
    ),
    Faute(
        "decision-d-une-autre",
        "gouvernance/permissions.py",
        "get_personnes(membre.compte).filter(pk=decision.responsable_id).exists():",
        "get_personnes(membre.compte):",
        "Qui porte une décision dit où en sont toutes les autres.",
        ("tests/gouvernance/test_permissions.py",),
    ),
    # Views.
    Faute(
        "annexe-ouverte",
        "convention/views/article.py",
        '"annexes/<int:numero>/", droit=can_update_ctg',
        '"annexes/<int:numero>/", droit=can_get_ctg',
        "Qui lit la CTG en écrit les annexes.",
        (LECTURES, "-k", "convention"),
    ),
    Faute(
        "enjeu-decide-par-tous",
        "diagnostic/views/enjeu.py",
        "ecrit=can_decide_enjeux",
        "ecrit=can_list_enjeux",
        "Qui lit les enjeux note ce qui est décidé.",
        (CONTRAT, "-k", "forms and diagnostic"),
    ),
    Faute(
        "espace-fini-ecrit",
        "espaces/views/acces.py",
        'if request.method not in ("GET", "HEAD") and not is_lecture:',
        'if request.method == "PUT" and not is_lecture:',
        "Un espace fini se change encore.",
        (CONTRAT, "-k", "expired and convention"),
    ),
    Faute(
        "connexion-oubliee",
        "espaces/views/page.py",
        "login_required(require_safe(self._build_vue(function, gabarit, droit)))",
        "require_safe(self._build_vue(function, gabarit, droit))",
        "Une page d’un espace ne demande plus de se connecter.",
        (CONTRAT, "-k", "log_in and gouvernance"),
    ),
    # Exports.
    Faute(
        "service-archive-exporte",
        "offre/exports/cofs.py",
        ".filter(archive_le__isnull=True)",
        "",
        "Le tableur des conventions rend des services que l’on a archivés.",
        ("tests/offre/exports/test_cofs.py",),
    ),
    # Templates.
    Faute(
        "montants-lus-de-tous",
        "offre/templates/offre/service_detail.html",
        "{{ soutien.organisation.nom|insecables }}{% if voit_montants %}",
        "{{ soutien.organisation.nom|insecables }}{% if soutien %}",
        "Les partenaires lisent ce que paie chaque collectivité.",
        ("tests/offre/views/test_service_detail.py",),
    ),
    Faute(
        "coordonnees-lues-de-tous",
        "acteurs/templates/acteurs/personne_detail.html",
        "{% if voit_coordonnees %}<c-section",
        "{% if personne %}<c-section",
        "Les adresses et les téléphones sont lus de tous.",
        ("tests/acteurs/views/test_personne_detail.py",),
    ),
    Faute(
        "bouton-de-trop",
        "espaces/templates/espaces/note_detail.html",
        '<c-slot name="actions">{% if peut_ecrire %}',
        '<c-slot name="actions">{% if note %}',
        "Une page propose à qui lit un bouton qui lui est refusé.",
        ("tests/espaces/views/test_note_detail.py",),
    ),
)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tools.mutations", description=__doc__.splitlines()[0])
    parser.add_argument("mots", nargs="*", help="Celles dont le nom contient l’un de ces mots.")
    parser.add_argument("--temoin", action="store_true", help="Sans aucune faute : tout doit passer.")
    arguments = parser.parse_args()
    fautes = [f for f in FAUTES if not arguments.mots or any(mot in f.nom for mot in arguments.mots)]
    with tempfile.TemporaryDirectory(prefix="convive-mutations-") as dossier:
        copie = copy_projet(Path(dossier))
        resultats = {faute.nom: try_faute(copie, faute, is_temoin=arguments.temoin) for faute in fautes}
    attendu = "rien" if arguments.temoin else "vue"
    manques = [nom for nom, resultat in resultats.items() if resultat != attendu]
    print(f"{len(resultats) - len(manques)} sur {len(resultats)}. {', '.join(manques)}".rstrip())
    return 1 if manques else 0


def copy_projet(dossier: Path) -> Path:
    for nom in COPIES:
        source = PROJECT_DIR / nom
        if source.is_dir():
            shutil.copytree(source, dossier / nom, ignore=shutil.ignore_patterns("__pycache__"))
        elif source.exists():
            shutil.copy2(source, dossier / nom)
    return dossier


def try_faute(copie: Path, faute: Faute, *, is_temoin: bool) -> str:
    """Try one fault, then restore the file. Return « vue » if a test fails, « rien » if all pass, « erreur » if the
    fault could not be tried."""
    fichier = copie / "src" / "convive" / faute.fichier
    texte = fichier.read_text(encoding="utf-8")
    if texte.count(faute.avant) != 1:
        print(f"{faute.nom} : erreur, le texte est {texte.count(faute.avant)} fois dans {faute.fichier}", flush=True)
        return "erreur"
    if not is_temoin:
        fichier.write_text(texte.replace(faute.avant, faute.apres), encoding="utf-8")
    try:
        code = run_essais(copie, faute.essais)
    finally:
        fichier.write_text(texte, encoding="utf-8")
    resultat = {ECHEC: "vue", PASSE: "rien"}.get(code, "erreur")
    print(f"{faute.nom} : {resultat}. {faute.pourquoi}", flush=True)
    return resultat


def run_essais(copie: Path, essais: Sequence[str]) -> int:
    """Run tests without migrations, which would take most of the time of a short run."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-n", "0", "--no-migrations", "--no-header", "--tb=no"]
    environment = {**os.environ, "CONVIVE_VAR": str(copie / "var"), "CONVIVE_STATIC_SIMPLE": "1"}
    done = subprocess.run(
        [*command, "-p", "no:randomly", "-p", "no:cacheprovider", *essais],
        cwd=copie, env=environment, check=False, capture_output=True, text=True,
    )  # fmt: skip
    if done.returncode not in (ECHEC, PASSE):
        print(done.stdout[-2000:], done.stderr[-2000:], flush=True)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
