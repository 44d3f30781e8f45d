"""Addresses of sign-in and accounts."""

from django.urls import URLPattern, path

from config.accounts import user_views, views
from config.accounts.registers import USERS
from config.kit.views import RecordHistory

app_name = "accounts"
urlpatterns: list[URLPattern] = [
    path("login/", views.SignIn.as_view(), name="login"),
    path("logout/", views.SignOut.as_view(), name="logout"),
    path("password/", views.OwnPassword.as_view(), name="password"),
    path("users/", user_views.UserList.as_view(), name="user-list"),
    path("users/new/", user_views.UserCreate.as_view(), name="user-create"),
    path("users/<int:pk>/", user_views.UserDetail.as_view(), name="user-detail"),
    path("users/<int:pk>/edit/", user_views.UserEdit.as_view(), name="user-edit"),
    path("users/<int:pk>/password/", user_views.UserPassword.as_view(), name="user-password"),
    path("users/<int:pk>/history/", RecordHistory.as_view(register=USERS), name="user-history"),
]
