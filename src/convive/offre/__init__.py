"""Services and equipment of a territory: what exists, for whom, with whose support; who exercises which competence."""
