"""What observations become: moments, irritants, the service chain, and what may be shown."""
