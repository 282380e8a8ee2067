import os
import subprocess
import sys
import textwrap
from pathlib import Path

ROOT = Path(__file__).parents[2]

IMPORT_EVERYTHING = """
    import pkgutil, sys
    import real_desktop.embedding as package
    names = [m.name for m in pkgutil.walk_packages(package.__path__, package.__name__ + ".")]
    assert "real_desktop.embedding.worker" in names
    for name in names:
        __import__(name)
    heavy = {"torch", "transformers", "sentence_transformers", "PySide6", "sqlite3"}
    print(sorted(heavy & set(sys.modules)))
"""

WINDOW = """
    import sys
    def main():
        import PySide6.QtCore
        from real_desktop.core.errors import UserError
        from real_desktop.embedding.pool import EmbeddingPool
        from tests.embedding.fake_encoder import report_modules
        with EmbeddingPool(report_modules) as pool:
            try:
                pool.load().result()
            except UserError as modules:
                found = str(modules).split()
        assert "PySide6" in sys.modules
        assert "real_desktop.embedding.worker" in found
        print([name for name in found if name.startswith(("PySide6", "sqlite3", "torch"))])
    if __name__ == "__main__":
        main()
"""


def run(*arguments):
    environment = os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-W", "error", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False
    )
    return done.stdout.strip(), done.stderr.strip()


def test_importing_the_package_imports_nothing_heavy():
    assert run("-c", textwrap.dedent(IMPORT_EVERYTHING)) == ("[]", "")


def test_the_worker_of_a_window_imports_no_qt(tmp_path):
    script = tmp_path / "window.py"
    script.write_text(textwrap.dedent(WINDOW))
    assert run(str(script)) == ("[]", "")
