"""What a notebook shows beside a check's words: entries as a heat map, the learner's own network, hints, the quiz."""
