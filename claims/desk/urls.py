from django.urls import path
from django.views.decorators.cache import never_cache

from claims.desk import article, importing, preview

app_name = "desk"

# What nobody has published yet is kept by no cache.
urlpatterns = [
    path("import/", never_cache(importing.import_article), name="import"),
    path("import/<int:pk>/", never_cache(preview.preview), name="preview"),
    path("sources/<int:pk>/", never_cache(article.read), name="read"),
    path("claims.json", never_cache(article.find_claims), name="claims"),
]
