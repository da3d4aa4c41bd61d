"""How long files and functions are: median, ninth decile and the longest. Run: python tests/repository/measure.py"""

import ast
import subprocess
from pathlib import Path
from statistics import median, quantiles

ROOT = Path(__file__).resolve().parents[2]
LIMIT = 150  # lines a file should stay within


def code_files() -> list[Path]:
    """Our Python files: no tests, no migrations, nothing empty."""
    listing = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True)
    paths = [ROOT / name for name in listing.stdout.splitlines() if not name.startswith("tests/")]
    return [path for path in paths if path.exists() and "migrations" not in path.parts and path.read_text().strip()]


def function_lengths(path: Path) -> list[int]:
    nodes = ast.walk(ast.parse(path.read_text()))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return [(node.end_lineno or node.lineno) - node.lineno + 1 for node in nodes if isinstance(node, kinds)]


def summary(what: str, lengths: list[int]) -> str:
    ninth_decile = quantiles(lengths, n=10)[8]
    return f"{what}: {len(lengths)}, median {median(lengths):.0f}, p90 {ninth_decile:.0f}, max {max(lengths)}"


if __name__ == "__main__":
    files = {path: len(path.read_text().splitlines()) for path in code_files()}
    print(summary("Lines per file", list(files.values())))
    print(summary("Lines per function", [length for path in files for length in function_lengths(path)]))
    for path, length in sorted(files.items(), key=lambda item: -item[1]):
        if length > LIMIT:
            print(f"  longer than {LIMIT}: {path.relative_to(ROOT)} ({length})")
