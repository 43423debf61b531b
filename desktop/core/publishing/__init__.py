"""What leaves for the people concerned: calendar invitations and messages."""
