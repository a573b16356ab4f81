"""What the installation under test is told. pytest loads this before Django (pyproject.toml).

Only the database may be named from outside: the same tests run on SQLite and on PostgreSQL.
"""

import base64
import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HOME = ROOT / "build" / "test" / "home"

# WhiteNoise warns when the folder of collected static files is missing.
(HOME / "static").mkdir(parents=True, exist_ok=True)

for variable in [name for name in os.environ if name.startswith("ECOTONE_")]:
    if variable != "ECOTONE_DATABASE_URL":
        del os.environ[variable]

os.environ |= {
    # Static files are found where they lie; tests switch Django's own DEBUG off again.
    "ECOTONE_DEBUG": "true",
    "ECOTONE_HOME": str(HOME),
    "ECOTONE_FRONTEND": str(ROOT / "build" / "static"),
    "ECOTONE_SECRET_KEY": "for tests only, never for an installation that people use",
    "ECOTONE_ENCRYPTION_KEYS": base64.urlsafe_b64encode(b"tests only" * 3 + b"!!").decode(),
}
