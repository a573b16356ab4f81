"""Who takes part: sectors, organisations, people, and how they were invited.

"The sample was purposively selected": each invitation says by which criterion, and on what
evidence.
"""
