"""Clients that macrosync did not write, run against a local Zendesk without a change to them: `make clients`.

```
prepare     a venv for each Python client, node_modules for node-zendesk, all under build/clients/
exercise    one kind by one client: create, list, page, update, delete; each step becomes a line of JSON
with_*      what each client calls for each kind: the programmes, run by the client's own Python or Node.js
table       the lines of JSON, as people read them
```
Each client gets a local Zendesk of its own, new and with the limits that Zendesk has, over plain HTTP on loopback.
The programmes need nothing but the standard library and their client: they run outside of macrosync's venv.
"""
