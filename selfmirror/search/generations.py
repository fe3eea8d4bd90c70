"""Which embedder a search asks, and when the configured one's vectors take the place of another's."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from selfmirror.store import passages
from selfmirror.store.generations import searched_model, swap_in, vector_length

if TYPE_CHECKING:
    from selfmirror.models.ports import Vectors
    from selfmirror.search.following import Following
    from selfmirror.store.database import Connection


def asking(one: Following, db: Connection) -> Following:
    """The followers with the embedder whose vectors are searched.

    Where the model that made them cannot be asked any more, it is the configured one: what it has made
    so far is all that can be compared with.
    """
    searched = searched_model(db)
    if one.embedder is None or searched in (None, one.embedder.name):
        return one
    return replace(one, embedder=one.older(str(searched)) or one.embedder)


def comparable(
    one: Following, db: Connection, vector: Vectors, remarks: list[str]
) -> Vectors | None:
    """The query's vector, if there is something it can be compared with; remarks say what there is not."""
    model = one.embedder.name if one.embedder else ""
    searched = searched_model(db)
    if searched not in (None, model):
        made, total = passages.count_embedded(db, model), passages.count_passages(db)
        remarks.append(
            f"the vectors by {searched} cannot be asked for here: "
            f"{made} of {total} passages are compared by {model}, the rest by words alone"
        )
    if vector_length(db, model) in (None, len(vector)):
        return vector
    remarks.append(
        f"{model} answers in another length than it did, and is taken for another model once something "
        "new is embedded; searched by words alone"
    )
    return None


def swap(one: Following, progress: Callable[[str], None]) -> bool:
    """Let the configured model's vectors be searched once no passage lacks one; whether that was done."""
    if one.embedder is None:
        return False
    model = one.embedder.name
    with one.store.open() as db:
        before = searched_model(db)
        if before in (None, model) or passages.count_waiting(db, model):
            return False
        swap_in(db, model)
    progress(f"searched by {model} from now on; the vectors by {before} are deleted")
    return True
