"""`add_administrator`: the first way into a new installation, and back in when every password is lost."""

import getpass
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser

from config.accounts.models import Role, User


class Command(BaseCommand):
    """Asks for the password twice; refuses weak ones and names already taken."""

    help = "Tạo một tài khoản quản trị."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="tên đăng nhập")
        parser.add_argument("full_name", help="họ và tên")

    def handle(self, *args: Any, **options: Any) -> None:
        password = getpass.getpass("Mật khẩu: ")
        if password != getpass.getpass("Nhập lại mật khẩu: "):
            raise CommandError("Hai lần nhập mật khẩu không giống nhau; chưa tạo tài khoản.")
        try:
            validate_password(password)
            user = User.objects.create_user(
                options["username"], password, full_name=options["full_name"], role=Role.ADMIN
            )
        except ValidationError as error:
            raise CommandError("Chưa tạo tài khoản: " + " ".join(error.messages)) from error
        self.stdout.write(f"Đã tạo tài khoản quản trị {user.username} ({user.full_name}).")
