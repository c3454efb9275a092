"""The pure core: values in, verdicts out; no process, file or network is touched here."""
