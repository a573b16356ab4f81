"""A small cast for the pictures, and a reader that sees a drawing as links and words."""

from xml.etree import ElementTree as ET

from ecotone.engine.pictures import (
    Card,
    Divide,
    Passages,
    Practice,
    Ribbon,
    Sector,
    UnmetAsk,
)

PRIMARY = Sector("primary", "Primary", "circle", "primary", "left")
SECONDARY = Sector("secondary", "Secondary", "square", "secondary", "left")
UNIVERSITY = Sector("university", "University", "triangle", "university", "right")
SECTORS = (PRIMARY, SECONDARY, UNIVERSITY)


def card(
    name: str, sector: Sector, *, words: str = "in their words", href: str = "/p/"
) -> Card:
    return Card(name.lower(), name, words, sector, href and f"{href}{name.lower()}/")


def practice(label: str) -> Practice:
    slug = label.lower().replace(" ", "-")
    return Practice(slug, label, f"/practices/{slug}/")


def ribbon(
    giver: Card, over: Practice, asker: Card, *, given: int = 2, asked: int = 3
) -> Ribbon:
    return Ribbon(
        giver=giver,
        practice=over,
        asker=asker,
        given=Passages(given, f"/gives/{giver.participant}/{over.id}/"),
        asked=Passages(asked, f"/asks/{asker.participant}/{over.id}/"),
    )


def demo() -> Divide:
    """Ribbons both ways, a practice given by two sectors, and one ask without a bridge."""
    tom, heather = card("Tom", PRIMARY), card("Heather", SECONDARY)
    david, paul = card("David", UNIVERSITY), card("Paul", UNIVERSITY)
    wondering = card("Heather", SECONDARY, words="real")
    industrial = card("David", UNIVERSITY, words="industry")
    group, assessing = practice("Group work"), practice("Assessing")
    buy_in = practice("Leadership buy-in")
    return Divide(
        sectors=SECTORS,
        ribbons=(
            ribbon(tom, group, david),
            ribbon(heather, group, david),
            ribbon(heather, group, paul, asked=1),
            ribbon(heather, assessing, paul, given=4),
            ribbon(industrial, practice("Real science"), wondering),
        ),
        unmet=(UnmetAsk(paul, buy_in, Passages(1, "/asks/paul/leadership-buy-in/")),),
    )


def tree(svg: str) -> ET.Element:
    return ET.fromstring(svg)  # noqa: S314 - drawn by us a moment ago


def links(svg: str) -> list[tuple[str, str]]:
    """Return (address, spoken name) of every link, in the order Tab meets them."""
    return [(a.attrib["href"], a.attrib["aria-label"]) for a in tree(svg).iter("a")]


def texts(svg: str) -> list[str]:
    return ["".join(text.itertext()) for text in tree(svg).iter("text")]


def numbers(svg: str, element: str, attribute: str) -> list[float]:
    return [float(found.attrib[attribute]) for found in tree(svg).iter(element)]
