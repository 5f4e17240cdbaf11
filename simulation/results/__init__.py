"""What a run leaves behind: table schemas, the manifest, and the run directory that is written once and read often."""
