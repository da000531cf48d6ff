"""An action as the parts of its printed sheet, in the order of the sheets of the Caf."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from convive.documents.rules.blocs import Element, Tableau
from convive.plan_action.exports.fiche_budget import build_partie_budget
from convive.plan_action.models import FicheAction, IndicateurFiche
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.impression import (
    CONSIGNES_INTERNES,
    ENTETES_RUBRIQUES,
    NON_RENSEIGNE,
    FicheImprimee,
    Partie,
)
from convive.plan_action.rules.meteo import explain_desaccord
from convive.plan_action.rules.sections import PAR_CLE, Cle
from convive.plan_action.rules.statuts import Statut
from convive.plan_action.selectors.impression import LotImpression
from convive.socle.formats import date_longue, liste_fr, nombre, nombre_accorde
from convive.socle.texte import Bloc, NatureBloc, parse_texte

MAX_NOTES = 12
"""The latest: a sheet is read before a meeting, the rest is on the page."""
MAX_CHANGEMENTS = 6
type Ligne = tuple[str, str]


def build_fiches(lot: LotImpression, today: date) -> list[FicheImprimee]:
    return [build_fiche(lot, fiche, today) for fiche in lot.fiches]


def build_fiche(lot: LotImpression, fiche: FicheAction, today: date) -> FicheImprimee:
    chemin = lot.get_chemin(fiche)
    bandeau = " › ".join(_name_noeud(noeud) for noeud in chemin)
    mention = ""
    if fiche.is_interne:
        mention = CONSIGNES_INTERNES["brouillon" if fiche.is_brouillon else "interne"]
    parties = (partie for partie in _list_parties(lot, fiche, today) if partie.elements)
    return FicheImprimee(f"{fiche}", bandeau or "Pas encore classée dans le plan", tuple(parties), mention)


def _name_noeud(noeud: Any) -> str:
    """« Axe 1 Grandir », not « Axe Axe 1 Grandir »: a number often bears the name of its level."""
    niveau, libelle = noeud.niveau.nom_singulier, f"{noeud}"
    return libelle if libelle.casefold().startswith(niveau.casefold()) else f"{niveau} {libelle}"


def _list_parties(lot: LotImpression, fiche: FicheAction, today: date) -> Iterator[Partie]:
    """In the order of `rules.sections`."""
    yield _part(Cle.PLACE, [_build_rubriques(_list_place(fiche))])
    yield _part(Cle.CONSTAT, _list_constat(fiche))
    yield _part(Cle.OBJECTIFS, _list_objectifs(fiche))
    yield _part(Cle.DESCRIPTION, parse_texte(fiche.description) or [_say(NON_RENSEIGNE)])
    yield _part(Cle.ETAPES, _list_etapes(fiche, today))
    yield Partie("Pour qui, par qui", (_build_rubriques(_list_qui(lot, fiche)),))
    yield _part(Cle.PARTENAIRES, _list_partenaires(fiche))
    yield Partie("Suivi, moyens et calendrier", (_build_rubriques(_list_moyens(fiche)),))
    yield build_partie_budget(fiche)
    yield _part(Cle.RESULTATS, parse_texte(fiche.resultats_attendus) or [_say(NON_RENSEIGNE)])
    yield _part(Cle.INDICATEURS, _list_indicateurs(fiche))
    yield Partie("Avancement et météo", tuple(_list_avancement(fiche)))
    yield _part(Cle.BILAN, _list_bilans(fiche))
    yield _part(Cle.RISQUES, _list_risques(fiche))
    yield Partie("Notes de suivi", tuple(_list_notes(fiche)))
    yield _part(Cle.LIEES, _list_liees(lot, fiche))
    yield _part(Cle.PLANS, _list_plans(fiche))
    yield Partie("Documents joints", _list_puces(lot.pieces.get(fiche.pk, ())))


def _part(cle: Cle, elements: Iterable[Element]) -> Partie:
    return Partie(PAR_CLE[cle].titre, tuple(elements))


def _say(*lignes: str) -> Bloc:
    return Bloc(NatureBloc.PARAGRAPHE, lignes)


def _list_puces(lignes: Sequence[str]) -> tuple[Bloc, ...]:
    return (Bloc(NatureBloc.LISTE, tuple(lignes)),) if lignes else ()


def _build_rubriques(lignes: Iterable[Ligne], legende: str = "") -> Tableau:
    """Two columns, as on the sheets: what is asked, what is answered."""
    rows = tuple((libelle, valeur or NON_RENSEIGNE) for libelle, valeur in lignes)
    return Tableau(legende or f"{rows[0][0]} et {rows[-1][0][:1].lower()}{rows[-1][0][1:]}", ENTETES_RUBRIQUES, rows)


def _list_place(fiche: FicheAction) -> Iterator[Ligne]:
    yield "Thématiques", liste_fr([t.nom for t in fiche.thematiques.all()])
    if etiquettes := [e.nom for e in fiche.etiquettes.all()]:
        yield "Étiquettes", liste_fr(etiquettes)
    if fiche.priorite:
        yield "Priorité", fiche.get_priorite_display()
    origine = fiche.get_origine_display()
    yield "Origine", f"{origine} : {fiche.fiche_origine}" if fiche.fiche_origine else origine
    yield "Statut", Statut(fiche.statut).libelle


def _list_constat(fiche: FicheAction) -> Iterator[Element]:
    yield from parse_texte(fiche.constat_texte)
    yield from _list_puces([constat.texte for constat in fiche.constats.all()])
    if enjeux := [enjeu.libelle for enjeu in fiche.enjeux.all()]:
        yield _say(f"{'Enjeu' if len(enjeux) == 1 else 'Enjeux'} : {' ; '.join(enjeux)}.")


def _list_objectifs(fiche: FicheAction) -> Iterator[Element]:
    yield from parse_texte(fiche.objectif_general)
    if fiche.liste_objectifs:
        yield Bloc(NatureBloc.LISTE_NUMEROTEE, tuple(fiche.liste_objectifs))


def _list_etapes(fiche: FicheAction, today: date) -> Iterator[Element]:
    etapes = list(fiche.etapes.all())
    if not etapes:
        return
    faites = sum(1 for etape in etapes if etape.faite_le)
    rows = []
    for etape in etapes:
        if etape.faite_le:
            etat = f"faite le {date_longue(etape.faite_le)}"
        else:
            is_late = fiche.is_en_retard and etape.echeance is not None and etape.echeance < today
            etat = "en retard" if is_late else "à venir"
        responsable = str(etape.responsable) if etape.responsable else etape.responsable_texte
        echeance = date_longue(etape.echeance) if etape.echeance else "non datée"
        rows.append((etape.libelle, echeance, responsable or "–", etat))
    legende = f"{nombre_accorde(faites, 'étape faite', 'étapes faites')} sur {len(etapes)}"
    yield Tableau(legende, ("Étape", "Échéance", "Responsable", "État"), tuple(rows))


def _list_qui(lot: LotImpression, fiche: FicheAction) -> Iterator[Ligne]:
    yield "Public", liste_fr(fiche.liste_publics)
    if fiche.effectif_vise is not None:
        yield "Personnes visées", nombre(fiche.effectif_vise)
    communes = sorted(lot.noms.get(code, code) for code in fiche.communes)
    yield "Territoire", liste_fr(communes) if communes else "Tout le territoire"
    yield "Organisation porteuse", fiche.organisation_porteuse.nom if fiche.organisation_porteuse else ""
    pilotes = [str(personne) for personne in fiche.pilotes.all()]
    yield "Pilote" if len(pilotes) < 2 else "Pilotes", liste_fr(pilotes)
    yield "Élu·e référent·e", str(fiche.elu_referent or "")
    if services := [service.nom for service in fiche.services.all()]:
        yield "Services associés", liste_fr(services)


def _list_partenaires(fiche: FicheAction) -> Iterator[Element]:
    rows = []
    for row in fiche.partenaires.all():
        if row.confirme is None:
            etat = "à confirmer"
        elif row.confirme:
            etat = f"confirmé le {date_longue(row.confirme_le)}" if row.confirme_le else "confirmé"
        else:
            etat = "a dit non"
        role = regles.RolePartenaire(row.role).libelle
        rows.append((row.organisation.nom, role, row.engagement or "–", etat))
    if rows:
        legende = nombre_accorde(len(rows), "partenaire")
        yield Tableau(legende, ("Organisation", "Rôle", "Ce à quoi elle s’engage", "Engagement"), tuple(rows))


def _list_moyens(fiche: FicheAction) -> Iterator[Ligne]:
    yield "Instance de suivi", fiche.instance_suivi
    yield "Participation des habitants", fiche.get_niveau_participation_display()
    yield "Temps de travail", f"{nombre(fiche.etp, 2).rstrip('0').rstrip(',')} ETP" if fiche.etp is not None else ""
    yield "Moyens humains", fiche.moyens_humains
    yield "Moyens matériels", fiche.moyens_materiels
    yield "Calendrier", _write_calendrier(fiche)


def _write_calendrier(fiche: FicheAction) -> str:
    jours = [
        f"du {date_longue(fiche.date_debut)}" if fiche.date_debut else "",
        f"au {date_longue(fiche.date_fin)}" if fiche.date_fin else "",
    ]
    dates = " ".join(filter(None, jours))
    parts = [dates[:1].upper() + dates[1:], fiche.get_recurrence_display(), fiche.calendrier_texte]
    return " ; ".join(filter(None, parts))


def _list_indicateurs(fiche: FicheAction) -> Iterator[Element]:
    indicateurs = list(fiche.indicateurs.all())
    rows = tuple(write_indicateur(row) for row in indicateurs)
    if rows:
        entetes = ("Indicateur", "Ce qu’il mesure", "Départ", "Dernière valeur", "Cible")
        yield Tableau("Départ, dernière valeur connue et cible", entetes, rows, (2, 3, 4))
        if definitions := tuple(filter(None, map(_write_definition, indicateurs))):
            yield Bloc(NatureBloc.LISTE, definitions)


def _write_definition(row: IndicateurFiche) -> str:
    """What is counted, and where one wants it to go; empty when neither is said."""
    sens = regles.SensIndicateur(row.sens).phrase if row.sens else ""
    dit = " ".join(filter(None, (row.definition, sens)))
    return f"{row.libelle}\u00a0: {dit}" if dit else ""


def write_indicateur(row: IndicateurFiche) -> tuple[str, str, str, str, str]:
    """Its words, what it measures, where it started, its last value, its target."""
    unite = f" ({row.unite})" if row.unite else ""
    role = regles.RoleIndicateur(row.role).libelle if row.role else "–"
    cible = row.cible_texte or "non fixée"
    if row.cible is not None:
        cible = f"{nombre(row.cible)}{f' en {row.annee_cible}' if row.annee_cible else ''}"
    depart = "non notée" if row.reference is None else nombre(row.reference)
    return f"{row.libelle}{unite}", role, depart, _write_derniere(row), cible


def _list_valeurs(row: IndicateurFiche) -> Sequence[Any]:
    """Those of the indicator of the espace that it follows, else its own."""
    if row.indicateur is not None:
        return row.indicateur.mesures_lues  # type: ignore[attr-defined,no-any-return]  # prefetched under this name
    return list(row.valeurs.all())


def has_valeur(row: IndicateurFiche) -> bool:
    return any(valeur.valeur is not None for valeur in _list_valeurs(row))


def _write_derniere(row: IndicateurFiche) -> str:
    """Missing, secret and zero are three things."""
    valeurs = _list_valeurs(row)
    if not valeurs:
        return "pas encore mesuré"
    last = max(valeurs, key=lambda valeur: valeur.annee)
    if last.valeur is None:
        return f"{last.get_statut_display().lower()}, {last.annee}"
    return f"{nombre(last.valeur)} en {last.annee}"


def _list_avancement(fiche: FicheAction) -> Iterator[Element]:
    statut = Statut(fiche.statut).libelle
    if fiche.avancement is None:
        phrase = "L’avancement n’est pas connu."
    elif fiche.avancement_saisi is None:
        phrase = f"Avancement : {fiche.avancement} %, d’après les étapes faites."
    else:
        phrase = f"Avancement : {fiche.avancement} %, donné par l’équipe. {fiche.avancement_note}"
    yield _say(f"{statut}{', en retard' if fiche.is_en_retard else ''}. {phrase}".strip())
    if fiche.statut == Statut.BLOQUEE and fiche.blocage_motif:
        avant = f", avant le {date_longue(fiche.deblocage_avant)}" if fiche.deblocage_avant else ""
        qui = f" Peut la débloquer : {fiche.deblocage_par}{avant}." if fiche.deblocage_par else ""
        yield _say(f"Ce qui bloque : {fiche.blocage_motif}{qui}")
    yield from _list_meteos(fiche)
    rows = [
        (
            Statut(row.vers).libelle,
            date_longue(row.date),
            _write_instance(row.instance_libelle, row.date_instance),
            row.motif or "–",
        )
        for row in list(fiche.changements_statut.all())[:MAX_CHANGEMENTS]
    ]
    if rows:
        yield Tableau("Changements de statut", ("Statut", "Depuis le", "Décidé par", "Motif"), tuple(rows))


def _write_instance(instance: str, jour: date | None) -> str:
    return ", ".join(filter(None, (instance, date_longue(jour) if jour else ""))) or "–"


def _list_meteos(fiche: FicheAction) -> Iterator[Element]:
    """The last of the three regards, side by side; one that did not speak is said."""
    last: dict[regles.Regard, Any] = {}
    for row in fiche.meteos.all():
        last.setdefault(regles.Regard(row.regard), row)
    if not last:
        return
    rows = []
    for regard in regles.Regard:
        meteo = last.get(regard)
        if meteo is None:
            rows.append((regard.libelle, "Pas encore donnée", "–", "–"))
        else:
            jour = date_longue(meteo.date)
            rows.append((regard.libelle, meteo.get_niveau_display(), meteo.phrase or "–", jour))
    yield Tableau("La météo de chaque regard", ("Regard", "Météo", "En une phrase", "Donnée le"), tuple(rows))
    if desaccord := explain_desaccord({regard: regles.NiveauMeteo(row.niveau) for regard, row in last.items()}):
        yield _say(desaccord)


def _list_bilans(fiche: FicheAction) -> Iterator[Element]:
    rows = tuple((str(b.annee), b.freins or "–", b.leviers or "–", b.suites or "–") for b in fiche.bilans.all())
    if rows:
        yield Tableau("Chaque année, la plus récente d’abord", ("Année", "Freins", "Leviers", "Suites"), rows)


def _list_risques(fiche: FicheAction) -> Iterator[Element]:
    rows = tuple((row.libelle, row.get_gravite_display(), row.parade or "–") for row in fiche.risques.all())
    if rows:
        yield Tableau("Ce qui pourrait l’arrêter, et la parade", ("Risque", "Gravité", "Parade"), rows)


def _list_notes(fiche: FicheAction) -> Iterator[Element]:
    notes = fiche.notes_partagees  # type: ignore[attr-defined]  # prefetched under this name
    for note in notes[:MAX_NOTES]:
        auteur = f", {note.auteur_libelle}" if note.auteur_libelle else ""
        yield _say(f"{date_longue(note.date)}{auteur} : {note.texte}")
    if (reste := len(notes) - MAX_NOTES) > 0:
        yield _say(f"{nombre_accorde(reste, 'note plus ancienne', 'notes plus anciennes')} à lire dans Convive.")


def _list_liees(lot: LotImpression, fiche: FicheAction) -> Iterator[Element]:
    if sous := lot.sous_actions.get(fiche.pk):
        yield _say("Ses sous-actions :")
        yield from _list_puces(sous)
    if voisines := lot.voisines.get(fiche.pk):
        yield _say("Avancent avec elle :")
        yield from _list_puces(voisines)


def _list_plans(fiche: FicheAction) -> Iterator[Element]:
    orientations = [f"{row.plan.nom}, {row}" for row in fiche.orientations.all()]
    yield from _list_puces([*orientations, *(row.nom for row in fiche.plans_externes.all())])
    if items := [regles.ITEMS_SPPE.get(row.item, row.item) for row in fiche.lignes_sppe.all()]:
        yield _say(f"Pour le schéma de la petite enfance : {' ; '.join(items)}.")
