"""YAML files with positions, as typed models. Pure but for reading the files that it is asked to read.

```
load      every definition of a project   settings   macrosync.toml        lock   the version lock
models    what a file may hold            lost_items, scenarios            tree   which files there are
```
Nothing is imported here: a command that needs the settings alone does not wait for the rest.
"""
