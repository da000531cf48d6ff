"""The tenant: espaces, their dated périmètres, members, roles and invitations."""
