"""Which words of a text were asked for."""

from .analyser import lexemes_of, tokens

AROUND = 90  # letters before the first hit
LONGEST = 240


def excerpt(text: str, lexemes: frozenset[str]) -> list[tuple[str, bool]]:
    """A piece of the text around the first hit, as (text, is a hit) in order. Plain text: the template escapes it."""
    hits = [(start, end) for word, start, end in tokens(text) if _is_hit(word, lexemes)]
    first = max(hits[0][0] - AROUND, 0) if hits else 0
    first = text.rfind(" ", 0, first) + 1 if first else 0
    last = min(first + LONGEST, len(text))
    pieces: list[tuple[str, bool]] = [("… ", False)] if first else []
    at = first
    for start, end in hits:
        if start >= at and end <= last:
            pieces += [(text[at:start], False), (text[start:end], True)]
            at = end
    pieces.append((text[at:last] + (" …" if last < len(text) else ""), False))
    return [piece for piece in pieces if piece[0]]


def _is_hit(word: str, lexemes: frozenset[str]) -> bool:
    found = lexemes_of(word)
    return not lexemes.isdisjoint({found.whole, found.twin, *found.parts, *found.twin_parts})
