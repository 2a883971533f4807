"""What is known, and the words to say it: curated files, no code."""
