"""Which documents of a séance are open, to whom, when."""

import pytest

from convive.gouvernance.rules.dossier import USAGES, DocumentSeance, is_ouvert, list_documents

D = DocumentSeance
ENVOYES = [D.CONVOCATION, D.ORDRE_DU_JOUR, D.NOTE]


def test_every_document_says_when_it_serves():
    assert set(USAGES) == set(DocumentSeance)


@pytest.mark.parametrize(
    ("statut", "attendus"),
    [
        ("brouillon", []),
        ("convoquee", ENVOYES),
        ("en_cours", ENVOYES),
        ("close", [D.RELEVE, D.COMPTE_RENDU, *ENVOYES, D.DIAPOSITIVES]),
        ("reportee", []),
        ("annulee", []),
    ],
)
def test_who_reads_a_séance_has_what_was_sent_then_all_once_closed(statut, attendus):
    assert list_documents(statut, is_equipe=False) == attendus


def test_the_team_has_the_drafts_and_never_loses_them():
    avant = [D.CONVOCATION, D.ORDRE_DU_JOUR, D.EMARGEMENT, D.NOTE, D.DIAPOSITIVES]
    assert list_documents("brouillon", is_equipe=True) == avant
    assert list_documents("convoquee", is_equipe=True) == [*avant, D.RELEVE, D.COMPTE_RENDU]
    assert list_documents("en_cours", is_equipe=True) == [D.RELEVE, D.COMPTE_RENDU, *avant]
    assert list_documents("close", is_equipe=True)[0] is D.RELEVE
    assert not is_ouvert(D.EMARGEMENT, "close", is_equipe=False)
