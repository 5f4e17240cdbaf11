"""Eyes: they read facts and stocks, and change nothing."""
