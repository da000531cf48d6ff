"""Two people of a group in one box: nothing that someone typed is lost."""

from convive.prise_poste.rules.case import MAX_TEXTE, fuse_redaction
from convive.socle.fusion_textes import MARQUE_MIEN


def test_lines_of_both_are_kept():
    redaction = fuse_redaction("un\ndeux", "un\ndeux\ntrois", "zéro\nun\ndeux")
    assert (redaction.texte, redaction.is_gardee) == ("zéro\nun\ndeux\ntrois", True)


def test_the_same_passage_changed_twice_is_asked_back_whole():
    redaction = fuse_redaction("un", "un peu", "un jour")
    assert not redaction.is_gardee
    assert "un peu" in redaction.texte
    assert "un jour" in redaction.texte
    assert "même endroit" in redaction.refus


def test_marks_left_in_the_text_are_not_saved():
    assert not fuse_redaction("un", f"{MARQUE_MIEN}\r\nun", "un").is_gardee


def test_a_text_that_is_too_long_is_given_back_as_it_was():
    long = "a" * (MAX_TEXTE + 1)
    redaction = fuse_redaction("", long, "")
    assert (redaction.texte, redaction.is_gardee) == (long, False)
    assert fuse_redaction("", "a" * MAX_TEXTE, "").is_gardee
