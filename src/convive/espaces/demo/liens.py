"""Two magic links of the demonstration: one that still serves, one that has expired and is asked again."""

import secrets
from datetime import timedelta

from django.utils import timezone

from convive.espaces.gestes import CONFIRMER_PLACE
from convive.espaces.models import Espace, LienMagique, Membre, SorteTentative, TentativeLien
from convive.socle.objets import objets
from convive.socle.recit import Recit


def create_liens_demo(espace: Espace, recit: Recit) -> None:
    """No e-mail leaves, and nobody holds their keys: « Envoyer de nouveau » makes one that opens."""
    now = timezone.now()
    for ligne in recit.read("liens")["liens"]:
        place = Membre.objects.select_related("compte").get(espace=espace, compte=recit.comptes[ligne["place"]])
        reference, sent = objets.get_reference(place), now - timedelta(days=ligne["jours"])
        lien = LienMagique.objects.create(
            espace=espace,
            objet_type=reference.objet_type,
            objet_uuid=reference.objet_uuid,
            geste=CONFIRMER_PLACE,
            email=place.compte.email,
            nom=place.compte.nom_affiche,
            mot=ligne["mot"],
            empreinte_cle=secrets.token_hex(32),
            expire_le=sent + timedelta(days=ligne["duree"]),
            date_envoi=sent,
            date_demande=now - timedelta(days=1) if ligne["demande"] else None,
            created_by_id=recit.comptes[ligne["par"]],
        )
        LienMagique.objects.filter(pk=lien.pk).update(created_at=sent)
        if ligne["ouvert"]:
            opened = sent + timedelta(hours=2)
            TentativeLien.objects.create(
                lien=lien, sorte=SorteTentative.OUVERTURE, empreinte_adresse=secrets.token_hex(32), at=opened
            )
