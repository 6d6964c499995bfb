"""Values of people, made unreadable where a problem has to be shown."""


def masked(text: str) -> str:
    """The first letter, and the domain's ending of an address: enough to find the row, not the person.

    >>> masked("ada@example.com")
    'a•••@•••.com'
    """
    bare = text.strip()
    if not bare:
        return ""
    if "@" in bare:
        ending = bare.rsplit(".", 1)[-1] if "." in bare.rsplit("@", 1)[-1] else "•••"
        return f"{bare[0]}•••@•••.{ending}"
    return f"{bare[0]}•••"
