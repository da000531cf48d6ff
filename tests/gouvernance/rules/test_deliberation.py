"""What the draft of a délibération says, from what is known of a decision."""

from dataclasses import replace
from datetime import date

from convive.gouvernance.rules import deliberation as regles
from convive.gouvernance.rules.deliberation import FaitsDeliberation

FAITS = FaitsDeliberation("Ouvrir vingt places", date(2026, 6, 12), "2026-004", instance="Comité de pilotage")


def test_a_committee_is_followed_an_assembly_decides():
    premier = regles.list_articles(FAITS, is_controlee=True)[0]
    assert premier == "Approuve l’orientation suivante\xa0: Ouvrir vingt places."
    conseil = replace(FAITS, is_assemblee=True, voix=(12, 1, 0))
    assert regles.list_articles(conseil, is_controlee=True)[0].startswith("Décide ce qui suit")
    # The votes of a committee are never those of the assembly.
    assert regles.get_votes(replace(FAITS, voix=(12, 1, 0))) == ("[nombre]", "[nombre]", "[nombre]")
    assert regles.get_votes(conseil) == ("12", "1", "0")


def test_money_is_an_estimate_or_nothing():
    assert "le cas échéant" in regles.list_articles(FAITS, is_controlee=False)[2]
    estime = replace(FAITS, cout="9 000 € en 2027 (estimation\xa0: la commune)")
    assert "estimés à 9 000 € en 2027" in regles.list_articles(estime, is_controlee=False)[2]
    assert "À confirmer" in regles.list_articles(estime, is_controlee=False)[2]
    assert "représentant de l’État" in regles.list_articles(FAITS, is_controlee=True)[3]
    assert "représentant de l’État" not in regles.list_articles(FAITS, is_controlee=False)[3]


def test_what_was_heard_is_recalled_without_its_words():
    faits = replace(
        FAITS, chiffres=("Familles\xa0: 20 (Guichet, 2026)",), avis=(("La Caf", "réservé", date(2026, 5, 2)),)
    )
    assert regles.list_considerants(faits) == [
        "les données suivantes\xa0: Familles\xa0: 20 (Guichet, 2026)",
        "l’avis réservé donné le 2\xa0mai\xa02026 (La Caf)",
        "la décision n°\xa02026-004 (Comité de pilotage) du 12\xa0juin\xa02026",
    ]
    assert regles.list_considerants(replace(FAITS, instance=""))[0].startswith("l’intérêt")
    rapport = regles.list_rapport(replace(faits, question="Où\xa0?", scenario="L’école", pourquoi="Plus tôt"))
    assert rapport[-1] == "Plus tôt."
    assert any("(Comité de pilotage), il a été décidé ceci" in phrase for phrase in rapport)


def test_plain_words_keep_one_line_a_block():
    html = (
        "<h1>Titre</h1><h2>Partie</h2>\n<p><strong>Article 1.</strong> Décide\nceci<br>et cela</p><ul><li>un</li></ul>"
    )
    html += "<table><tr><th>Pour</th><th>Contre</th></tr><tr><td>1</td><td>2</td></tr></table>"
    assert regles.write_brut(html).split("\n") == [
        "Titre",
        "",
        "Partie",
        "Article 1. Décide ceci",
        "et cela",
        "– un",
        "Pour | Contre",
        "1 | 2",
    ]
