"""The words of a passage that say what it is about."""

from collections.abc import Iterator

from ecotone.engine.kernel.words import words_of

__all__ = ["Content", "content_of"]

FEWEST_LETTERS = 3
LETTERS_COMPARED = 6
Content = tuple[str, str]  # what is compared, and the word as it stands

# Words that bind sentences together, in English and in Welsh. Folded, as they are compared.
_BINDING_WORDS = """
    about after again all also always and another any are because been before being both but
    can could did does doing done down each even ever every few for from get gets getting give
    got had has have having her here hers him his how into its just kind know let like lot lots
    made make makes making many may maybe might more most much must need never not now off often
    once one only other our ours out over own people perhaps quite rather really said same say
    says see she should some somebody something sometimes still such take than that the their
    them then there these they thing things think this those though through too under until use
    used using very want was way ways well went were what when where which while who why will
    with without would yet you your yours
    aren couldn didn doesn don hadn hasn haven isn shouldn wasn weren won wouldn
    ond mae oedd yma yna hyn hynny gan ein eich eu fel pan sydd bod roedd wedi dim hefyd iawn
    byddai dwi dyw nid neu rhai ryw pob mwy chi nhw hwn hon hwnnw honno
"""
_BINDING = frozenset(_BINDING_WORDS.split())


def content_of(text: str) -> Iterator[Content]:
    """Give each word that carries content: what it is compared by, and how it stands.

    Words are compared without case and diacritics, by their first six letters: `assess`,
    `assessing` and `assessment` count as one, and no language's grammar is needed. Short
    words, numbers and words that only bind sentences are left out.

    >>> list(content_of("They were assessing 12 groups"))
    [('assess', 'assessing'), ('groups', 'groups')]
    """
    for word in words_of(text):
        key = word.key
        if len(key) >= FEWEST_LETTERS and not key.isdigit() and key not in _BINDING:
            yield key[:LETTERS_COMPARED], word.text
