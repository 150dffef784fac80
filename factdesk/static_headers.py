"""Headers of static files, which are served before the middleware that guards pages."""


def guard_static_file(headers: dict[str, str], path: str, url: str) -> None:
    """A picture opened by itself runs nothing and stands in nobody's frame."""
    headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    headers["X-Content-Type-Options"] = "nosniff"
