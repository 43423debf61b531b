"""Files in and out: tables read, columns guessed, values understood, tables written safely."""
