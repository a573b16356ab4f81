"""`python -m ecotone` is the `ecotone` command."""

from ecotone.cli import main

main()
