"""The shared diagnosis of the demonstration: words, constats with their evidence, what partners say of them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.utils import timezone

from convive.acteurs.models import Organisation
from convive.diagnostic.models import AvisConstat, Consentement, Constat, NatureConstat, Parole, PreuveConstat
from convive.diagnostic.models.element import Fiche
from convive.espaces.models import Espace, Thematique
from convive.espaces.selectors.espace import get_perimetre_espace
from convive.socle.recit import Recit


@dataclass(frozen=True, slots=True)
class DecorDiagnostic:
    """What the rows of the files name: communes by name, thématiques by name, organisations by key."""

    espace: Espace
    auteur: UUID
    codes: Mapping[str, str]
    thematiques: Mapping[str, Thematique]
    organisations: Mapping[str, Organisation]

    def get_codes(self, noms: Iterable[str]) -> list[str]:
        return sorted(self.codes[nom] for nom in noms if nom in self.codes)


def build_decor(espace: Espace, recit: Recit) -> DecorDiagnostic:
    perimetre = get_perimetre_espace(espace)
    lignes = recit.read("acteurs")["organisations"]
    by_nom = {organisation.nom: organisation for organisation in Organisation.objects.filter(espace=espace)}
    return DecorDiagnostic(
        espace,
        recit.auteur,
        {commune.nom: commune.code for commune in (perimetre.communes if perimetre else ())},
        {thematique.nom: thematique for thematique in espace.thematiques.all()},
        {ligne["cle"]: by_nom[ligne["nom"]] for ligne in lignes},
    )


def create_constats_demo(espace: Espace, recit: Recit) -> None:
    """Everything in the file, in rows written together; the organisations are those of the directory."""
    contenu, decor = recit.read("constats"), build_decor(espace, recit)
    paroles = {ligne["cle"]: _build_parole(decor, ligne) for ligne in contenu["paroles"]}
    Parole.objects.bulk_create(paroles.values())
    _date_fiches((paroles[ligne["cle"]], ligne["le"]) for ligne in contenu["paroles"])
    constats = {ligne["cle"]: _build_constat(decor, ligne) for ligne in contenu["constats"]}
    Constat.objects.bulk_create(constats.values())
    _date_fiches((constats[ligne["cle"]], ligne["partage"]) for ligne in contenu["constats"] if "partage" in ligne)
    _set_thematiques(decor, paroles, contenu["paroles"])
    _set_thematiques(decor, constats, contenu["constats"])
    preuves = [p for ligne in contenu["constats"] for p in _list_preuves(constats[ligne["cle"]], ligne, paroles)]
    PreuveConstat.objects.bulk_create(preuves)
    AvisConstat.objects.bulk_create(
        _build_avis(decor, constats[ligne["cle"]], row)
        for ligne in contenu["constats"]
        for row in ligne.get("avis", ())
    )


def _date_fiches(fiches: Iterable[tuple[Fiche, date]]) -> None:
    """Written on the day that their line gives, and not on the day when the demonstration is made."""
    rows: list[Any] = []
    for fiche, jour in fiches:
        fiche.created_at = fiche.updated_at = timezone.make_aware(datetime.combine(jour, time(17)))
        rows.append(fiche)
    if rows:
        type(rows[0])._default_manager.bulk_update(rows, ["created_at", "updated_at"])


def _set_thematiques(decor: DecorDiagnostic, fiches: Mapping[str, Fiche], lignes: Iterable[Mapping[str, Any]]) -> None:
    """The links of all these cards, which are of one type, in one write."""
    rows: list[Any] = []
    for ligne in lignes:
        fiche = fiches[ligne["cle"]]
        through: Any = type(fiche).thematiques.through
        champ = f"{fiche._meta.model_name}_id"
        rows += [
            through(**{champ: fiche.pk, "thematique_id": decor.thematiques[nom].pk})
            for nom in ligne.get("thematiques", ())
        ]
    if rows:
        type(rows[0])._default_manager.bulk_create(rows)


def _build_parole(decor: DecorDiagnostic, ligne: Mapping[str, Any]) -> Parole:
    is_equipe = ligne.get("equipe", False)
    return Parole(
        espace=decor.espace,
        verbatim=ligne["texte"],
        public=ligne["qui"],
        canal=ligne["canal"],
        date_recueil=ligne["le"],
        communes=decor.get_codes(ligne["communes"]),
        consentement=Consentement.EQUIPE if is_equipe else Consentement.CITER,
        est_anonyme=not is_equipe,
        created_by_id=decor.auteur,
        updated_by_id=decor.auteur,
    )


def _build_constat(decor: DecorDiagnostic, ligne: Mapping[str, Any]) -> Constat:
    return Constat(
        espace=decor.espace,
        texte=ligne["texte"],
        precision=ligne.get("nuance", ""),
        nature=ligne["nature"],
        fiabilite=ligne["fiabilite"],
        communes=decor.get_codes(ligne.get("communes", ())),
        date_partage=ligne.get("partage"),
        created_by_id=decor.auteur,
        updated_by_id=decor.auteur,
    )


def _list_preuves(constat: Constat, ligne: Mapping[str, Any], paroles: Mapping[str, Parole]) -> Iterable[PreuveConstat]:
    chiffres = [
        PreuveConstat(
            constat=constat,
            nature=NatureConstat.DONNEE,
            libelle=row["libelle"],
            valeur=row["valeur"],
            decimales=row.get("decimales", 0),
            unite=row["unite"],
            millesime=row["annee"],
            source=row["source"],
            limite=row.get("limite", ""),
        )
        for row in ligne.get("chiffres", ())
    ]
    mots = [
        PreuveConstat(constat=constat, nature=NatureConstat.PAROLE, parole=paroles[cle])
        for cle in ligne.get("paroles", ())
    ]
    vues = [
        PreuveConstat(constat=constat, nature=NatureConstat.OBSERVATION, texte=texte)
        for texte in ligne.get("observations", ())
    ]
    for ordre, preuve in enumerate([*chiffres, *mots, *vues], start=1):
        preuve.ordre = ordre
        yield preuve


def _build_avis(decor: DecorDiagnostic, constat: Constat, ligne: Mapping[str, Any]) -> AvisConstat:
    return AvisConstat(
        constat=constat,
        organisation=decor.organisations[ligne["organisation"]],
        auteur_nom=ligne["par"],
        sens=ligne["sens"],
        phrase=ligne.get("phrase", ""),
        date=min(ligne["le"], timezone.localdate()),
        constat_lu=constat.texte,
    )
