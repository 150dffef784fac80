from django.urls import path

from claims.desk import importing, reading

app_name = "desk"

urlpatterns = [
    path("import/", importing.import_article, name="import"),
    path("sources/<int:pk>/", reading.read, name="read"),
    path("claims.json", reading.find_claims, name="claims"),
]
