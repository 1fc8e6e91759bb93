"""How sign-in behaves here: accounts only by invitation, second-factor secrets never in clear."""

from __future__ import annotations

import base64
import hashlib

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone

from pebblepath.apps.people import audit
from pebblepath.apps.people.models import Deed, Invitation, User

INVITED_BY = "invitation"


class InvitedOnly(DefaultAccountAdapter):
    """Nobody signs up without an invitation in hand."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether this visitor came by a link that still works."""
        token = request.session.get(INVITED_BY, "")
        invitation = Invitation.objects.filter(token=token).first() if token else None
        return invitation is not None and invitation.is_open(timezone.now())

    def save_user(self, request: HttpRequest, user: User, form: object, commit: bool = True) -> User:
        """Keep the name that was typed at sign-up."""
        user.name = form.cleaned_data.get("name", "")  # type: ignore[attr-defined]
        saved: User = super().save_user(request, user, form, commit)
        return saved

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """Back to the invitation, if one is waiting; else home."""
        token = request.session.get(INVITED_BY)
        return f"/join/{token}/" if token else super().get_login_redirect_url(request)

    def get_signup_redirect_url(self, request: HttpRequest) -> str:
        """The same for who is new."""
        return self.get_login_redirect_url(request)

    def post_login(self, request: HttpRequest, user: User, **kwargs: object) -> object:
        """Each sign-in is in the record."""
        audit.record(user, Deed.SIGNED_IN, "account", ref=user.pk)
        return super().post_login(request, user, **kwargs)


class EncryptedSecrets(DefaultMFAAdapter):
    """Second-factor secrets are kept encrypted with a key derived from the installation's secret key."""

    @staticmethod
    def _fernet() -> Fernet:
        digest = hashlib.sha256(b"second factor:" + settings.SECRET_KEY.encode()).digest()
        return Fernet(base64.urlsafe_b64encode(digest))

    def encrypt(self, text: str) -> str:
        """To be stored."""
        return self._fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """To be compared."""
        return self._fernet().decrypt(encrypted_text.encode()).decode()
