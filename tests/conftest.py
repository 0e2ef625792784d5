"""Settings of all tests."""

from hypothesis import settings

# The gate searches the same examples each time, so that what passed once passes again;
# `--hypothesis-profile=search` looks further.
settings.register_profile("gate", derandomize=True)
settings.register_profile("search", derandomize=False)
settings.load_profile("gate")
