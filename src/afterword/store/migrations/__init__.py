"""Migrations of the truth (Alembic): append-only, one file each. Caches are never migrated, they are rebuilt."""
