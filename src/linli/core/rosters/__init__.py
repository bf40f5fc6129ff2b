"""名册 · Which column of a roster holds which data element: by its heading, by its values, by what was said before."""

from linli.core.rosters.candidates import Candidate, candidates_of
from linli.core.rosters.looks import Look, share
from linli.core.rosters.recognise import Guess, Reason, Seen, recognise

__all__ = ["Candidate", "Guess", "Look", "Reason", "Seen", "candidates_of", "recognise", "share"]
