"""Many runs: arms x replications, spread over processes, and gathered into one set of tables."""
