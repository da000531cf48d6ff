"""Write what a file of actions says: levels, elements, actions and what hangs on them; keep what undoing needs."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.utils import timezone

from convive.acteurs.models import Organisation, Personne
from convive.comptes.models import Compte
from convive.espaces.actions.ecriture import save_fiche
from convive.espaces.models import Thematique
from convive.espaces.selectors.texte import get_textes
from convive.journal.models import MAX_NOM as MAX_NOM_AUTEUR
from convive.plan_action.actions.lignes_import import put_indicateur, update_budget
from convive.plan_action.lecteur_plans import IndicateurLu, NoeudLu
from convive.plan_action.models import (
    EcritImportPlan,
    FicheAction,
    ImportPlan,
    IndicateurFiche,
    LigneBudget,
    NiveauPlan,
    NoeudPlan,
    NoteSuivi,
    PartenaireFiche,
    ValeurIndicateurFiche,
)
from convive.plan_action.rules import plan as regles
from convive.plan_action.rules.rapprochement import get_nom_niveau, rank_libelles
from convive.plan_action.selectors.comparaison_import import is_meme
from convive.plan_action.selectors.place_import import build_code, find_noeud_libre
from convive.plan_action.selectors.prevue_import import CREER, ActionPrevue, Prevision

RAISON = "Import d’un plan"
PAR_LOT = 500
PLURIELS = regles.NOMS_NIVEAUX
CHAMPS_SIMPLES = (
    *("titre", "code", "description", "date_debut", "date_fin", "calendrier_texte", "statut", "statut_texte"),
    *("avancement_saisi", "priorite", "instance_suivi", "publics", "communes", "constat_texte", "objectif_general"),
    *("objectifs_operationnels", "resultats_attendus", "moyens_humains", "moyens_materiels"),
    *("organisation_porteuse_id", "noeud_id"),
)


class Ecriture:
    """One import being written, in the transaction of its caller."""

    def __init__(self, fichier: ImportPlan, by: Compte) -> None:
        self.fichier, self.by = fichier, by
        self.espace, self.ctg = fichier.espace, fichier.ctg
        self.ecrits: list[EcritImportPlan] = []
        self.fiches: list[UUID] = []
        self.noeuds_crees = 0
        self.cartes: dict[str, UUID] = {}
        self.noeuds: dict[int, NoeudPlan] = {}
        self.organisations: dict[str, str] = {}

    def write(self, prevision: Prevision) -> None:
        self.organisations = prevision.choix_organisations
        self._create_cartes(prevision)
        self._write_arbre(prevision)
        creees = [(action, self._build_fiche(action)) for action in prevision.creees]
        self._create_fiches(creees)
        for action in prevision.changees:
            self._update_fiche(action)
        self._write_indicateurs_noeuds(prevision)

    def _note(
        self, cle: str, objet: Any, avant: dict[str, Any] | None = None, apres: dict[str, Any] | None = None
    ) -> None:
        self.ecrits.append(
            EcritImportPlan(
                fichier=self.fichier,
                objet_type=cle,
                objet_uuid=objet.pk,
                is_creation=avant is None,
                avant=avant or {},
                apres=apres or {},
            )
        )

    # --- The directory --------------------------------------------------------------------------------------------
    def _create_cartes(self, prevision: Prevision) -> None:
        """Only those that someone asked for."""
        today = timezone.localdate()
        for nom, choix in prevision.choix_personnes.items():
            if choix == CREER:
                prenom, _, famille = nom.rpartition(" ")
                personne = Personne.objects.create(
                    espace=self.espace, prenom=prenom, nom=famille, source=RAISON, date_collecte=today
                )
                self.cartes[f"{CREER}:{nom}"] = personne.pk
                self._note("personne", personne)
        for nom, choix in prevision.choix_organisations.items():
            if choix == CREER:
                organisation = Organisation.objects.create(
                    espace=self.espace, nom=nom, source=RAISON, created_by=self.by, updated_by=self.by
                )
                self.cartes[f"{CREER}:{nom}"] = organisation.pk
                self._note("organisation", organisation)

    def _get_carte(self, cle: str) -> UUID:
        return self.cartes[cle] if cle in self.cartes else UUID(cle)

    def _get_financeur(self, nom: str | None) -> UUID | None:
        choix = self.organisations.get(nom or "", "")
        return self._get_carte(f"{CREER}:{nom}" if choix == CREER else choix) if choix else None

    # --- The tree -------------------------------------------------------------------------------------------------
    def _write_arbre(self, prevision: Prevision) -> None:
        niveaux = {niveau.rang: niveau for niveau in NiveauPlan.objects.filter(ctg=self.ctg)}
        connus = list(NoeudPlan.objects.filter(ctg=self.ctg))
        codes = {noeud.code for noeud in connus if noeud.code}
        ordre = max((noeud.ordre for noeud in connus), default=-1)
        for lu in prevision.plan.arbre:
            parent = self.noeuds.get(id(lu.parent)) if lu.parent is not None else None
            if lu.rang > regles.MAX_RANG:
                # Deeper than a plan goes: its actions hang on the last level.
                if parent is not None:
                    self.noeuds[id(lu)] = parent
                continue
            found = find_noeud_libre(connus, lu, parent, self.noeuds.values())
            if found is None:
                niveau = niveaux.get(lu.rang) or self._create_niveau(lu, niveaux)
                ordre += 1
                code = build_code(lu)[: regles.MAX_CODE]
                found = NoeudPlan.objects.create(
                    espace=self.espace,
                    ctg=self.ctg,
                    niveau=niveau,
                    parent=parent,
                    code="" if code in codes else code,
                    libelle=lu.titre[: regles.MAX_LIBELLE],
                    ordre=ordre,
                )
                codes.add(found.code)
                connus.append(found)
                self.noeuds_crees += 1
                self._note("noeud_plan", found)
            self.noeuds[id(lu)] = found

    def _create_niveau(self, lu: NoeudLu, niveaux: dict[int, NiveauPlan]) -> NiveauPlan:
        dits = self.fichier.lecture.get("corrections", {}).get("noms_niveaux", {})
        nom = lu.sorte if lu.is_exact else dits.get(lu.sorte) or get_nom_niveau(lu.sorte or f"niveau {lu.rang}")
        libelle = nom[: regles.MAX_NOM_NIVEAU]
        niveau = NiveauPlan.objects.create(
            ctg=self.ctg, rang=lu.rang, nom_singulier=libelle, nom_pluriel=PLURIELS.get(libelle, libelle)
        )
        niveaux[lu.rang] = niveau
        self._note("niveau_plan", niveau)
        return niveau

    # --- Actions --------------------------------------------------------------------------------------------------
    def _build_fiche(self, action: ActionPrevue) -> FicheAction:
        noeud = self.noeuds.get(id(action.lue.noeud)) if action.lue.noeud is not None else None
        fiche = FicheAction(
            uuid=uuid4(), espace=self.espace, ctg=self.ctg, noeud=noeud, created_by=self.by, updated_by=self.by
        )
        for champ, valeur in action.valeurs.items():
            setattr(fiche, champ, valeur)
        fiche.organisation_porteuse_id = self._get_carte(action.porteuse) if action.porteuse else None
        return fiche

    def _create_fiches(self, creees: list[tuple[ActionPrevue, FicheAction]]) -> None:
        rows = FicheAction.objects.filter(ctg=self.ctg)
        codes = set(rows.exclude(code="").values_list("code", flat=True))
        ordre = rows.order_by("-ordre").values_list("ordre", flat=True).first() or 0
        for rang, (_, fiche) in enumerate(creees, 1):
            fiche.ordre = ordre + rang
            # Two actions under one number: the second waits for someone to choose hers.
            if fiche.code in codes:
                fiche.code = ""
            codes.add(fiche.code)
        FicheAction.objects.bulk_create([fiche for _, fiche in creees], batch_size=PAR_LOT)
        ecrites = [fiche for _, fiche in creees if any(get_textes(fiche).values())]
        FicheAction.versions.bulk_history_create(
            ecrites,
            batch_size=PAR_LOT,
            default_change_reason=RAISON,
            custom_historical_attrs={"auteur_nom": str(self.by)[:MAX_NOM_AUTEUR]},
        )
        self._create_lies(creees)
        for _, fiche in creees:
            self._note("fiche_action", fiche, None, {"version": fiche.version})
            self.fiches.append(fiche.pk)

    def _create_lies(self, paires: list[tuple[ActionPrevue, FicheAction]]) -> None:
        pilotes, themes = FicheAction.pilotes.through, FicheAction.thematiques.through
        pilotes._default_manager.bulk_create(
            [
                pilotes(ficheaction_id=fiche.pk, personne_id=self._get_carte(cle))
                for action, fiche in paires
                for cle in action.pilotes
            ],
            batch_size=PAR_LOT,
        )
        themes._default_manager.bulk_create(
            [
                themes(ficheaction_id=fiche.pk, thematique_id=pk)
                for action, fiche in paires
                for pk in action.thematiques
            ],
            batch_size=PAR_LOT,
        )
        PartenaireFiche.objects.bulk_create(
            [row for action, fiche in paires for row in self._build_partenaires(action, fiche, action.partenaires)],
            batch_size=PAR_LOT,
        )
        LigneBudget.objects.bulk_create(
            [row for action, fiche in paires for row in self._build_budget(action, fiche)], batch_size=PAR_LOT
        )
        today = timezone.localdate()
        NoteSuivi.objects.bulk_create(
            [
                NoteSuivi(
                    fiche=fiche,
                    date=today,
                    texte=f"Repris de « {self.fichier.fichier_nom} » :\n" + "\n".join(action.clair),
                    auteur=self.by,
                    auteur_libelle=str(self.by)[: regles.MAX_NOM_PERSONNE],
                )
                for action, fiche in paires
                if action.clair
            ],
            batch_size=PAR_LOT,
        )
        self._create_indicateurs([(lu, {"fiche": fiche}) for action, fiche in paires for lu in action.lue.indicateurs])

    def _build_partenaires(
        self, action: ActionPrevue, fiche: FicheAction, cles: Iterable[str]
    ) -> list[PartenaireFiche]:
        vus: set[UUID] = set()
        rows = []
        co_porteurs = {
            self._get_carte(cle) for cle in action.partenaires if cle in _get_co_porteurs(action, self.organisations)
        }
        for cle in cles:
            pk = self._get_carte(cle)
            if pk == fiche.organisation_porteuse_id or pk in vus:
                continue
            vus.add(pk)
            role = regles.RolePartenaire.CO_PORTEUR if pk in co_porteurs else regles.RolePartenaire.PARTENAIRE
            rows.append(PartenaireFiche(fiche=fiche, organisation_id=pk, role=role.value))
        return rows

    def _build_budget(self, action: ActionPrevue, fiche: FicheAction) -> list[LigneBudget]:
        return [
            LigneBudget(
                fiche=fiche,
                annee=montant.annee,
                sens=montant.sens,
                financeur_id=self._get_financeur(montant.financeur),
                financeur_texte=(montant.financeur or "")[: regles.MAX_TEXTE_COURT],
                montant_prevu=Decimal(str(montant.montant)),
            )
            for montant in action.lue.budget
        ]

    def _create_indicateurs(self, lus: list[tuple[IndicateurLu, dict[str, Any]]]) -> None:
        rows, valeurs = [], []
        for ordre, (lu, porteur) in enumerate(lus):
            row = IndicateurFiche(libelle=lu.libelle[: regles.MAX_TEXTE_COURT], ordre=min(ordre, 32_000), **porteur)
            put_indicateur(row, lu)
            rows.append(row)
            valeurs += [
                ValeurIndicateurFiche(indicateur=row, annee=int(annee), valeur=Decimal(str(valeur)))
                for annee, valeur in lu.valeurs.items()
            ]
        IndicateurFiche.objects.bulk_create(rows, batch_size=PAR_LOT)
        ValeurIndicateurFiche.objects.bulk_create(valeurs, batch_size=PAR_LOT)

    def _write_indicateurs_noeuds(self, prevision: Prevision) -> None:
        lus = []
        for noeud_lu, lu in prevision.plan.indicateurs_noeuds:
            noeud = self.noeuds.get(id(noeud_lu))
            if (
                noeud is not None
                and not noeud.indicateurs.filter(libelle=lu.libelle[: regles.MAX_TEXTE_COURT]).exists()
            ):
                lus.append((lu, {"noeud": noeud}))
        self._create_indicateurs(lus)

    # --- An action that is here already -----------------------------------------------------------------------------
    def _update_fiche(self, action: ActionPrevue) -> None:
        fiche = FicheAction.objects.select_for_update().get(pk=action.avant.pk)  # type: ignore[union-attr]  # checked by changees
        avant = dump_fiche(fiche)
        for champ, valeur in action.valeurs.items():
            is_dit = champ != "statut_texte" or fiche.statut_texte or "statut" in action.valeurs
            if is_dit and not is_meme(getattr(fiche, champ), valeur):
                setattr(fiche, champ, valeur)
        if action.porteuse:
            fiche.organisation_porteuse_id = self._get_carte(action.porteuse)
        if fiche.date_debut and fiche.date_fin and fiche.date_fin < fiche.date_debut:
            fiche.date_debut, fiche.date_fin = avant_dates(avant)
        if action.is_deplacee and action.lue.noeud is not None:
            fiche.noeud = self.noeuds.get(id(action.lue.noeud), fiche.noeud)
        save_fiche(fiche, self.by, FicheAction.CHAMPS_TEXTES, raison=RAISON)
        pilotes = Personne.objects.filter(pk__in=[self._get_carte(cle) for cle in action.pilotes])
        if "pilotes" in action.completes:
            fiche.pilotes.set(pilotes)
        else:
            fiche.pilotes.add(*pilotes)
        themes = Thematique.objects.filter(pk__in=action.thematiques)
        if "thematiques" in action.completes:
            fiche.thematiques.set(themes)
        else:
            fiche.thematiques.add(*themes)
        connus = set(fiche.partenaires.values_list("organisation", flat=True))
        rows = self._build_partenaires(action, fiche, action.partenaires)
        PartenaireFiche.objects.bulk_create([row for row in rows if row.organisation_id not in connus])
        if action.lue.budget and any(champ == "budget" for champ, _, _ in action.changes):
            update_budget(fiche, self._build_budget(action, fiche))
        self._update_indicateurs(action, fiche)
        self._note("fiche_action", fiche, avant, {**dump_fiche(fiche), "version": fiche.version})
        self.fiches.append(fiche.pk)

    def _update_indicateurs(self, action: ActionPrevue, fiche: FicheAction) -> None:
        rows = list(fiche.indicateurs.order_by("ordre", "created_at", "pk"))
        connus = dict(zip(rank_libelles([row.libelle for row in rows]), rows, strict=True))
        neufs = []
        cles = rank_libelles([lu.libelle for lu in action.lue.indicateurs])
        for cle, lu in zip(cles, action.lue.indicateurs, strict=True):
            row = connus.get(cle)
            if row is None:
                neufs.append((lu, {"fiche": fiche}))
                continue
            put_indicateur(row, lu)
            row.save()
            for annee, valeur in lu.valeurs.items():
                ValeurIndicateurFiche.objects.update_or_create(
                    indicateur=row, annee=int(annee), defaults={"valeur": Decimal(str(valeur))}
                )
        self._create_indicateurs(neufs)


def _get_co_porteurs(action: ActionPrevue, choix: dict[str, str]) -> set[str]:
    """The bodies that carry with the first one."""
    cles = set()
    for nom in [*action.lue.structures_porteuses, *action.lue.pilotes][1:]:
        choice = choix.get(nom, "")
        cles.add(f"{CREER}:{nom}" if choice == CREER else choice)
    return cles - {""}


def dump_fiche(fiche: FicheAction) -> dict[str, Any]:
    """The fields that an import may change, as JSON keeps them, with what hangs on the action."""
    champs = {champ: _dump(getattr(fiche, champ)) for champ in CHAMPS_SIMPLES}
    budget = [
        {
            "annee": ligne.annee,
            "sens": ligne.sens,
            "nature": ligne.nature,
            "financeur_id": _dump(ligne.financeur_id),
            "financeur_texte": ligne.financeur_texte,
            "commune": ligne.commune,
            "montant_prevu": _dump(ligne.montant_prevu),
            "montant_realise": _dump(ligne.montant_realise),
            "demande_le": _dump(ligne.demande_le),
            "confirme": ligne.confirme,
            "commentaire": ligne.commentaire,
        }
        for ligne in fiche.budget.order_by("created_at", "pk")
    ]
    return {
        **champs,
        "thematiques": sorted(str(pk) for pk in fiche.thematiques.values_list("pk", flat=True)),
        "pilotes": sorted(str(pk) for pk in fiche.pilotes.values_list("pk", flat=True)),
        "partenaires": sorted(str(pk) for pk in fiche.partenaires.values_list("organisation", flat=True)),
        "indicateurs": sorted(str(pk) for pk in fiche.indicateurs.values_list("pk", flat=True)),
        "budget": budget,
    }


def _dump(valeur: Any) -> Any:
    return valeur if valeur is None or isinstance(valeur, str | int | list | bool) else str(valeur)


def avant_dates(avant: dict[str, Any]) -> tuple[Any, Any]:
    """The dates as they were: a start after the end is not written."""
    champ = FicheAction._meta.get_field("date_debut")
    return champ.to_python(avant["date_debut"]), champ.to_python(avant["date_fin"])
