from django.views import View


class Dashboard(View):
    pass
