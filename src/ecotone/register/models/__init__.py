"""The tables of the register."""

from ecotone.register.models.calendar import SchoolCalendar, SchoolHoliday
from ecotone.register.models.desk import Contact, SavedFilter
from ecotone.register.models.earlier import EarlierValues
from ecotone.register.models.invitations import Invitation
from ecotone.register.models.letters import InvitationBatch, InvitationLetter, Reminder
from ecotone.register.models.links import PersonalLink
from ecotone.register.models.organisations import Organisation
from ecotone.register.models.people import Participant, ParticipantQuerySet, Person, Post
from ecotone.register.models.protection import DataProtection, EthicsApproval, PrivacyNotice
from ecotone.register.models.public_registers import ListedOrganisation, Succession
from ecotone.register.models.sectors import Sector

__all__ = [
    "Contact",
    "DataProtection",
    "EarlierValues",
    "EthicsApproval",
    "Invitation",
    "InvitationBatch",
    "InvitationLetter",
    "ListedOrganisation",
    "Organisation",
    "Participant",
    "ParticipantQuerySet",
    "Person",
    "PersonalLink",
    "Post",
    "PrivacyNotice",
    "Reminder",
    "SavedFilter",
    "SchoolCalendar",
    "SchoolHoliday",
    "Sector",
    "Succession",
]
