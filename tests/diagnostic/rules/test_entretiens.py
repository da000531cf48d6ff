from convive.diagnostic.rules.elements import MAX_VERBATIM
from convive.diagnostic.rules.entretiens import split_passages


def test_each_line_with_words_is_a_passage():
    texte = "– « On refuse dix familles. »\n\n  • L’équipe tourne à trois\n« Le soir », rien\n-\n"
    assert split_passages(texte) == ["On refuse dix familles.", "L’équipe tourne à trois", "« Le soir », rien"]
    assert split_passages("") == []
    assert len(split_passages("a" * (MAX_VERBATIM + 5))[0]) == MAX_VERBATIM
