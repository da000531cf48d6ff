"""Small counts that the totals of départements, régions and France must leave out, see ADR 0023.

Pages mask small communes (`diagnostic.rules.secret`), and a total must not reveal one by subtraction. A frame is the
part of an EPCI that lies in one département. If other communes of the frame cannot hide its small counts (it has only
one count, or fewer people than the threshold in all), totals leave them out, and say that they are missing.
"""

SEUIL_EFFECTIF = 5
"""The same value as the parameter of the catalogue; a test compares them."""

SENSIBLES = (
    "beneficiaires_aah",
    "beneficiaires_aeeh",
    "chomeurs_15_24",
    "chomeurs_15_64",
    "demandeurs_emploi_abc",
    "demandeurs_emploi_abc_moins_25",
    "foyers_aides_logement",
    "foyers_allocataires",
    "foyers_asf",
    "foyers_cmg",
    "foyers_prepare",
    "foyers_prime_activite",
    "foyers_qf_400_799",
    "foyers_qf_moins_400",
    "foyers_rsa",
    "jeunes_non_inseres_15_24",
)
"""The counts used by sensitive indicators; a test compares them with the catalogue."""
