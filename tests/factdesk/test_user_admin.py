"""A chief runs the accounts, but nobody rises above their own rank."""

import pytest
from django.contrib.auth.models import Group, Permission, User

from tests.builders import make_user
from tests.staff import Staff, form_of

pytestmark = pytest.mark.django_db
NEW_PASSWORD = {"password1": "another horse battery", "password2": "another horse battery", "usable_password": "true"}


@pytest.fixture
def chief():
    return Staff("chief")


@pytest.fixture
def root():
    return User.objects.create_superuser("root", password="correct horse battery")


def change(client, user, **fields):
    address = f"/admin/auth/user/{user.pk}/change/"
    return client.post(address, form_of(client.get(address)) | fields)


def test_a_chief_makes_a_reporter_an_editor(chief):
    reporter, editors = make_user("reporter"), Group.objects.get(name="editor")

    answer = change(chief, reporter, groups=[editors.pk])

    assert answer.status_code == 302
    assert list(reporter.groups.all()) == [editors]


def test_a_chief_cannot_make_a_superuser_by_a_crafted_form(chief):
    reporter = make_user("reporter")
    permission = Permission.objects.first()

    change(chief, reporter, is_superuser="on", user_permissions=[permission.pk])

    reporter.refresh_from_db()
    assert not reporter.is_superuser
    assert not reporter.user_permissions.exists()


def test_a_chief_cannot_touch_a_superuser(chief, root):
    answer = chief.post(f"/admin/auth/user/{root.pk}/change/", {"username": "taken", "is_active": ""})

    root.refresh_from_db()
    assert answer.status_code == 403
    assert root.username == "root"
    assert root.is_active


def test_a_chief_cannot_change_a_superusers_password(chief, root):
    answer = chief.post(f"/admin/auth/user/{root.pk}/password/", NEW_PASSWORD)

    root.refresh_from_db()
    assert answer.status_code == 403
    assert root.check_password("correct horse battery")


def test_a_chief_gives_a_reporter_a_new_password(chief):
    reporter = make_user("reporter")

    chief.post(f"/admin/auth/user/{reporter.pk}/password/", NEW_PASSWORD)

    reporter.refresh_from_db()
    assert reporter.check_password("another horse battery")


def test_a_chief_cannot_change_their_own_rank(chief):
    editors = Group.objects.get(name="editor")

    change(chief, chief.user, groups=[editors.pk], first_name="Ada", is_active="")

    chief.user.refresh_from_db()
    assert chief.user.first_name == "Ada"
    assert chief.user.is_active
    assert [group.name for group in chief.user.groups.all()] == ["chief"]


def test_only_the_three_groups_can_be_given(chief):
    other, reporter = Group.objects.create(name="owners"), make_user("reporter")

    answer = change(chief, reporter, groups=[other.pk])

    assert answer.status_code == 200
    assert "groups" in answer.context["adminform"].form.errors
    assert [group.name for group in reporter.groups.all()] == ["reporter"]


def test_a_chief_adds_a_user_who_can_do_nothing_yet(chief):
    chief.post("/admin/auth/user/add/", NEW_PASSWORD | {"username": "newcomer", "is_superuser": "on", "is_staff": "on"})

    newcomer = User.objects.get(username="newcomer")
    assert not newcomer.is_superuser
    assert not newcomer.is_staff


@pytest.mark.parametrize("role", ["reporter", "editor"])
def test_others_see_no_users(role):
    assert Staff(role).get("/admin/auth/user/").status_code == 403


def test_a_group_is_only_read_by_a_chief(chief):
    group = Group.objects.get(name="reporter")
    before = group.permissions.count()

    answer = chief.post(f"/admin/auth/group/{group.pk}/change/", {"name": "reporter", "permissions": []})

    assert answer.status_code == 403
    assert group.permissions.count() == before


def test_a_superuser_still_may_all_of_it(root):
    client, reporter = Staff(user=root), make_user("reporter")

    change(client, reporter, is_superuser="on")

    reporter.refresh_from_db()
    assert reporter.is_superuser


def test_the_list_shows_who_may_act_as_what(chief):
    make_user("editor", username="edith", first_name="Edith", last_name="Moss")

    page = chief.page("/admin/auth/user/")

    for shown in ("edith", "Edith Moss", "editor", "chief"):
        assert shown in page


def test_a_chief_cannot_take_over_who_may_do_more(chief):
    """Not a superuser, yet above a chief: by a permission of their own, or by a group of other rights."""
    direct, grouped = make_user("editor"), make_user("editor")
    direct.user_permissions.add(Permission.objects.get(codename="delete_user"))
    group = Group.objects.create(name="operations")
    group.permissions.add(Permission.objects.get(codename="delete_user"))
    grouped.groups.add(group)
    for user in (direct, grouped):
        sent = {"password1": "Changed123xyz", "password2": "Changed123xyz", "usable_password": "true"}
        assert chief.post(f"/admin/auth/user/{user.pk}/password/", sent).status_code == 403
        user.refresh_from_db()
        assert not user.check_password("Changed123xyz")
    assert group in grouped.groups.all()
