"""Where django-allauth asks how this house does things."""

from allauth.account.adapter import DefaultAccountAdapter


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in by user name; no sign-up, no e-mail."""
