"""Where the API is."""

#: What every address begins with. What is there is never changed, only added to.
PREFIX = "/api/v1"
