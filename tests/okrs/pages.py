"""Ask for a page of okrs and read its words, or send one of its forms."""

import re

from django.urls import reverse


def page(client, name, *arguments, query="", status=200, **options):
    response = client.get(reverse(f"okrs:{name}", args=arguments) + query, **options)
    assert response.status_code == status
    text = response.content.decode()
    assert "<c-" not in text
    assert " style=" not in text
    return re.sub(r"[ \n]+", " ", text)


def send(client, to, /, *arguments, query="", **data):
    return client.post(reverse(f"okrs:{to}", args=arguments) + query, data)
