"""The command line, loaded once: a process that has imported it forks one for each call.

A step of a workflow runs `macrosync` as a program of its own. To import it takes most of a second each time, which
dozens of steps would only wait for. Run as a program, with a socket and the folder of the sources, this serves calls;
CALLER is what stands in the PATH.
"""

from __future__ import annotations

import array
import gc
import json
import os
import socket
import sys

import click

#: Hands its arguments, folder, environment and open files over, and ends with the exit code that comes back.
CALLER = """\
#!{python} -SE
import array, json, os, socket, sys
held = socket.socket(socket.AF_UNIX)
held.connect({address!r})
files = array.array("i", [0, 1, 2])
held.sendmsg([b"f"], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, files)])
told = json.dumps([sys.argv[1:], os.getcwd(), dict(os.environ)]).encode()
held.sendall(len(told).to_bytes(8, "big") + told)
sys.exit(held.recv(1)[0])
"""


def serve(address: str) -> None:
    """Serve calls, one after the other, until the process is ended."""
    from macrosync import compiling, serving  # noqa: F401, PLC0415 - it is what takes long
    from macrosync.cli import cli, main  # noqa: PLC0415

    context = click.Context(cli)
    for name in cli.list_commands(context):
        cli.get_command(context, name)

    gc.freeze()  # or each child would copy what it looks through for garbage
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(address)
    listening.listen()
    while True:
        held, _ = listening.accept()
        if child := os.fork():
            _, status = os.waitpid(child, 0)
            code = os.waitstatus_to_exitcode(status)
            held.sendall(bytes([code if code >= 0 else 128 - code]))
            held.close()
            continue
        _, ancillary, _, _ = held.recvmsg(1, socket.CMSG_LEN(3 * array.array("i").itemsize))
        files = array.array("i", ancillary[0][2])
        with held.makefile("rb") as reader:
            arguments, folder, environment = json.loads(reader.read(int.from_bytes(reader.read(8), "big")))
        for number, file in enumerate(files):
            os.dup2(file, number)
        os.chdir(folder)
        os.environ.clear()
        os.environ.update(environment)
        try:
            main(arguments)
        except SystemExit as ended:
            code = ended.code if isinstance(ended.code, int) else 1
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)  # to tear all down that was imported takes longer than most commands


if __name__ == "__main__":
    sys.path.insert(0, sys.argv[2])
    serve(sys.argv[1])
