"""Read one file in this program: `python -m convive.plan_action.lecteur_plans < demande`."""

from convive.plan_action.lecteur_plans.programme import main

if __name__ == "__main__":
    main()
