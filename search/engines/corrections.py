"""A word nobody wrote: what was meant?"""

from ..analyser import fold
from ..models import SearchWord

MOST = 5
SHORTEST, LONG = 4, 8  # letters: shorter words are not corrected, longer ones may have two errors


def corrections(word: str) -> list[str]:
    """The nearest words known, nearest first: one error away, two in long words."""
    folded = fold(word)
    if len(folded) < SHORTEST:
        return []
    most = 1 if len(folded) < LONG else 2
    lengths = range(len(folded) - most, len(folded) + most + 1)
    near = SearchWord.objects.filter(length__in=lengths).values_list("folded", "word")
    found = [(errors(folded, other, most), other[0] != folded[0], text) for other, text in near]
    return [text for _errors, _other, text in sorted(one for one in found if one[0] <= most)[:MOST]]


def errors(one: str, other: str, most: int) -> int:
    """Letters to add, drop, change or swap with the next (Damerau–Levenshtein); most + 1 when there are more."""
    if len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        before, last, row = row, before, [i]
        for j, against in enumerate(other, 1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != against))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == against:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
        if min(row) > most:
            return most + 1
    return row[-1]
