"""Addresses of the pages about places."""

from django.urls import path, register_converter

from linli.office.territory.views import editions, places


class CodeConverter:
    """A division code: 2, 4, 6, 9 or 12 digits."""

    regex = r"\d{2}|\d{4}|\d{6}|\d{9}|\d{12}"

    def to_python(self, value: str) -> str:
        """As it is."""
        return value

    def to_url(self, value: str) -> str:
        """As it is."""
        return value


register_converter(CodeConverter, "division")

app_name = "territory"
urlpatterns = [
    path("", places.index, name="index"),
    path("find/", places.find, name="find"),
    path("<division:code>/", places.place, name="place"),
    path("<division:code>/figures/", places.record, name="record"),
    path("editions/", editions.index, name="editions"),
    path("editions/load/", editions.load, name="load"),
    path("editions/jobs/<uuid:job_id>/", editions.job, name="job"),
    path("editions/jobs/<uuid:job_id>/cancel/", editions.cancel, name="cancel-job"),
    path("editions/<int:edition_id>/", editions.edition, name="edition"),
    path("editions/<int:edition_id>/compare/", editions.compare, name="compare"),
    path("editions/<int:edition_id>/activate/", editions.activate, name="activate"),
    path("editions/<int:edition_id>/discard/", editions.discard, name="discard"),
]
