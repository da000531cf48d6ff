"""What the chapter « Enjeux et priorités » shows."""

from datetime import date

import pytest
from django.utils import timezone

from convive.diagnostic.actions.enjeu import SaisieDecision, record_decision
from convive.diagnostic.actions.vote import close_tour
from convive.diagnostic.chapitres import ContexteChapitre
from convive.diagnostic.exports.contenus_enjeux import build_enjeux, count
from convive.diagnostic.rules.contenus import TableauSource, Texte
from tests.diagnostic.factories import create_enjeu_essai, create_tour_essai, vote

pytestmark = pytest.mark.django_db


def build_contexte(espace) -> ContexteChapitre:
    return ContexteChapitre(espace, None, timezone.localdate(), "enjeux")


def test_chapter_is_empty_without_enjeu(espace):
    assert list(build_enjeux(build_contexte(espace))) == []
    assert count(build_contexte(espace)) == ()


def test_chapter_tells_what_is_kept_and_why_the_others_are_not(espace, chargee, elue):
    garde, ecarte, _ = (create_enjeu_essai(espace, nom) for nom in ("Le gardé", "L’écarté", "Le dernier"))
    tour = create_tour_essai(espace)
    vote(tour, elue, garde, 4, 4, 4, 4, 4)
    for enjeu, decision in ((garde, "retenu"), (ecarte, "ecarte")):
        saisie = SaisieDecision(decision, "Parce que.", "COPIL", date(2026, 6, 12))
        record_decision(by=chargee, enjeu=enjeu, saisie=saisie)
    # A vote that is open says nothing in a document.
    blocs = list(build_enjeux(build_contexte(espace)))
    assert not any("sur 100" in ligne for bloc in blocs if isinstance(bloc, Texte) for ligne in bloc.bloc.lignes)
    close_tour(by=chargee, tour=tour)
    textes = [bloc.bloc.lignes for bloc in build_enjeux(build_contexte(espace)) if isinstance(bloc, Texte)]
    assert textes[0] == ("Trois enjeux ont été écrits, un est retenu.",)
    assert textes[1] == ("Le gardé (100 sur 100). Parce que.",)
    assert "Importance du besoin 30" in textes[2][0]
    tableaux = [bloc.tableau for bloc in build_enjeux(build_contexte(espace)) if isinstance(bloc, TableauSource)]
    assert [(t.legende, t.lignes) for t in tableaux] == [
        ("Écartés", (("L’écarté", "–", "Parce que.", "COPIL, 12\u00a0juin\u00a02026"),)),
        ("À décider", (("Le dernier", "–", "–", "–"),)),
    ]
    assert [(compte.nombre, compte.singulier) for compte in count(build_contexte(espace))] == [(3, "enjeu")]
