"""The file of a document, in its three formats."""

import pytest
from django.urls import reverse

from convive.formation.rules.document import SorteDocument
from tests.formation.document_essai import create_session_finie, issue

pytestmark = pytest.mark.django_db


def test_a_document_leaves_in_its_formats_and_no_other(client, chargee):
    document = issue(chargee, create_session_finie(chargee), SorteDocument.REGLEMENT)[0]
    client.force_login(chargee, backend="allauth.account.auth_backends.AuthenticationBackend")
    args = [document.espace_id, document.session_id, document.pk]
    url = reverse("formation:document_session_export", args=args)
    pdf = client.get(url)
    assert pdf.content.startswith(b"%PDF")
    assert f"reglement-interieur-{document.numero}.pdf" in pdf.headers["Content-Disposition"]
    assert client.get(f"{url}?format=docx").content.startswith(b"PK")
    assert client.get(f"{url}?format=exe").status_code == 404
