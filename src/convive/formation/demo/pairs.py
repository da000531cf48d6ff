"""The questions and answers of people from the first session of the demonstration, all invented."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.utils import timezone

from convive.espaces.models import Espace
from convive.formation.models import Inscription, MerciPair, Pair, QuestionPair, ReponsePair
from convive.formation.rules.pairs import fold_mots, pack_domaines
from convive.socle.recit import Recit


def create_pairs_demo(espace: Espace, recit: Recit, inscriptions: list[Inscription]) -> None:
    """Create the rows without actions, because they have past dates."""
    contenu, noms = recit.read("formation")["pairs"], {row.nom: row for row in inscriptions}
    pairs = {ligne["nom"]: _create_pair(espace, recit, noms, ligne) for ligne in contenu["personnes"]}
    for ligne in contenu["questions"]:
        question = QuestionPair.objects.create(
            espace=espace,
            auteur=pairs[ligne["de"]],
            titre=ligne["titre"],
            texte=ligne["texte"],
            theme=ligne["theme"],
            mots=fold_mots(ligne["titre"], ligne["texte"]),
        )
        _date(question, ligne["il_y_a"])
        for suite in ligne.get("reponses", ()):
            reponse = ReponsePair.objects.create(question=question, auteur=pairs[suite["de"]], texte=suite["texte"])
            _date(reponse, suite["il_y_a"])
            MerciPair.objects.bulk_create(MerciPair(reponse=reponse, pair=pairs[nom]) for nom in suite.get("merci", ()))


def _create_pair(espace: Espace, recit: Recit, noms: Mapping[str, Inscription], ligne: Mapping[str, Any]) -> Pair:
    lien: dict[str, Any] = (
        {"compte_id": recit.comptes[ligne["persona"]]}
        if "persona" in ligne
        else {"inscription": noms[ligne["stagiaire"]]}
    )
    aide = ligne.get("aide", ())
    return Pair.objects.create(
        espace=espace,
        nom=ligne["nom"],
        organisation=ligne["organisation"],
        aide_le=timezone.now() - timedelta(days=30) if aide else None,
        domaines=pack_domaines(aide),
        contact=ligne.get("contact", ""),
        **lien,
    )


def _date(row: QuestionPair | ReponsePair, il_y_a: int) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(days=il_y_a))
