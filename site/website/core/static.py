"""Static files with a hash in their name, compressed once when they are collected."""

from collections.abc import Iterable, Iterator

from whitenoise.storage import CompressedManifestStaticFilesStorage

OURS = ("css/", "img/", "designsystemet/", "designsystemet-theme/", "inter/", "booking/", "search/")


class PublicFilesStorage(CompressedManifestStaticFilesStorage):
    """Compresses what residents load. The editors' libraries are left: they would make a first start slow."""

    manifest_strict = False

    def compress_files(self, paths: Iterable[str]) -> Iterator[tuple[str, str, bool]]:
        yield from super().compress_files([path for path in paths if path.startswith(OURS)])
