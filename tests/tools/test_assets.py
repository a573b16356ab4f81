"""What npm brings is made fit for our pages."""

import pytest

from tools.assets import ICONS, face_in, without_source_map

CSS = """/* serif-latin-wght-normal */
@font-face {
  src: url(./files/serif-latin-wght-normal.woff2);
}

/* serif-greek-wght-normal */
@font-face {
  src: url(./files/serif-greek-wght-normal.woff2);
}"""


def test_a_pointer_to_a_file_we_do_not_ship_is_dropped() -> None:
    css = "a{color:red}\n/*# sourceMappingURL=bootstrap.min.css.map */"

    assert without_source_map(css) == "a{color:red}\n"


def test_one_subset_of_a_font_is_taken_alone() -> None:
    face = face_in(CSS, name="serif-latin-wght-normal")

    assert face == "@font-face {\n  src: url(./files/serif-latin-wght-normal.woff2);\n}"


def test_a_font_that_lost_a_subset_is_refused_by_name() -> None:
    with pytest.raises(SystemExit, match="no longer has serif-welsh-wght-normal"):
        face_in(CSS, name="serif-welsh-wght-normal")


def test_each_icon_is_listed_once_in_order() -> None:
    assert list(ICONS) == sorted(set(ICONS))
