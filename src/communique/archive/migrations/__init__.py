"""The archive's tables through time: one script a revision under `versions`."""
