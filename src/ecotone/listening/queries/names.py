"""Which names a programme hides, and which words nobody has judged yet."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import Count, Max, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from ecotone.engine.pseudonyms import (
    Kind,
    Listed,
    Names,
    UnlistedForm,
    key_of,
    sort_of_organisation,
    unlisted_forms,
)
from ecotone.foundation.encryption import decrypt
from ecotone.foundation.models import Programme
from ecotone.listening.choices import NameKind
from ecotone.listening.models import ListedName, RawText
from ecotone.listening.queries.readable import readable_revisions
from ecotone.register.models import Organisation, Participant

_PROGRAMMES_REMEMBERED = 4
AROUND = 60  # characters of context on either side of a word to judge
MOST_CONTEXTS = 3


@dataclass(frozen=True, slots=True)
class _StoredNames:
    """Names as they are stored, encrypted: equal as long as nobody changes one."""

    people: tuple[tuple[str, str], ...]
    judged: tuple[tuple[str, str, str, bool], ...]


def names_to_hide(programme: Programme) -> Names:
    """Return every name the register knows and everything judged, ready to be found.

    People who left are listed as long as the register knows them.
    """
    return _made_ready(_stored_names(programme))


def _stored_names(programme: Programme) -> _StoredNames:
    people = Participant.objects.filter(programme=programme).annotate(
        token=Cast("person__name", TextField())
    )
    judged = ListedName.objects.filter(programme=programme).annotate(
        token=Cast("form", TextField())
    )
    return _StoredNames(
        tuple(people.order_by("pk").values_list("token", "pseudonym")),
        tuple(judged.order_by("pk").values_list("token", "kind", "replacement", "is_exact")),
    )


@lru_cache(maxsize=_PROGRAMMES_REMEMBERED)
def _made_ready(stored: _StoredNames) -> Names:
    """Decrypt and prepare once, for as long as no stored name changes."""
    listed = [
        Listed(decrypt(token), Kind.PERSON, pseudonym)
        for token, pseudonym in stored.people
        if token
    ]
    spared = set()
    for token, kind, replacement, is_exact in stored.judged:
        form = decrypt(token)
        if kind == NameKind.ORDINARY:
            spared.add(key_of(form))
        else:
            listed.append(Listed(form, Kind[kind], replacement, is_exact))
    return Names.listing(listed, spared=spared)


def judged_names(programme: Programme) -> QuerySet[ListedName]:
    """Return what was listed and judged, the latest first."""
    listed = ListedName.objects.filter(programme=programme).select_related("judged_by")
    return listed.order_by("-judged_at", "-pk")


def count_held_texts(programme: Programme) -> int:
    """Count every text that a change of the list may change, older answers among them."""
    return RawText.objects.filter(
        response__conversation__participant__programme=programme
    ).count()


# --- organisations and places of the register ------------------------------------------------


@dataclass(frozen=True, slots=True)
class Unaliased:
    """A name of the register that has no alias yet, and what sort of alias it should get."""

    form: str
    kind: NameKind
    sort: str
    organisation: Organisation | None


def unaliased_names(programme: Programme, known: Iterable[str]) -> list[Unaliased]:
    """Return organisations and places whose key is not among the known ones, once each."""
    seen = set(known)
    found = []
    for name in _register_names(programme):
        key = key_of(name.form)
        if key and key not in seen:
            seen.add(key)
            found.append(name)
    return found


def _register_names(programme: Programme) -> list[Unaliased]:
    organisations = list(
        Organisation.objects.filter(programme=programme).select_related("listed").order_by("pk")
    )
    named = [
        Unaliased(each.name, NameKind.ORGANISATION, sort_of_organisation(each.name), each)
        for each in organisations
    ]
    places = [
        Unaliased(each.listed.place, NameKind.PLACE, "place", None)
        for each in organisations
        if each.listed is not None
    ]
    return named + places


# --- words to judge --------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Context:
    """A word to judge between the words around it, as they arrived."""

    before: str
    word: str
    after: str


@dataclass(frozen=True, slots=True)
class WordToJudge:
    """One form that no list knows, how often it stands, and where."""

    unlisted: UnlistedForm
    contexts: tuple[Context, ...]

    @property
    def form(self) -> str:
        return self.unlisted.form


@dataclass(frozen=True, slots=True)
class LookedThrough:
    """What one walk over all texts of a programme found."""

    forms: tuple[UnlistedForm, ...]
    raw_ids: tuple[int, ...]


def look_through(programme: Programme) -> LookedThrough:
    """Find every unlisted capitalised word and number in what may be read now.

    Costs a walk over all texts when one of them, or the list, has changed; else three
    small questions to the database.
    """
    raw = _raw_of_readable(programme)
    state = raw.aggregate(newest=Max("pk"), number=Count("pk"), sum=Sum("pk"))
    newest = raw.order_by("-pk").annotate(token=Cast("text", TextField()))
    token = newest.values_list("token", flat=True).first() or ""
    return _looked_through(
        programme, (token, state["number"], state["sum"]), _stored_names(programme)
    )


def count_words_to_judge(programme: Programme) -> int:
    return len(look_through(programme).forms)


def in_context(forms: Iterable[UnlistedForm], raw_ids: Sequence[int]) -> list[WordToJudge]:
    """Set forms between the words around them. Only the texts that are shown are opened."""
    listed = list(forms)
    wanted = {
        raw_ids[place.text_number] for form in listed for place in form.places[:MOST_CONTEXTS]
    }
    texts = RawText.objects.in_bulk(wanted)
    return [
        WordToJudge(
            form,
            tuple(
                _context(texts[raw_ids[place.text_number]].text, place.start, place.end)
                for place in form.places[:MOST_CONTEXTS]
                if raw_ids[place.text_number] in texts
            ),
        )
        for form in listed
    ]


@lru_cache(maxsize=_PROGRAMMES_REMEMBERED)
def _looked_through(
    programme: Programme, _state: tuple[str, int, int], names: "_StoredNames"
) -> LookedThrough:
    texts = list(_raw_of_readable(programme).order_by("pk"))
    found = unlisted_forms([raw.text for raw in texts], _made_ready(names))
    return LookedThrough(found, tuple(raw.pk for raw in texts))


def _raw_of_readable(programme: Programme) -> QuerySet[RawText]:
    return RawText.objects.filter(
        revisions__in=readable_revisions(programme).order_by().values("pk")
    )


def _context(text: str, start: int, end: int) -> Context:
    first, last = max(0, start - AROUND), end + AROUND
    before, after = text[first:start], text[end:last]
    if first:
        before = "…" + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + "…"
    return Context(before, text[start:end], after)
