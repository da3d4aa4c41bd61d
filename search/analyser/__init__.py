"""Norwegian words to lexemes, the same for what is searched and for what is asked, in both written forms.

A word is spelt as in bokmål (spelling.py), cut to its stem (stemmer.py) and, if it is a compound, to the stems of its
parts (compounds.py). A twin without æ, ø and å, marked with ~, finds it for those who write `skoyter`.
"""

from .lexemes import Lexemes, lexemes_of, synonyms_of
from .words import STOP_WORDS, fold, tokens

__all__ = ["STOP_WORDS", "Lexemes", "fold", "lexemes_of", "synonyms_of", "tokens"]
