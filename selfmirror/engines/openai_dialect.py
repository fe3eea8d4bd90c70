"""How a chat request is worded for an endpoint, and what to leave out when it objects."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from selfmirror.models.ports import ChatRequest

Format = Literal["schema", "object", "none"]
Limit = Literal["max_completion_tokens", "max_tokens"]
_WEAKER: dict[Format, Format] = {"schema": "object", "object": "none"}


@dataclass(frozen=True, slots=True)
class Dialect:
    """What an endpoint understands of the chat-completions protocol, as far as it is known.

    `response_format` is how a JSON reply is asked for; `limit` names the bound on the reply;
    `counts` is whether usage may be asked for in a stream; `effort` whether little reasoning may be.
    """

    response_format: Format = "schema"
    limit: Limit = "max_tokens"
    counts: bool = True
    effort: bool = False

    def body(self, model: str, request: ChatRequest) -> dict[str, Any]:
        """The arguments of one streamed call."""
        messages = [{"role": m.role, "content": m.content} for m in request.messages]
        body: dict[str, Any] = {"model": model, "stream": True, self.limit: request.max_tokens}
        if self.counts:
            body["stream_options"] = {"include_usage": True}
        if self.effort:
            body["reasoning_effort"] = "low"
        if request.schema is not None:
            if self.response_format == "schema":
                body["response_format"] = _as_schema(request)
            else:
                messages.append({"role": "system", "content": _in_words(request.schema)})
                if self.response_format == "object":
                    body["response_format"] = {"type": "json_object"}
        return body | {"messages": messages}

    def without(self, objection: str, *, structured: bool) -> Dialect | None:
        """The next thing to try after an endpoint called the request bad; None when nothing is left.

        Args:
            objection: the endpoint's message, which often names the parameter it does not know.
            structured: whether the request asked for JSON.
        """
        said = objection.lower()
        if self.counts and ("stream_options" in said or "include_usage" in said):
            return replace(self, counts=False)
        if self.effort and "reasoning_effort" in said:
            return replace(self, effort=False)
        if self.limit in said and "max_completion_tokens" in said:
            swapped: Limit = (
                "max_tokens" if self.limit == "max_completion_tokens" else "max_completion_tokens"
            )
            return replace(self, limit=swapped)
        if structured and self.response_format in _WEAKER:
            return replace(self, response_format=_WEAKER[self.response_format])
        return None


def dialect_of(model: str, base_url: str | None) -> Dialect:
    """What to try first: OpenAI's own endpoint has newer names than most that imitate it."""
    if base_url is not None and "api.openai.com" not in base_url:
        return Dialect()
    return Dialect(limit="max_completion_tokens", effort=model.startswith(("gpt-5", "o3", "o4")))


def _as_schema(request: ChatRequest) -> dict[str, Any]:
    named = {"name": request.feature, "schema": request.schema, "strict": True}
    return {"type": "json_schema", "json_schema": named}


def _in_words(schema: dict[str, Any]) -> str:
    drawn = json.dumps(schema, ensure_ascii=False)
    return f"Answer with one JSON object and nothing else. It follows this JSON schema: {drawn}"
