"""Files in and out: tables of every usual origin, columns guessed, values understood, tables written safely."""
