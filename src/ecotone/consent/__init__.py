"""What each participant allows, grant by grant, and how the house forgets.

Absent means no. A withdrawn grant takes effect at the next reading, everywhere.
"""
