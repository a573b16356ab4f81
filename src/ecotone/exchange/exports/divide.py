"""The divide as a picture, as a table and as a sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ecotone.engine import pictures
from ecotone.exchange.queries.bridges import Bridges, Side
from ecotone.register.choices import Bank
from ecotone.register.models import Sector

AddressOf = Callable[[Side, str], str]
BANKS: Mapping[str, pictures.Bank] = {Bank.SCHOOLS: "left", Bank.UNIVERSITY: "right"}
SECTOR_COLOURS = {"primary", "secondary", "university"}
OTHER_COLOUR = "broker"


@dataclass(frozen=True, slots=True)
class Labels:
    """What the picture needs to know in words: names of practices, and what people said."""

    practices: Mapping[str, str]
    said: Mapping[tuple[str, str, str], str]

    def words_of(self, side: Side, pole: str) -> str:
        """Return the first words behind one end of a bridge; of a crowd, how many passages."""
        if side.voice.is_crowd:
            return ngettext("%(n)d passage", "%(n)d passages", side.passages) % {
                "n": side.passages
            }
        said = self.said.get((side.voice.key, side.practices[0], pole), "")
        return f"“{said}”" if said else self.practices[side.practices[0]]


def divide_of(bridges: Bridges, labels: Labels, address_of: AddressOf) -> pictures.Divide:
    """Build what the picture and its table are drawn from."""
    drawn = {sector.pk: _sector(sector) for sector in bridges.sectors}

    def card(side: Side, pole: str) -> pictures.Card:
        return pictures.Card(
            participant=side.voice.key,
            label=side.voice.label,
            words=labels.words_of(side, pole),
            sector=drawn[side.voice.sector.pk],
            href=address_of(side, pole),
        )

    def practice(key: str) -> pictures.Practice:
        return pictures.Practice(id=key, label=labels.practices[key])

    def passages(side: Side, pole: str) -> pictures.Passages:
        return pictures.Passages(count=side.passages, href=address_of(side, pole))

    return pictures.Divide(
        sectors=tuple(drawn.values()),
        ribbons=tuple(
            pictures.Ribbon(
                giver=card(bridge.giver, "gives"),
                practice=practice(bridge.practice),
                asker=card(bridge.asker, "asks"),
                given=passages(bridge.giver, "gives"),
                asked=passages(bridge.asker, "asks"),
            )
            for bridge in bridges.met
        ),
        unmet=tuple(
            pictures.UnmetAsk(
                asker=card(side, "asks"),
                practice=practice(side.practices[0]),
                asked=passages(side, "asks"),
            )
            for side in bridges.unmet
        ),
    )


def finding_sentence(divide: pictures.Divide) -> str:
    """Say in one sentence what the picture shows."""
    counts = pictures.finding_of(divide)
    unmet = counts.left_asks_unmet + counts.right_asks_unmet
    return _(
        "Schools give %(left_gives)d strengths to %(right_asks)d asks of the university; "
        "the university gives %(right_gives)d strengths to %(left_asks)d asks of schools. "
        "%(unmet)s"
    ) % {
        "left_gives": counts.left_strengths,
        "right_asks": counts.right_asks_met,
        "right_gives": counts.right_strengths,
        "left_asks": counts.left_asks_met,
        "unmet": ngettext(
            "%(n)d ask has no bridge yet.", "%(n)d asks have no bridge yet.", unmet
        )
        % {"n": unmet},
    }


def divide_words() -> pictures.DivideWords:
    """Give the picture its headings and spoken sentences in the reader's language."""
    return pictures.DivideWords(
        left_gives=_("Schools give"),
        right_asks=_("The university asks"),
        right_gives=_("The university gives"),
        left_asks=_("Schools ask"),
        bridged=_("bridged by the hub, both ways"),
        broker=_("Broker"),
        no_bridge=_("no bridge yet"),
        bare=_("Nothing crosses here yet"),
        width_note=_("Ribbon width = number of coded passages behind it"),
        gives=lambda name, practice, n: (
            ngettext(
                "%(name)s gives %(practice)s: %(n)d passage",
                "%(name)s gives %(practice)s: %(n)d passages",
                n,
            )
            % {"name": name, "practice": practice, "n": n}
        ),
        asks=lambda name, practice, n: (
            ngettext(
                "%(name)s asks for %(practice)s: %(n)d passage",
                "%(name)s asks for %(practice)s: %(n)d passages",
                n,
            )
            % {"name": name, "practice": practice, "n": n}
        ),
        unmet=lambda name, practice, n: (
            ngettext(
                "No bridge yet: %(name)s asks for %(practice)s: %(n)d passage",
                "No bridge yet: %(name)s asks for %(practice)s: %(n)d passages",
                n,
            )
            % {"name": name, "practice": practice, "n": n}
        ),
    )


def _sector(sector: Sector) -> pictures.Sector:
    return pictures.Sector(
        id=sector.key,
        label=sector.name,
        mark=sector.mark,
        colour=sector.key if sector.key in SECTOR_COLOURS else OTHER_COLOUR,
        bank=BANKS[sector.bank],
    )


def divide_table(divide: pictures.Divide) -> list[list[str]]:
    """Return the table twin as rows of text, header first."""
    header = [
        _("Practice"),
        _("Gives"),
        _("Sector of giver"),
        _("Passages"),
        _("Asks"),
        _("Sector of asker"),
        _("Passages"),
    ]
    return [header, *(_table_row(row) for row in pictures.table_rows(divide))]


def _table_row(row: pictures.DivideRow) -> list[str]:
    giver = [_("no bridge yet"), "", ""]
    if row.giver is not None and row.given is not None:
        giver = [row.giver.label, row.giver.sector.label, str(row.given.count)]
    return [
        row.practice.label,
        *giver,
        row.asker.label,
        row.asker.sector.label,
        str(row.asked.count),
    ]


def picture(divide: pictures.Divide) -> str:
    return pictures.draw_divide(divide, finding=finding_sentence(divide), words=divide_words())
