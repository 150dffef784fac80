"""What is too long to be read is answered with what to do."""

import pytest

from tests.staff import Staff


@pytest.mark.django_db
@pytest.mark.parametrize("content_type", [None, "application/x-www-form-urlencoded"])
def test_a_body_over_the_limit_is_told_what_to_do(content_type):
    long = "a" * 21_000_000
    body = {"data": {"text": long}} if content_type is None else {"data": f"text={long}", "content_type": content_type}
    answer = Staff("reporter").post("/desk/import/", **body)
    page = answer.content.decode()
    assert answer.status_code == 400
    assert "up to 10 MB" in page
    assert 'href="/desk/import/"' in page
    assert "RequestDataTooBig" not in page
    assert "DATA_UPLOAD" not in page
    assert len(page) < 20_000
