"""The tables of the register."""

from ecotone.register.models.invitations import Invitation
from ecotone.register.models.links import PersonalLink
from ecotone.register.models.organisations import Organisation
from ecotone.register.models.people import Participant, ParticipantQuerySet, Person, Post
from ecotone.register.models.public_registers import ListedOrganisation, Succession
from ecotone.register.models.sectors import Sector

__all__ = [
    "Invitation",
    "ListedOrganisation",
    "Organisation",
    "Participant",
    "ParticipantQuerySet",
    "Person",
    "PersonalLink",
    "Post",
    "Sector",
    "Succession",
]
