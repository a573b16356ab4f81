"""The tables every room stands on."""

from ecotone.foundation.models.accounts import Membership, Programme, Role, User
from ecotone.foundation.models.audit import AuditChain, AuditEvent
from ecotone.foundation.models.jobs import JobRun, Lease, RecurringJob
from ecotone.foundation.models.outbox import MessageState, OutboxMessage
from ecotone.foundation.models.table_imports import ImportBlock, ImportState, TableImport

__all__ = [
    "AuditChain",
    "AuditEvent",
    "ImportBlock",
    "ImportState",
    "JobRun",
    "Lease",
    "Membership",
    "MessageState",
    "OutboxMessage",
    "Programme",
    "RecurringJob",
    "Role",
    "TableImport",
    "User",
]
