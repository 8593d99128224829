"""Where a page first uses a term of the glossary."""

from __future__ import annotations

from collections import Counter

from rulebook.glossary import mark_terms, pieces, without_marks
from rulebook.law import Law


def test_only_the_first_use_is_marked(law: Law) -> None:
    assert mark_terms("Basis is not taxed.\n\nBasis again.\n", law, set()) == "[[basis|Basis]] is not taxed.\n\nBasis again.\n"


def test_a_term_used_above_is_not_marked_again(law: Law) -> None:
    used = {"basis"}
    assert mark_terms("Basis, then a rollover.", law, used) == "Basis, then a [[rollover|rollover]]."
    assert used == {"basis", "rollover"}


def test_the_longest_term_wins_and_a_plural_counts(law: Law) -> None:
    assert mark_terms("Early distributions.", law, set()) == "[[early_distribution|Early distributions]]."


def test_a_term_may_run_over_a_line_end(law: Law) -> None:
    assert mark_terms("an additional\ntax", law, set()) == "an [[additional_tax|additional\ntax]]"


def test_nothing_is_marked_where_a_mark_would_break_something(law: Law) -> None:
    untouched = "# Basis\n\n| basis | x |\n\n[basis](x.md) and `basis` and “basis” and <b title='basis'>\n\n::: table basis @ 2026\n"
    assert mark_terms(untouched, law, set()) == untouched
    assert mark_terms("pre-basis, basis-like, basis2", law, set()) == "pre-basis, basis-like, basis2"


def test_pieces_put_together_are_the_text(law: Law) -> None:
    text = "The additional tax falls on a distribution, not on basis."
    found = pieces(text, law, set())
    assert "".join(piece.text for piece in found) == text
    assert [piece.term for piece in found if piece.term] == ["additional_tax", "distribution", "basis"]


def test_marks_can_be_taken_out_again(law: Law) -> None:
    assert without_marks(mark_terms("Basis and a rollover.", law, set())) == "Basis and a rollover."


def test_no_words_name_two_terms(law: Law) -> None:
    words = Counter(phrase.lower() for term in law.terms.values() for phrase in term.in_text)
    assert not [phrase for phrase, count in words.items() if count > 1]
