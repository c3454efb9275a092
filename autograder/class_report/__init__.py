"""A class at a glance: its reports in, the pages of a class report out. Pure: whoever has the reports writes the files."""
