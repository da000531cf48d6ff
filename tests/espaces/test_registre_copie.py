"""What a copy of an espace holds is declared, and a declaration that could not be kept is refused."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from convive.espaces.copie.registre import RegistreCopie, get_chemin
from convive.espaces.models import Espace, Membre, PerimetreEspace, Thematique
from convive.territoires.models import Territoire
from tests.espaces.essais import Fiche, Jointe, Version, VersionThematique


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"modeles": (Membre,)}, "Membre.compte pointe vers ce qui ne se copie pas"),
        ({"modeles": (Version,)}, "indiquez ce que cet UUID désigne"),
        ({"modeles": (Jointe,)}, "un fichier qui revient se contrôle"),
        ({"modeles": (Fiche,), "sans": ("absent",)}, "n’a pas de champ absent"),
        ({"modeles": (Territoire,)}, "une clé qui se copie est un UUID"),
    ],
)
def test_a_model_that_could_not_come_back_is_refused(options, message):
    registre = RegistreCopie()
    registre.record_inclus(Espace)
    registre.record_inclus(*options.pop("modeles"), **options)
    with pytest.raises(ImproperlyConfigured, match=message):
        registre.get_plans()


def test_a_model_is_included_or_excluded_and_never_both():
    registre = RegistreCopie()
    registre.record_inclus(Espace, Thematique)
    registre.record_exclus(Thematique, "Essai.")
    with pytest.raises(ImproperlyConfigured, match="exclus d’elle : Thematique"):
        registre.get_plans()


def test_models_are_copied_after_those_they_point_at():
    registre = RegistreCopie()
    registre.record_inclus(Thematique, PerimetreEspace, Espace, Espace)
    registre.record_exclus(Membre, "Essai.")
    assert registre.get_inclus() == (Espace, Thematique, PerimetreEspace)
    assert registre.get_exclus() == {Membre: "Essai."}


def test_get_chemin_prefers_a_link_that_is_never_empty():
    assert get_chemin(Thematique) == "espace"
    assert get_chemin(Espace) == "pk"
    assert get_chemin(Territoire) is None
    assert get_chemin(VersionThematique) == "version__espace"
