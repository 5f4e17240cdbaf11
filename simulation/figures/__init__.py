"""Pictures of findings: one function per figure, each with a title, a reading, a description in words and its data."""
