"""What the program knows about its subject: plain Python, no Qt, no SQL."""
