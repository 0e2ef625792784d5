"""Across documents: one meeting in many reports, people through their offices, promises in time.

Everything here is pure: what the archive handed out goes in, linked things come out, and the
same set gives the same things whatever order it comes in. Nothing rewrites a record; what is
linked leads back to the records, and through them to their words.
"""
