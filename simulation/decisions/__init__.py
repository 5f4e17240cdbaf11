"""How someone chooses: on the standing state, without waiting, changing or drawing anything."""
