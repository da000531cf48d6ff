"""Three series of plans of actions, as people really make them, and what must be read in each.

Nobody who wrote them had read the reader. Territories, organisations and people are all invented. `attendus/<nom>.yaml`
says what must be read; a writer of this package puts it in a file as its author would. `python -m tools.plans_a_part`
compares with what is read.
"""
