"""What each column of a file of services, or of conventions, is."""

from convive.acteurs.forms import imports
from convive.offre.rules import colonnes_cof
from convive.offre.rules.colonnes import CHAMPS


class ColonnesForm(imports.ColonnesForm):
    """A select for each field of a service: the column of the file that holds it."""

    champs = CHAMPS


class ColonnesCofForm(imports.ColonnesForm):
    """The same for a convention."""

    champs = colonnes_cof.CHAMPS
