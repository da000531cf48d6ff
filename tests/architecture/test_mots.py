"""The phrases rejected by docs/lexique.md, which nobody would say on the telephone, are not used on screen."""

import re
from pathlib import Path

import pytest

from tests.architecture.maison import find_wrong
from tests.architecture.phrases import COMMENTAIRE, COMMENTAIRE_YAML, CONTENUS, PHRASES, TEMPLATES, list_phrases

SANS_NOM = r"(?:anime|organise|finance|emploie|observe|importe|pilote|signe|contrôle|l’a (?:écrit|envoyé|noté|fait)e?)"
# What to write → what not to write.
MOTS = {
    "visible par": r"\b(?:est|sont|sera|seront) (?:plus |pas )?(?:que )?(?:lu|vu)e?s? (?:que )?(?:d’|du |des? |par )"
    r"|(?<!point de )(?<!\b[Ll]a )\b(?:[Ll]u|[Vv]u)e?s? (?:que )?des? (?:la "
    "|l’|tous|vous|partenaires|membres|élu|seuls?)",
    "modifier": r"\b(?:se|s’y) change(?:nt)?\b",
    "télécharger": r"(?<![\w/#:.\-])[Ee]mport(?:er|ez|e|é|ée|és|ées|ent)(?![\w/:\-]|\.\w)",
    "accès": r"\b(?:[Vv]otre|[Mm]a|[Ss]a|[Cc]ette) place (?:est (?:limitée|fermée|confirmée)|ne |n’|permet|finit)"
    r"|\bplaces? (?:limitées?|entières?|à confirmer|dans (?:l’|un |cet |aucun )espace)"
    r"|\b(?:[Cc]hanger|[Ff]ermer|[Cc]onfirmer) (?:la|sa|votre) place\b",
    "action, étape, clic": r"(?<![\w\"'={/:.])[Gg]estes?(?![\w=\"':}(/]|\.\w|\s*:)",
    "un nom devant « qui »": rf"\b(?:de|à|par|pour|chez|sauf) qui {SANS_NOM}\b"
    rf"|(?:^|>|[\"«]\s?)(?:Q|Pour q)ui {SANS_NOM}\s*(?:$|[<\"»])",
    "indiquer": r"\b[Dd]ites (?:pourquoi|qui|ce qu(?:e\b|’)|comment|quelle?|lequel|aussi|maintenant|avant)",
    "échanges": r"\b[Cc]e qui (?:s’en dit|s’est dit|s’en est dit)\b",
    "non précisé": r"\b(?:[Nn]on|pas encore) dite?s?\b",
    "e-mail": r"(?<![\w/.])[Cc]ourriels?(?![\w/]|\.\w)",
    "l’équipe de coopération": r"\bla coopération, la (?:direction|coordination)",
    "l’administrateur·rice technique": r"\bl’administration technique\b",
    "pour l’instant": r"\b[Pp]ersonne encore\b|\bAucune?(?: [a-zéèêà]+)? encore\b|\bRien encore\b",
    "version gardée": r"\b[Éé]tats? figés?\b|\b[Ff]ige(?:r|z)\b(?!/)",
    "chercher, voir": r">\s*(?:Filtrer|Montrer|Rechercher)\s*<",
    "annuler": r"\b[Dd]éfaites\b|\bse défait\b",
    "la page d’origine": r"\b[Ll]’objet (?:lui-même )?n’est plus\b|\bobjet disparu\b|\bou son objet\b",
    "la page concernée": r"\b[Cc]e dont (?:il|elle|ils|elles|on) parl",
    "sans date de fin": r"\bsans fin prévue\b",
    "vous n’y avez pas accès": r"\bne vous est pas ouverte?\.|\bn’est pas visible de vous\b"
    r"|\bou ne vous concerne pas\b",
    "qui peut lire": r"\bQui lira\b",
    "ne fonctionne plus": r"\b[Ll]iens? éteints?\b|\bs’éteint\b",
    "être proposé": r"\b(?:se|s’y) propose(?:ra|nt|ront)?\b",
    "être préparé": r"\bn’a pas pu (?:en )?sortir\b",
    "vous pouvez tout y essayer": r"\btout s’y essaie\b|\bn’a de suite\b",
    "le premier numéro": r"\{n\} est le rang|\{parent\} (?:est )?le numéro",
    "fait, répond": r"\bun A et un seul\b|\bun R au moins\b|\bmettez (?:un A|au moins un R)\b",
    "le total des points": r"\b[Ll]es poids font\b",
    "retenus sur": r"\bdeviennent (?:deux|trois|quatre|cinq|six|sept|huit)\b",
    "communes choisies": r"\b[Pp]érimètre composé\b",
    "intercommunalités semblables": r"\bEPCI semblables\b",
    "garder comme constat, créer un espace": r"\bEn tirer un constat\b|\bY travailler à plusieurs\b",
    "retirer l’accès": r"\bFermer l’accès\b",
    "un seul point médian, partout": r"[a-zé]\((?:e|ne|trice|rice)\)|·e·s\b|\bun élu·e\b|\b[Cc]oordinateur·",
}
PAGES_REGLES = Path(__file__).parents[2] / "docs" / "regles"
REGLES = {mot: re.compile(motif, re.M) for mot, motif in MOTS.items()}
# Exceptions, and why.
ADMIS = {
    "n’emporte aucun transfert de compétence": "« emporter » au sens du droit",
    "Les statuts sont lus par la légende": "Convive lit un fichier",
    "Vous dites ce que le lieu a changé": "une carte de rôle, que l’on joue",
    "courriel contact": "les titres de colonnes que l’on trouve dans les tableurs",
    "nature: courriel": "la valeur gardée d’un échange",
    "Par courriel ou par la demande en ligne": "la démonstration, écrite par un organisme inventé",
    "Reçus par courriel": "la démonstration, écrite par un organisme inventé",
    "n’admet pas le geste": "pour qui écrit le code",
    "Le geste {} n’a pas de durée": "pour qui écrit le code",
    "un geste du journal": "pour qui écrit le code",
    "d’un à {} gestes": "pour qui écrit le code",
}
# Without models, whose verbose names would need a migration to change.
ECRITS = [path for path in PHRASES if "models" not in (*path.parts, path.stem)]
# The parts of a template that are not shown: attributes, and tags without text.
ATTRIBUTS = re.compile(r"\b(?:id|name|value|href|class|icone|for)=\"[^\"]*\"|{[%{][^\"'%}]*[%}]}")


def find(texte: str) -> list[str]:
    """« what to write : what is written » for each rejected phrase."""
    for admis in ADMIS:
        texte = texte.replace(admis, "")
    return [
        f"{mot} : {texte[max(0, found.start() - 40) : found.end() + 20]}"
        for mot, regle in REGLES.items()
        for found in regle.finditer(texte)
    ]


def read_template(texte: str) -> str:
    return ATTRIBUTS.sub("", COMMENTAIRE.sub("", texte))


def read_phrases(code: str) -> str:
    """The sentences of a module; a single word is a key of the code, not a sentence."""
    return "\n".join(phrase for phrase in list_phrases(code) if " " in phrase)


def read_contenu(texte: str) -> str:
    return COMMENTAIRE_YAML.sub("", texte)


def test_templates_say_the_words_of_the_lexicon():
    assert find_wrong(TEMPLATES, lambda texte: find(read_template(texte))) == {}


def test_sentences_say_the_words_of_the_lexicon():
    assert find_wrong(ECRITS, lambda code: find(read_phrases(code))) == {}


def test_contents_say_the_words_of_the_lexicon():
    assert find_wrong(CONTENUS, lambda texte: find(read_contenu(texte))) == {}


def test_rules_explained_without_code_say_access_and_action():
    """The rules of docs/regles are read by people too; droits.md is written from the sentences of the code."""
    mots = re.compile(
        r"\bplaces? limitées?\b|(?<![\w/`_.])gestes?\b(?![\w/`_.])|(?<![\w/`_.])[Cc]ourriels?\b(?![\w/`_])"
    )
    pages = sorted(PAGES_REGLES.glob("*.md"))
    assert pages
    assert {page.name: found for page in pages if (found := mots.findall(page.read_text(encoding="utf-8")))} == {}


def test_an_exception_that_serves_no_more_goes():
    textes = [read_phrases(path.read_text(encoding="utf-8")) for path in ECRITS]
    textes += [path.read_text(encoding="utf-8") for path in CONTENUS]
    assert [admis for admis in ADMIS if not any(admis in texte for texte in textes)] == []


@pytest.mark.parametrize(
    "texte",
    [
        "Lue des partenaires et de la Caf",
        "Elle est lue de ceux qui lisent la décision",
        "Un fichier à relire n’est vu que de qui l’a envoyé",
        "Cet espace ne se change plus",
        '<c-section titre="L’emporter">',
        "Une place limitée voit les services",
        "Votre place est limitée",
        "Autres gestes",
        "Notes pour qui anime",
        '<c-section titre="Qui finance">',
        "Dites pourquoi",
        "Ce qui s’en dit",
        "Non dit",
        "Vérifiez vos courriels",
        "la coopération, la direction et la coordination",
        "sauf l’administration technique",
        "Personne encore",
        "Aucune lettre encore",
        "Supprimer cet état figé",
        "<button>Filtrer</button>",
        "Ce changement se défait",
        "L’objet n’est plus là",
        "Ce que l’on joint reste à côté de ce dont il parle",
        "Fin : sans fin prévue",
        "Cette note n’est pas ici, ou ne vous est pas ouverte.",
        "Qui lira ce commentaire ?",
        "Lien éteint",
        "L’ordre du jour se propose de lui-même",
        "Ce document n’a pas pu sortir",
        "un espace où tout s’y essaie",
        "Dites avant quelle date.",
        "un élu·e",
        "{n} est le rang de l’élément",
        "Sur chaque ligne, un A et un seul, un R au moins.",
        "Les poids font 100.",
        "Douze deviennent cinq",
        "Périmètre composé : 14 communes",
        "les 8 EPCI semblables",
        "<button>En tirer un constat</button>",
        "<c-bouton>Y travailler à plusieurs</c-bouton>",
        "<c-bouton>Fermer l’accès</c-bouton>",
    ],
)
def test_rule_sees_what_is_not_said(texte: str):
    assert find(read_template(texte))


@pytest.mark.parametrize(
    "texte",
    [
        "La météo, du point de vue de la personne qui pilote",
        "Vingt places dans deux crèches",
        '<section id="emporter" name="geste">{% url "plan_action:emport_list" %}',
        "la personne qui anime",
        "Qui pilote cette action ?",
        "l’équipe de coopération et la direction",
        "{# ce geste #}",
        '<c-section id="a-figer" titre="La version gardée">',
    ],
)
def test_rule_lets_the_rest(texte: str):
    assert find(read_template(texte)) == []
