"""How a store of grades gets from one schema to the next: alembic's scripts, run when a store is opened."""
