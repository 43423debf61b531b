"""Turns frozen data into tagged PDF files (PDF/UA-1 and PDF/A-2a) that are pleasant on paper."""
