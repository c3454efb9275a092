"""Texts in both languages of the course, and texts of strangers made safe to show. Imports nothing else of the package."""
