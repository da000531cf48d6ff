"""Convive: steer a convention territoriale globale and keep it alive."""
