"""The store's own tests make their stores as a person's home does: by its migrations."""

import pytest


@pytest.fixture(autouse=True)
def _stores_begin_as_copies() -> None:
    """No copies here."""
