"""The data of one person in a ZIP: an HTML page for people, and JSON for other tools."""

import io
import json
import zipfile

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone

from convive.comptes.models import Compte
from convive.comptes.selectors.adresse import get_adresse_a_prouver
from convive.comptes.selectors.mes_donnees import list_rubriques
from convive.journal.actions import record_geste
from convive.journal.models import Geste


@transaction.atomic
def export_donnees(*, by: Compte) -> bytes:
    """A ZIP of `donnees.html` and `donnees.json`, with the same contents and no secret (password, second factor)."""
    rubriques, now = list_rubriques(by), timezone.now()
    contenu = {
        "format": "convive.donnees_personnelles",
        "version": 1,
        "date": now,
        "rubriques": [
            {
                "libelle": rubrique.libelle,
                "explication": rubrique.explication,
                "effacement": rubrique.sort.libelle,
                "lignes": rubrique.lignes,
            }
            for rubrique in rubriques
        ],
    }
    context = {"rubriques": rubriques, "date": now, "adresse_a_prouver": get_adresse_a_prouver(by)}
    page = render_to_string("comptes/_donnees_a_emporter.html", context)
    record_geste(
        auteur=by,
        geste=Geste.EXPORTER,
        objet_type="compte",
        objet_uuid=by.pk,
        objet_libelle="Ses données personnelles",
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("donnees.html", page)
        archive.writestr("donnees.json", json.dumps(contenu, ensure_ascii=False, indent=1, cls=DjangoJSONEncoder))
    return file.getvalue()
