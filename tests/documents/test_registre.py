"""The registry of documents: one key, one document."""

from dataclasses import replace

import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.documents.registre import RegistreDocuments, types_documents


def test_the_same_document_again_replaces_itself_and_another_one_is_refused():
    registre = RegistreDocuments()
    premier = types_documents.list_all()[0]
    autre = next(row for row in types_documents.list_all() if row.source != premier.source)
    registre.record(premier)
    registre.record(replace(premier, titre="Le même"))
    assert [row.titre for row in registre.list_all()] == ["Le même"]
    with pytest.raises(ImproperlyConfigured, match="Deux documents ont la clé"):
        registre.record(replace(autre, cle=premier.cle))
