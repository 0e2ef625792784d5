"""Plug-ins for Communiqué, one of each kind."""
