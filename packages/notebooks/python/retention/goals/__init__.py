"""The ten goals a run is held to, each with its figure."""
