"""A hub on this machine, with the endpoints that a download of a model needs."""

from __future__ import annotations

import hashlib
import json
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlsplit

COMMIT = "c0ffee00" * 5


class FakeHub:
    """Gives the models in `folder`, each in a subfolder `organisation/name`.

    `bytes_a_second` slows the weights down; `status` is answered instead of anything, if given.
    `asked` are the paths of all requests.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.bytes_a_second = 0
        self.status = 0
        self.error_code = ""
        self.asked: list[str] = []

    def files(self, name: str) -> dict[str, bytes]:
        place = self.folder / name
        found = sorted(one for one in place.rglob("*") if one.is_file())
        return {one.relative_to(place).as_posix(): one.read_bytes() for one in found}


@contextmanager
def running(hub: FakeHub):
    """Serve the hub; gives its address."""

    class Handler(_Handler):
        pass

    Handler.hub = hub
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    # A download that is stopped hangs up, which is no error here.
    server.handle_error = lambda *_: None
    thread = threading.Thread(target=server.serve_forever, name="hub", daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Handler(BaseHTTPRequestHandler):
    hub: FakeHub
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self._answer(has_body=True)

    def do_HEAD(self):
        self._answer(has_body=False)

    def log_message(self, *_arguments):
        pass

    def _answer(self, *, has_body):
        path = unquote(urlsplit(self.path).path).strip("/")
        self.hub.asked.append(path)
        if self.hub.status:
            self._send(self.hub.status, b"{}", {"X-Error-Code": self.hub.error_code})
        elif path.startswith("api/models/"):
            self._describe(path.removeprefix("api/models/"))
        elif "/resolve/" in path:
            self._give(*path.split("/resolve/"), has_body=has_body)
        else:
            self._send(404, b"{}")

    def _describe(self, path):
        name, _, rest = path.partition("/tree/")
        name = name.partition("/revision/")[0]
        files = self.hub.files(name)
        if not files:
            self._send(404, b"{}", {"X-Error-Code": "RepoNotFound"})
        elif rest:
            rows = [
                {"type": "file", "path": file, "size": len(content), "oid": _git_hash(content)}
                | ({"lfs": _lfs(content)} if file.endswith("safetensors") else {})
                for file, content in files.items()
            ]
            self._send_json(rows)
        else:
            siblings = [
                {"rfilename": file, "size": len(content), "blobId": _git_hash(content)}
                | ({"lfs": _lfs(content)} if file.endswith("safetensors") else {})
                for file, content in files.items()
            ]
            self._send_json({"id": name, "modelId": name, "sha": COMMIT, "siblings": siblings})

    def _give(self, name, rest, *, has_body):
        file = rest.partition("/")[2]
        content = self.hub.files(name).get(file)
        if content is None:
            self._send(404, b"", {"X-Error-Code": "EntryNotFound"})
            return
        is_large = file.endswith("safetensors")
        etag = _lfs(content)["sha256"] if is_large else _git_hash(content)
        headers = {"X-Repo-Commit": COMMIT, "ETag": f'"{etag}"', "X-Linked-Size": str(len(content))}
        self._send(200, content, headers, has_body=has_body)

    def _send_json(self, content):
        self._send(200, json.dumps(content).encode(), {"Content-Type": "application/json"})

    def _send(self, status, content, headers=None, *, has_body=True):
        self.send_response(status)
        for name, value in (headers or {}).items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if has_body and self.command != "HEAD":
            try:
                self._write(content)
            except OSError:
                self.close_connection = True

    def _write(self, content):
        if not self.hub.bytes_a_second or not self.path.endswith("safetensors"):
            self.wfile.write(content)
            return
        step = self.hub.bytes_a_second // 20
        for first in range(0, len(content), step):
            self.wfile.write(content[first : first + step])
            self.wfile.flush()
            time.sleep(0.05)


def _git_hash(content):
    return hashlib.sha1(b"blob %d\0" % len(content) + content).hexdigest()


def _lfs(content):
    digest = hashlib.sha256(content).hexdigest()
    return {"sha256": digest, "oid": digest, "size": len(content), "pointerSize": 134}
