"""From a plan to results, whatever the engine."""

import dataclasses
from collections.abc import Iterator

from ..analyser import says_little
from ..plan import Plan, Term, beginning, itself, loosened, term
from ..ranking import rarity
from .corrections import corrections
from .question import Engine, Found, Question
from .results import Results

FEW = 5  # fewer hits than this on all words: those on some words are added after them


def answer(engine: Engine, plan: Plan, *, limit: int = 20, offset: int = 0) -> Results:
    """All words first; some of them when few entries have all. Words nobody wrote are read as the nearest one."""
    question, corrections = asked(engine, plan)
    whole = engine.find(question, limit=limit, offset=offset)
    some = Found()
    if whole.total < FEW:
        rest = {"limit": limit - len(whole.entries), "offset": max(offset - whole.total, 0)}
        answers = (engine.find(wider, **rest) for wider in _wider(question))
        some = next((found for found in answers if found.total), some)
    return Results(
        entries=[*whole.entries, *some.entries],
        total=whole.total + some.total,
        with_all=whole.total,
        facets=whole.facets if whole.total else some.facets or whole.facets,
        corrections=corrections,
        partial=frozenset(entry.pk for entry in some.entries),
        lexemes=frozenset(lexeme for one in question.terms for way in one.alternatives for lexeme in way.lexemes),
    )


def asked(engine: Engine, plan: Plan) -> tuple[Question, dict[str, str]]:
    """The question a plan comes to in this index, and what was corrected."""
    terms, corrections = list(plan.terms), dict[str, str]()
    total, counts = engine.count(terms) if terms else (0, [])
    for number, count in enumerate(counts):
        if not count:
            terms[number], used = _for_unknown(engine, terms[number])
            corrections |= used
    if terms != list(plan.terms):
        total, counts = engine.count(terms)
    rarities = tuple(rarity(count, total) for count in counts)
    return Question(tuple(terms), rarities, plan.filters, plan.kinds), corrections


def _for_unknown(engine: Engine, one: Term) -> tuple[Term, dict[str, str]]:
    """What was meant with a word nobody wrote, and what to tell of it. Words known from before may have been hidden."""
    near = corrections(one.word)
    _total, counts = engine.count([itself(word) for word in near]) if near else (0, [])
    for better in (word for word, count in zip(near, counts, strict=True) if count):
        return term(better), {one.word: better}
    return beginning(one.word), {}


def _wider(question: Question) -> Iterator[Question]:
    """The same with less: some of the words, or a part of the only one.

    Who wants to borrow a drum does not want to see all that can be borrowed, unless there is nothing else.
    """
    looser = tuple(loosened(one) for one in question.terms)
    telling = tuple(one for one in looser if not says_little(one.word))
    for some in dict.fromkeys([telling, looser]):
        if some and (len(looser) > 1 or looser != question.terms):
            yield dataclasses.replace(question, terms=looser, some=some, strict=question.terms)
