"""What the demonstration holds here: a chargée at her fortieth day. All invented."""
