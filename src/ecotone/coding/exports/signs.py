"""Signs that no office file may hold, and that a text brought from anywhere may."""

_CONTROLS = (code for code in range(32) if chr(code) not in "\t\n\r")
_FORBIDDEN: dict[int, None] = dict.fromkeys((*_CONTROLS, 0xFFFE, 0xFFFF))


def writable(text: str) -> str:
    r"""Leave out what would make a word processor refuse the whole file.

    >>> writable("a bell\x07 and\ufffe a tab\t")
    'a bell and a tab\t'
    """
    return text.translate(_FORBIDDEN)
