from datetime import date

import pytest

from convive.diagnostic.actions.chapitre import (
    create_chapitre,
    update_chapitre,
    update_masque_chapitre,
    update_ordre_chapitre,
)
from convive.diagnostic.actions.diagnostic import create_diagnostic, validate_diagnostic
from convive.diagnostic.models import Chapitre, Diagnostic
from convive.diagnostic.selectors.diagnostic import list_chapitres
from convive.espaces.actions.ecriture import FicheChangee, Saisie
from convive.espaces.rules import EspaceRefuse
from convive.espaces.selectors.texte import get_textes, list_versions
from convive.journal.models import Geste, Journal
from tests.diagnostic.chapitres import get_chapitre
from tests.espaces.factories import create_thematique

pytestmark = pytest.mark.django_db


def get_place(diagnostic: Diagnostic, compte):
    return diagnostic.espace.membres.select_related("espace", "compte").get(compte=compte)


def write(chapitre: Chapitre, by, **textes: str) -> bool:
    saisie = Saisie(dict(get_textes(chapitre)) | textes, chapitre.version)
    return update_chapitre(by=by, chapitre=chapitre, saisie=saisie)


def test_a_diagnosis_starts_with_the_usual_chapters_and_one_for_each_thematique(diagnostic, espace):
    chapitres = list_chapitres(diagnostic)
    assert [c.cle for c in chapitres if c.cle != "thematique"] == [
        "territoire", "population", "ressources", "cadre_de_vie", "partenaires", "afom", "enjeux", "sources",
    ]  # fmt: skip
    noms = [c.titre for c in chapitres if c.cle == "thematique"]
    assert noms == list(espace.thematiques.order_by("ordre").values_list("nom", flat=True))
    assert not any(c.has_mots for c in chapitres)
    assert (diagnostic.numero, diagnostic.statut) == (1, "en_cours")


def test_two_clicks_start_one_diagnosis(diagnostic, espace, chargee):
    assert create_diagnostic(by=chargee, espace=espace) == diagnostic
    assert Diagnostic.objects.count() == 1


def test_words_are_saved_with_their_author_and_their_versions(diagnostic, chargee, directeur):
    chapitre = get_chapitre(diagnostic)
    assert write(chapitre, directeur, voyons="Moins de naissances.")
    chapitre = get_chapitre(diagnostic)
    assert (chapitre.voyons, chapitre.version, chapitre.updated_by) == ("Moins de naissances.", 2, directeur)
    assert [ligne.auteur_nom for ligne in list_versions(chapitre)] == ["Directeur", "Chargee"]
    # The same words again change nothing.
    assert not write(chapitre, chargee)
    assert get_chapitre(diagnostic).version == 2


def test_a_chapter_that_is_too_old_saves_nothing(diagnostic, chargee, directeur):
    chapitre, meme = get_chapitre(diagnostic), get_chapitre(diagnostic)
    write(chapitre, directeur, voyons="Les familles s’installent.")
    with pytest.raises(FicheChangee):
        write(meme, chargee, ignorons="Combien repartent ?")
    assert get_chapitre(diagnostic).ignorons == ""


def test_chapters_move_hide_and_come_back(diagnostic, chargee):
    territoire, population = get_chapitre(diagnostic, "territoire"), get_chapitre(diagnostic)
    update_ordre_chapitre(by=chargee, chapitre=population, pas=-1)
    update_ordre_chapitre(by=chargee, chapitre=get_chapitre(diagnostic), pas=-1)
    assert [c.cle for c in list_chapitres(diagnostic)][:2] == ["population", "territoire"]
    update_masque_chapitre(by=chargee, chapitre=territoire, is_masque=True)
    assert territoire not in list_chapitres(diagnostic, with_masques=False)
    update_masque_chapitre(by=chargee, chapitre=territoire, is_masque=False)
    assert territoire in list_chapitres(diagnostic, with_masques=False)
    # The sources neither move nor hide: the last chapter before them stays where it is.
    enjeux = get_chapitre(diagnostic, "enjeux")
    update_ordre_chapitre(by=chargee, chapitre=enjeux, pas=1)
    assert [c.cle for c in list_chapitres(diagnostic)][-2:] == ["enjeux", "sources"]
    with pytest.raises(EspaceRefuse, match="sources ne se masque pas"):
        update_masque_chapitre(by=chargee, chapitre=get_chapitre(diagnostic, "sources"), is_masque=True)


def test_chapters_are_added_before_the_sources(diagnostic, espace, chargee):
    libre = create_chapitre(by=chargee, diagnostic=diagnostic, titre="  Les  vacances ")
    seniors = create_chapitre(by=chargee, diagnostic=diagnostic, thematique=create_thematique(espace, "Seniors"))
    assert [(c.titre, c.cle) for c in list_chapitres(diagnostic)][-3:-1] == [
        ("Les vacances", "libre"),
        ("Seniors", "thematique"),
    ]
    assert create_chapitre(by=chargee, diagnostic=diagnostic, thematique=seniors.thematique) == seniors
    with pytest.raises(EspaceRefuse, match="Donnez un titre"):
        create_chapitre(by=chargee, diagnostic=diagnostic, titre=" ")
    assert libre.espace_id == espace.pk


def test_a_validated_version_never_changes_and_the_next_one_starts_from_it(diagnostic, espace, chargee):
    write(get_chapitre(diagnostic), chargee, voyons="Écrit avant.")
    update_masque_chapitre(by=chargee, chapitre=get_chapitre(diagnostic, "afom"), is_masque=True)
    validate_diagnostic(
        by=get_place(diagnostic, chargee),
        diagnostic=diagnostic,
        jour=date(2026, 6, 12),
        validation="le comité de pilotage",
    )
    with pytest.raises(EspaceRefuse, match="est validé"):
        write(get_chapitre(diagnostic), chargee, voyons="Écrit après.")
    with pytest.raises(EspaceRefuse, match="est validé"):
        validate_diagnostic(
            by=get_place(diagnostic, chargee), diagnostic=diagnostic, jour=date(2026, 6, 13), validation="un autre"
        )
    suivant = create_diagnostic(by=chargee, espace=espace)
    assert (suivant.numero, suivant.diagnostic_precedent) == (2, diagnostic)
    assert get_chapitre(suivant).voyons == "Écrit avant."
    assert get_chapitre(suivant, "afom").is_masque
    write(get_chapitre(suivant), chargee, voyons="Écrit après.")
    assert get_chapitre(diagnostic).voyons == "Écrit avant."


def test_each_action_leaves_its_line(diagnostic, chargee):
    write(get_chapitre(diagnostic), chargee, voyons="Des mots.")
    validate_diagnostic(
        by=get_place(diagnostic, chargee), diagnostic=diagnostic, jour=date(2026, 6, 12), validation="le COPIL"
    )
    gestes = set(Journal.objects.for_espace(diagnostic.espace_id).values_list("geste", "objet_type"))
    assert {
        (Geste.CREER, "diagnostic"),
        (Geste.MODIFIER, "chapitre"),
        (Geste.VALIDER, "diagnostic"),
    } <= gestes
