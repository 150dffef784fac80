from django.contrib import admin
from django.urls import include, path

from factdesk import health

urlpatterns = [
    path("admin/", admin.site.urls),
    path("desk/", include("claims.desk.urls")),
    path("healthz", health.alive, name="healthz"),
    path("readyz", health.ready, name="readyz"),
    path("", include("claims.public.urls")),
]
