"""A convention made of words: frozen and read again, compared, told in blocks."""

import json
from dataclasses import replace
from datetime import date

import pytest

from convive.convention.rules.document import (
    AnnexeEcrite,
    ArticleEcrit,
    ConventionEcrite,
    ConventionIllisible,
    PartieEcrite,
    compare_conventions,
    dump_convention,
    list_elements,
    load_convention,
)
from convive.documents.rules.blocs import Tableau, list_lignes
from convive.socle.comparaison import Nature
from convive.socle.texte import Bloc, NatureBloc

ECRITE = ConventionEcrite(
    nom="CTG 2024-2028",
    territoire="Pays d’essai",
    date_debut=date(2024, 1, 1),
    date_fin=date(2028, 12, 31),
    date_signature=None,
    communes=("Charroux", "Civray"),
    parties=(PartieEcrite("Caf d’essai", "Cosignataire", "[à compléter : adresse du siège]", "Une Personne"),),
    visas=("Vu le code",),
    articles=(
        ArticleEcrit("p", None, "Préambule", "Bonjour.\n\n- une ligne"),
        ArticleEcrit("a", 1, "Objet", "# Un intertitre\n\nDeux crèches et [à compléter : le reste]."),
        ArticleEcrit("b", 2, "Durée", "Cinq ans."),
    ),
    annexes=(AnnexeEcrite(6, "Délibérations", (Tableau("Actes", ("Qui", "Quand"), (("Caf", "en attente"),)),)),),
    avenants=("Avenant n° 1",),
)


def test_what_is_frozen_is_read_again_word_for_word():
    for ecrite in (ECRITE, replace(ECRITE, date_signature=date(2023, 12, 14))):
        assert load_convention(json.loads(json.dumps(dump_convention(ecrite)))) == ecrite


@pytest.mark.parametrize(
    "change",
    [{"format": 2}, {"articles": [{"x": 1}]}, {"date_fin": "hier"}, {"annexes": [{"numero": 1}]}, {"parties": 3}],
)
def test_a_state_that_was_changed_is_refused(change: dict[str, object]):
    with pytest.raises(ConventionIllisible):
        load_convention(dump_convention(ECRITE) | change)


def test_blocks_hold_every_word_and_skip_no_level():
    elements = list_elements(ECRITE)
    lignes = "\n".join(list_lignes(elements))
    for mots in ("Caf d’essai", "Vu le code", "Article 1 – Objet", "Un intertitre", "Annexe 6", "Caf | en attente"):
        assert mots in lignes
    assert Bloc(NatureBloc.SOUS_TITRE, ("Un intertitre",)) in elements


def test_what_is_left_to_write_says_where():
    assert [(manque.ou, manque.quoi) for manque in ECRITE.list_manques()] == [
        ("Caf d’essai", "adresse du siège"),
        ("Article 1 – Objet", "le reste"),
    ]
    assert [article.titre for article in ECRITE.preliminaires] == ["Préambule"]
    assert [article.numero for article in ECRITE.corps] == [1, 2]


def test_two_states_are_compared_article_by_article():
    apres = replace(
        ECRITE,
        date_fin=date(2029, 6, 30),
        date_signature=date(2023, 12, 14),
        communes=("Charroux", "Civray", "Genouillé"),
        visas=(),
        articles=(
            ECRITE.articles[0],
            ArticleEcrit("c", 1, "Nouveau", "Un texte."),
            replace(
                ECRITE.articles[1], numero=2, texte="# Un intertitre\n\nTrois crèches et [à compléter : le reste]."
            ),
        ),
        annexes=(AnnexeEcrite(6, "Délibérations", ()),),
    )
    comparaison = compare_conventions(ECRITE, apres)
    assert [(t.libelle, t.sort, t.ancien_libelle) for t in comparaison.textes] == [
        ("Article 1 – Nouveau", "ajouté", ""),
        ("Article 2 – Objet", "modifié", "Article 1 – Objet"),
        ("Annexe 6 – Délibérations", "modifié", ""),
        ("Article 2 – Durée", "retiré", ""),
    ]
    changed = [m.texte for ligne in comparaison.textes[1].lignes for m in ligne if m.nature is not Nature.EGAL]
    assert changed == ["Deux", "Trois"]
    assert comparaison.inchanges == 1
    assert comparaison.communes.ajoutes == ("Genouillé",)
    assert comparaison.visas.retires == ("Vu le code",)
    assert [ligne[0] for ligne in comparaison.dates] == ["Dernier jour", "Signature"]
    assert not comparaison.is_identique
    assert compare_conventions(ECRITE, ECRITE).is_identique


def test_an_article_that_only_moved_is_said_to_have_another_number():
    moved = replace(ECRITE, articles=(ECRITE.articles[0], replace(ECRITE.articles[2], numero=1)))
    sorts = {t.libelle: t.sort for t in compare_conventions(ECRITE, moved).textes}
    assert sorts == {"Article 1 – Durée": "renuméroté", "Article 1 – Objet": "retiré"}
