"""How fast things are, as ratios: a machine's own speed divides out. `make bench` runs all of it."""
