"""The money around a CTG: what the Caf’s scales say, who pays what, what is still to be found."""
