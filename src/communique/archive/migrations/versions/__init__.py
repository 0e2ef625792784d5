"""The revisions; each stays as it was when it was published."""
