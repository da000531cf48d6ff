"""Campaigns: the product attacked as a stranger, or a member with little, would do it.

    .venv/bin/python -m tools.campagnes                # all of them, on a demonstration made for it, under ten minutes
    .venv/bin/python -m tools.campagnes fuites --var /tmp/campagne    # one of them; the installation is kept there

They ask the pages of the demonstration in this very process, through the test client of Django: no network, no port,
nothing of the installation of this machine. Every request is timed. What they accept is written beside what they try,
with its reason. The suite runs a short form of each (`tests/config/test_campagnes.py`).
"""
