"""Words to what they are found by, in both written forms."""

import pytest

from search.analyser import Synonyms, from_english, kinds_meant, lexemes_of, phrase_of, says_little
from search.plan import plan
from search.vectors import BODY, TITLE, stored_weights, weights_of


def parts(word: str) -> set[str]:
    return set(lexemes_of(word).parts)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("skolene", "skulane"),
        ("høringer", "høyringar"),
        ("svømmekurs", "symjekurs"),
        ("sykehjem", "sjukeheim"),
        ("kafé", "kafeen"),
        ("øv", "øving"),
        ("bøkene", "bok"),
    ],
)
def test_forms_of_one_word(one, other):
    assert lexemes_of(one).whole == lexemes_of(other).whole


@pytest.mark.parametrize(
    ("compound", "wanted"),
    [
        ("svømmekurs", ["svømming", "kurs"]),
        ("barnehageplass", ["barnehage", "plass"]),
        ("strikkekveld", ["strikking", "kveld"]),
        ("sjakklubb", ["sjakk", "klubb"]),
    ],
)
def test_compounds_come_apart(compound, wanted):
    assert {lexemes_of(word).whole for word in wanted} <= parts(compound)


@pytest.mark.parametrize("word", ["barnehage", "hage", "far"])
def test_words_in_their_own_right_do_not(word):
    assert parts(word) == set()


@pytest.mark.parametrize(("one", "other"), [("far", "får"), ("lokaler", "lokal")])
def test_unlike_words_stay_apart(one, other):
    assert lexemes_of(one).whole != lexemes_of(other).whole


@pytest.mark.parametrize(("word", "little"), [("låne", True), ("rent", True), ("trommer", False), ("møterom", False)])
def test_words_that_say_little(word, little):
    assert says_little(word) == little


def test_english_and_kinds():
    assert from_english("meeting") == ["møte"]
    assert kinds_meant("lokaler") == ["space"]
    assert plan("lokale til fest").kinds == ("space",)


def test_synonyms_are_phrases_both_ways():
    synonyms = Synonyms([["ks", "kommunens nye senter"]])

    assert synonyms.of(phrase_of("ks")) == [phrase_of("kommunens nye senter")]
    terms = plan("kommunens nye senter i dag", synonyms=synonyms).terms
    assert [term.word for term in terms] == ["kommunens nye senter", "dag"]
    assert phrase_of("ks") in [way.lexemes for way in terms[0].alternatives]


def test_a_vector_reads_back_as_it_was_written():
    assert weights_of([("Kurs", TITLE), ("om kurs i vann", BODY)])["kurs"] == TITLE
    assert stored_weights("'=page':1 'kurs':1A '~vann':1C 'o''x':1B") == {
        "=page": BODY,
        "kurs": TITLE,
        "~vann": "C",
        "o'x": "B",
    }
