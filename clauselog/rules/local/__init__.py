"""What users decide for themselves: rules switched off, weighed otherwise or added, and words of their own.

``judgement.judgement_from(rules, lexicon)`` reads both files; ``compare`` calls the ``Judgement`` it gives.
"""
