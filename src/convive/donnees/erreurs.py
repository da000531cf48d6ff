"""Errors of the data plane; each one reads as a single French sentence, to be shown as it is."""


class ErreurDonnees(Exception):
    """Common parent of the errors that a person can act upon."""


class FichierIllisible(ErreurDonnees):
    """A file that is refused: which file, where in it, and the likely cause."""

    def __init__(self, fichier: str, cause: str, *, ligne: int | None = None, colonne: str | None = None) -> None:
        self.fichier = fichier
        self.cause = cause
        self.ligne = ligne
        self.colonne = colonne
        endroit = fichier
        if ligne is not None:
            endroit += f", ligne {ligne}"
        if colonne is not None:
            endroit += f", colonne « {colonne} »"
        super().__init__(f"{endroit} : {cause}.")


class TelechargementImpossible(ErreurDonnees):
    """A file that could not be brought: from where, and why."""

    def __init__(self, url: str, cause: str) -> None:
        self.url = url
        self.cause = cause
        super().__init__(f"{url} : {cause}.")


class DonneesAbsentes(ErreurDonnees):
    """Nothing has been built yet, or what was built is gone."""

    def __init__(self) -> None:
        super().__init__(
            "Les données ne sont pas encore préparées sur cette machine : lancez « ./run convive donnees build », "
            "puis recommencez."
        )


class DonneesAbimees(DonneesAbsentes):
    """What was built is no longer what was written: a failing disk, a copy cut short."""

    def __init__(self) -> None:
        ErreurDonnees.__init__(
            self,
            "Les chiffres préparés sur cette machine sont abîmés : lancez « ./run convive donnees build », "
            "qui les refait, puis recommencez. Vérifiez aussi le disque.",
        )


class ManifesteAbime(ErreurDonnees):
    """Nothing says any more which official files the figures came from."""

    def __init__(self) -> None:
        super().__init__(
            "La liste des fichiers officiels déjà chargés est abîmée, et rien n’a été changé pour ne pas les perdre : "
            "relancez avec le dossier de ces fichiers (--depot ou CONVIVE_DEPOT). Pour repartir sans eux, effacez le "
            "dossier des chiffres préparés (CONVIVE_DONNEES)."
        )


class ConstructionEnCours(ErreurDonnees):
    """Another build holds the lock."""

    def __init__(self) -> None:
        super().__init__("Une autre préparation des données est en cours : attendez qu’elle se termine.")


class SourceInconnue(ErreurDonnees):
    """A source was asked for by a name that no module declares."""

    def __init__(self, identifiant: str, connues: list[str]) -> None:
        super().__init__(f"La source « {identifiant} » n’existe pas ; sources connues : {', '.join(connues)}.")
