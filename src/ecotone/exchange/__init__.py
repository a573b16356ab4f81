"""Who can help whom: gives and asks, matches across the divide, what the hub does about them.

"The strengths of one sector can be matched with the professional development needs of
another", both ways, and every match shows the words it rests on.
"""
