"""Schools, departments and companies, found by the name people write."""

from collections.abc import Iterable

from ecotone.foundation.models import Programme
from ecotone.register.models import Organisation


def organisations_named(
    names: Iterable[str], *, programme: Programme
) -> dict[str, Organisation]:
    """Find each organisation by its name as written, small or capital, or add it."""
    wanted = {name: _key(name) for name in names if name.strip()}
    known = {
        _key(organisation.name): organisation
        for organisation in Organisation.objects.filter(programme=programme)
    }
    missing: dict[str, str] = {}
    for name, key in wanted.items():
        if key not in known:
            missing.setdefault(key, name)  # the first way of writing it stays
    added = Organisation.objects.bulk_create(
        Organisation(programme=programme, name=" ".join(name.split()))
        for name in missing.values()
    )
    known |= {_key(organisation.name): organisation for organisation in added}
    return {name: known[key] for name, key in wanted.items()}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
