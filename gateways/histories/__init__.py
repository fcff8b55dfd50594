"""Histories that others kept, read from where they lie: folders, git repositories, WARC files. Nothing is fetched.

All of it is untrusted: sizes are bounded, links out of a folder are not followed, and no program of a repository runs.
"""
