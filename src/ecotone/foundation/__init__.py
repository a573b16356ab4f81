"""What every room stands on: sign-in, roles, programmes, audit trail, jobs, outbox, page frame.

Nothing here is about a capability of the loop. A thing moves in only when every room needs it.
"""
