"""The figures of the course: their numbers computed, drawn by matplotlib, and committed under `docs/figures/`."""
