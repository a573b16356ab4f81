"""How a programme understands its coding."""

from ecotone.coding.choices import Stance
from ecotone.coding.models import CodingSettings
from ecotone.foundation.models import Programme


def stance_of(programme: Programme) -> Stance:
    """Return the stance chosen, or the one in the middle where nobody has chosen."""
    chosen = CodingSettings.objects.filter(programme=programme).first()
    return Stance(chosen.stance) if chosen else Stance.CODEBOOK
