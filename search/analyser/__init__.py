"""Norwegian words to lexemes, the same for what is searched and for what is asked, in both written forms.

A word is spelt as in bokmål (spelling.py), cut to its stem (stemmer.py) and, if it is a compound, to the stems of its
parts (compounds.py). A twin without æ, ø and å, marked with ~, finds it for those who write `skoyter`. Only what is
asked for is also read as what it may mean besides (meanings.py).
"""

from .lexemes import Lexemes, lexemes_of
from .meanings import Synonyms, common_synonyms, from_english, kind_lexeme, kinds_meant, phrase_of, says_little
from .words import STOP_WORDS, fold, tokens

__all__ = [
    "STOP_WORDS",
    "Lexemes",
    "Synonyms",
    "common_synonyms",
    "fold",
    "from_english",
    "kind_lexeme",
    "kinds_meant",
    "lexemes_of",
    "phrase_of",
    "says_little",
    "tokens",
]
