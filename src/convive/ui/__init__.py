"""Template components, their gallery, and the front end."""
