"""Reading a file of a task: only through the permission check, only as a download."""

from django.http import FileResponse

from organization.http import PageRequest
from tasks.queries.tasks import get_visible_evidence


def download(request: PageRequest, pk: int, evidence_pk: int) -> FileResponse:
    """The file under the name its owner gave it; the browser never opens it inside the site."""
    found = get_visible_evidence(request.actor, pk, evidence_pk)
    response = FileResponse(
        found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
