"""Errors of the data plane; the message of each is one French sentence, to be shown as it is."""


class ErreurDonnees(Exception):
    """The base class of errors that a person can act on."""


class FichierIllisible(ErreurDonnees):
    """A refused file: its name, where in it, and the likely cause."""

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
    """A file that could not be downloaded: its URL, and why."""

    def __init__(self, url: str, cause: str) -> None:
        self.url = url
        self.cause = cause
        super().__init__(f"{url} : {cause}.")


class DonneesAbsentes(ErreurDonnees):
    """Nothing has been built yet, or the build is missing. `phrase` says it to whoever cannot run a command."""

    phrase = "Les chiffres de cette page ne sont pas encore prêts."

    def __init__(self) -> None:
        super().__init__(
            "Les données ne sont pas encore préparées sur cette machine : lancez « ./run convive donnees build », "
            "puis recommencez."
        )


class DonneesAbimees(DonneesAbsentes):
    """The build differs from what was written: a failing disk, an interrupted copy."""

    def __init__(self) -> None:
        ErreurDonnees.__init__(
            self,
            "Les chiffres préparés sur cette machine sont abîmés : lancez « ./run convive donnees build », "
            "qui les refait, puis recommencez. Vérifiez aussi le disque.",
        )


class ManifesteAbime(ErreurDonnees):
    """No manifest says any more which official files the figures came from."""

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
    """A source was requested by a name that no module declares."""

    def __init__(self, identifiant: str, connues: list[str]) -> None:
        super().__init__(f"La source « {identifiant} » n’existe pas ; sources connues : {', '.join(connues)}.")
