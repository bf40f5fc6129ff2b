"""回填 · Writing back: a department's own file with its cells filled, in its own layout."""

from linli.forms.writing.back import write_back
from linli.forms.writing.model import Card, Place, Written, ledger, place_of
from linli.forms.writing.styles import styles_of

__all__ = ["Card", "Place", "Written", "ledger", "place_of", "styles_of", "write_back"]
