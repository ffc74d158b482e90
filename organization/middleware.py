"""Can what is asked be read, who is asking, may they come in at all, and how a refusal looks."""

import logging
from contextlib import suppress

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.models import AnonymousUser
from django.contrib.sessions import middleware as session_middleware
from django.contrib.sessions.backends.base import UpdateError
from django.core.exceptions import BadRequest
from django.db import DatabaseError
from django.http import Http404, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from base.errors import Forbidden
from base.request_cache import request_cache
from base.stored_files import begin_waiting, drop_unwritten
from base.unwritable import why_unwritable
from organization.queries import actor_of, local_day
from organization.rules.access import Actor
from organization.sign_in import SEEN, STARTED
from organization.views.typed_words import ask_to_sign_in, put_back, tell_taken
from organization.views.unwritable import unwritable

logger = logging.getLogger(__name__)

OPEN_URL_NAMES = {"login", "logout", "health", "password_help"}
READABLE_ENCODINGS = {"utf-8", "utf8", "us-ascii", "ascii"}
NUL = "\x00"  # no text of a person holds it, and PostgreSQL takes it in no value
OWN_PASSWORD = {"password_change", "password_change_done"}
SECONDS_BETWEEN_NOTES = 10 * 60  # a page asked for is noted in the session at most this often


class PermissionsPolicyMiddleware:
    """What no page of this site may ever ask the browser for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        response["Permissions-Policy"] = settings.PERMISSIONS_POLICY
        return response


class SessionMiddleware(session_middleware.SessionMiddleware):
    """Django's, but a page that only reads is answered also where its session cannot be written."""

    def process_response(self, request, response):
        try:
            return super().process_response(request, response)
        except DatabaseError as error:
            if not why_unwritable(error):
                raise
            logger.warning("The session could not be written: %s", error)
            return response


class SignedInMiddleware:
    """How long does a sign-in last, and what may a browser keep of the pages?

    A session ends SESSION_IDLE after the last page asked for and SESSION_LONGEST after the sign-in; of a page
    for somebody signed in nothing stays behind in the browser, nor in a proxy.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if _is_signed_in(request):
            self._age(request)
        response = self.get_response(request)
        if _is_signed_in(request) and "no-store" not in response.get("Cache-Control", ""):
            response["Cache-Control"] = "no-store"
        return response

    @staticmethod
    def _age(request) -> None:
        session, now = request.session, int(timezone.now().timestamp())
        started, seen = session.get(STARTED), session.get(SEEN)
        if started is None or seen is None:  # signed in before sessions aged
            session[STARTED], session[SEEN] = now, now
        elif now - started > settings.SESSION_LONGEST.total_seconds() or (
            now - seen > settings.SESSION_IDLE.total_seconds()
        ):
            _sign_out(request)
        elif now - seen >= SECONDS_BETWEEN_NOTES:
            session[SEEN] = now
            try:
                session.save()
            except (DatabaseError, UpdateError):  # reading goes on where nothing can be written
                logger.warning("The session could not be written.")
            session.modified = False


def _sign_out(request) -> None:
    """The sign-in is over, whether or not its row can be deleted."""
    try:
        logout(request)
    except DatabaseError:
        logger.warning("The session could not be deleted.")
        request.user = AnonymousUser()


def _is_signed_in(request) -> bool:
    """Nobody is while the database is away; /health/ says so."""
    try:
        return request.user.is_authenticated
    except DatabaseError:
        return False


class ActorMiddleware:
    """Puts the local day on `request.day` and the person's facts on `request.actor` (read once, when used)."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.day = local_day()
        request.actor = SimpleLazyObject(lambda: self._actor(request))
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with request_cache():
            return self.get_response(request)

    @staticmethod
    def _actor(request) -> Actor:
        if not request.user.is_authenticated:
            return Actor(person_id=None, name="", day=request.day)
        return actor_of(request.user, on=request.day)


class ReadableMiddleware:
    """Lets only requests through whose every word a database can take; no page has to think of it.

    An address with a NUL is no address (404), a cookie with one no cookie. A query with one, or a request in
    another encoding than UTF-8, is unreadable (400). Out of what a person typed the NUL is dropped, as the
    other invisible signs are by the fields. Stands before the session, which is read by its cookie.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.COOKIES = {name: value for name, value in request.COOKIES.items() if NUL not in value}
        # The query is looked at undecoded, since the encoding may not be ours.
        query = request.META.get("QUERY_STRING", "")
        if (request.encoding or "utf-8").casefold() not in READABLE_ENCODINGS:
            request.encoding = "utf-8"  # whoever draws the answer reads the query too
            raise BadRequest("The encoding cannot be read.")
        if "%00" in query or NUL in query:
            raise BadRequest("The query cannot be read.")
        if NUL in request.path_info:
            raise Http404
        try:
            if request.method == "POST" and _holds_nul(request.POST):
                request.POST = _without_nul(request.POST)
        except OSError as error:  # a large upload lies in a temporary file until it is stored
            if not (sentence := why_unwritable(error)):
                raise
            logger.error("An upload could not be taken: %s", error)
            _drop_upload(request)
            return unwritable(request, sentence, is_read=False)
        return self.get_response(request)


def _drop_upload(request) -> None:
    """Django closes the files that arrived whole; the one that broke off would stay until memory is swept."""
    for handler in request.upload_handlers:
        with suppress(OSError):  # what could not be written cannot be flushed either; the file goes all the same
            if upload := getattr(handler, "file", None):
                upload.close()


def _holds_nul(typed: QueryDict) -> bool:
    return any(NUL in name or any(NUL in value for value in values) for name, values in typed.lists())


def _without_nul(typed: QueryDict) -> QueryDict:
    clean = QueryDict(mutable=True)
    for name, values in typed.lists():
        clean.setlist(name.replace(NUL, ""), [value.replace(NUL, "") for value in values])
    clean._mutable = False
    return clean


class LoginRequiredMiddleware:
    """Every page needs a signed-in person with a post, but for the named few.

    A first password must be changed before anything else; who holds no post today sees a page that
    says so, and nothing of the agency's.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        match = request.resolver_match
        if not match.namespace and match.url_name in OPEN_URL_NAMES:
            return None
        if not request.user.is_authenticated:
            return ask_to_sign_in(request)
        if not match.namespace and match.url_name in OWN_PASSWORD:
            return None
        if request.user.must_change_password:
            return redirect("password_change")
        if not request.actor.posts:
            return render(request, "organization/no_post.html", status=403)
        return None


class TypedWordsMiddleware:
    """Puts words that were typed before the session ended back into their form."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = put_back(request, self.get_response(request))
        tell_taken(request, response)
        return response


class RefusalMiddleware:
    """A rule that fails after the object was found gives 403 with the sentence of the rule."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, Forbidden):
            return render(request, "403.html", {"sentence": str(exception)}, status=403)
        return None


class UnwritableMiddleware:
    """A disk or database that takes nothing gives 503 with a sentence and the words that were typed.

    Whatever an act stored before it ended in an error goes again.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        begin_waiting()
        return self.get_response(request)

    def process_exception(self, request, exception):
        drop_unwritten()
        sentence = why_unwritable(exception)
        if not sentence:
            return None
        logger.error("%s %s could not be written: %s", request.method, request.path, exception)
        return unwritable(request, sentence)
