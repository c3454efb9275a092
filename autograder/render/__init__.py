"""Renderers: a report in, a text (or something rich can draw) out. Nothing here reads, writes or runs anything."""
