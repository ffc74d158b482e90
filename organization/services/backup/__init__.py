"""Everything the application holds, in one archive and back; import from here.

The archive holds the rows of every table as text, so that a backup made on SQLite can be restored
into PostgreSQL and the other way round, and needs no client program of the database.
"""

from organization.services.backup.archive import Manifest, open_archive
from organization.services.backup.making import make_backup
from organization.services.backup.restoring import Restored, restore_backup
from organization.services.backup.rotation import make_nightly_backup

__all__ = ["Manifest", "Restored", "make_backup", "make_nightly_backup", "open_archive", "restore_backup"]
