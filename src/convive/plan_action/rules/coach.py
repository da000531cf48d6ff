"""What an action needs to be ready for the next séance, the most useful first. Pure Python; today is an argument."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from convive.plan_action.rules.completude import CHAMPS_MINIMAUX
from convive.plan_action.rules.sections import Cle
from convive.plan_action.rules.statuts import ACTIFS, OUVERTS, Statut
from convive.socle.formats import euros, nombre_accorde

MAX_PROPOSES = 5
SECTIONS_MINIMALES = {
    "titre": Cle.PLACE,
    "noeud": Cle.PLACE,
    "thematiques": Cle.PLACE,
    "description": Cle.DESCRIPTION,
    "organisation_porteuse": Cle.PORTEUR,
    "pilotes": Cle.PORTEUR,
    "resultats_attendus": Cle.RESULTATS,
    "statut": Cle.PLACE,
}
METEO, STATUT = "meteo", "statut"
"""Where one goes when it is not a section of the sheet."""


@dataclass(frozen=True, slots=True)
class Conseil:
    """`cible` is a section, or METEO or STATUT; `champ` the field to reach there. Done: it is said, and ticked."""

    geste: str
    cible: str
    raison: str = ""
    champ: str = ""
    is_fait: bool = False


@dataclass(frozen=True, slots=True)
class FaitsFiche:
    """What the coach reads of an action. `manques` are the keys of `rules.completude`; `frequentations` the results
    that count people who came, and not what changed for them."""

    statut: str
    manques: Sequence[str]
    etapes_en_retard: Sequence[str]
    nb_etapes: int
    nb_constats: int
    meteo_pilote: date | None
    has_elu: bool
    has_realisation: bool
    has_resultat: bool
    frequentations: Sequence[str]
    espere: Decimal
    ecart: Decimal
    has_risque: bool
    partenaires_a_confirmer: int
    date_fin: date | None
    deblocage_avant: date | None
    bilans: Sequence[int]
    date_debut: date | None


def list_conseils(faits: FaitsFiche, today: date, *, jours_meteo: int) -> list[Conseil]:
    """Every advice, done or not: what is done first, then at most MAX_PROPOSES to do, the most useful first. An older
    météo than `jours_meteo` no longer says where one is."""
    rows = list(_list(faits, today, jours_meteo))
    done = [conseil for conseil in rows if conseil.is_fait]
    return done + [conseil for conseil in rows if not conseil.is_fait][:MAX_PROPOSES]


def _list(faits: FaitsFiche, today: date, jours_meteo: int) -> Iterator[Conseil]:
    raison = "sans quoi elle ne se valide pas" if faits.statut == Statut.A_PREPARER else "il manque à l’essentiel"
    for cle in faits.manques:
        yield Conseil(f"Donner {CHAMPS_MINIMAUX[cle]}", SECTIONS_MINIMALES[cle], raison, cle)
    if not faits.manques:
        yield Conseil("L’essentiel est rempli : huit champs sur huit.", Cle.PLACE, is_fait=True)
    if faits.statut == Statut.BLOQUEE and faits.deblocage_avant is not None and faits.deblocage_avant < today:
        yield Conseil("Relancer qui devait débloquer l’action", STATUT, "la date est passée")
    for libelle in faits.etapes_en_retard:
        yield Conseil(
            f"Donner une nouvelle date à « {libelle} », ou la noter comme faite", Cle.ETAPES, "l’étape est en retard"
        )
    if faits.statut in ACTIFS:
        yield from _list_meteo(faits, today, jours_meteo)
    yield Conseil(
        "Constat relié, avec ses preuves." if faits.nb_constats else "Relier un constat du diagnostic",
        Cle.CONSTAT,
        "" if faits.nb_constats else "l’action dira d’où elle vient",
        "constats",
        is_fait=bool(faits.nb_constats),
    )
    if faits.statut in OUVERTS:
        yield from _list_preparation(faits)
    yield from _list_argent(faits)
    annee = today.year - 1
    begun = faits.date_debut is not None and faits.date_debut.year <= annee
    if begun and faits.statut != Statut.A_PREPARER and annee not in faits.bilans:
        yield Conseil(f"Écrire les freins, les leviers et les suites de {annee}", Cle.BILAN, "le bilan s’en nourrit")


def _list_meteo(faits: FaitsFiche, today: date, jours_meteo: int) -> Iterator[Conseil]:
    if faits.meteo_pilote is None:
        yield Conseil("Demander sa météo à la ou au pilote", METEO, "aucune encore")
    elif (today - faits.meteo_pilote).days > jours_meteo:
        raison = f"elle a plus de {nombre_accorde(jours_meteo, 'jour')}"
        yield Conseil("Redemander sa météo à la ou au pilote", METEO, raison)
    else:
        yield Conseil(f"Météo du pilotage, de moins de {nombre_accorde(jours_meteo, 'jour')}.", METEO, is_fait=True)


def _list_preparation(faits: FaitsFiche) -> Iterator[Conseil]:
    if not faits.nb_etapes:
        yield Conseil("Poser trois étapes datées", Cle.ETAPES, "on saura si elle avance")
    if faits.date_fin is None:
        yield Conseil("Donner une échéance", Cle.CALENDRIER, "elle n’apparaît sur aucun calendrier", "date_fin")
    missing = [
        mot for mot, has in (("réalisation", faits.has_realisation), ("résultat", faits.has_resultat)) if not has
    ]
    if missing:
        yield Conseil(f"Choisir un indicateur de {missing[0]}", Cle.INDICATEURS, "on saura dire ce que ça change")
    else:
        yield Conseil("Deux indicateurs : ce qui est fait, ce que ça change.", Cle.INDICATEURS, is_fait=True)
    for libelle in faits.frequentations:
        raison = "il compte des personnes\u00a0: c’est une réalisation, sauf s’il dit ce qui change pour elles"
        yield Conseil(f"Revoir ce que mesure «\u00a0{libelle}\u00a0»", Cle.INDICATEURS, raison)
    if not faits.has_elu:
        yield Conseil("Nommer un·e élu·e référent·e", Cle.PORTEUR, "qui la défendra en séance", "elu_referent")
    if faits.partenaires_a_confirmer:
        combien = nombre_accorde(faits.partenaires_a_confirmer, "engagement")
        yield Conseil(f"Faire confirmer {combien}", Cle.PARTENAIRES, "personne n’a dit oui ni non")


def _list_argent(faits: FaitsFiche) -> Iterator[Conseil]:
    if faits.ecart < 0:
        yield Conseil(f"Trouver {euros(-faits.ecart)}", Cle.BUDGET, "les recettes ne couvrent pas les dépenses")
    if faits.espere > 0 and not faits.has_risque and faits.statut in OUVERTS:
        yield Conseil(f"Écrire un repli si {euros(faits.espere)} ne venaient pas", Cle.RISQUES, "ils sont espérés")
