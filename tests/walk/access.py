"""Who may reach which address. Everything the site answers is named here, or the walk fails."""

from dataclasses import dataclass

ROLES = frozenset({
    "anonymous", "citizen", "administrator", "secretary", "chair", "member", "observer",
    "focal_point", "signatory", "delegate", "assessor",
})  # fmt: skip
SIGNED_IN = ROLES - {"anonymous"}


@dataclass(frozen=True)
class Access:
    """`roles` may see the page; `is_certain` says that it opens for them on the demonstration.

    Where it is not certain the page asks for more than a role: a code, a link, one's own row.
    """

    roles: frozenset[str]
    is_certain: bool = True
    methods: tuple[str, ...] = ("GET", "POST")


EVERYBODY = Access(ROLES)
MEMBERS = Access(SIGNED_IN)
MEMBERS_WHO = Access(SIGNED_IN, is_certain=False)
WITH_PROOF = Access(ROLES, is_certain=False)
ADMINISTRATOR = Access(frozenset({"administrator"}))
POST_BY_ALL = Access(ROLES, is_certain=False, methods=("POST",))
POST_BY_MEMBERS = Access(SIGNED_IN, is_certain=False, methods=("POST",))
POST_BY_ADMINISTRATOR = Access(frozenset({"administrator"}), is_certain=False, methods=("POST",))

SECRETARIAT = frozenset({"secretary", "chair", "member"})
HOSTS = frozenset({"secretary", "chair"})
OFFICERS = frozenset({"focal_point", "signatory"})

ACCESS: dict[str, Access] = {
    "status_json": EVERYBODY,
    "robots": EVERYBODY,
    "sitemap": EVERYBODY,
    "sitemap_pages": EVERYBODY,
    "sitemap_recommendations": WITH_PROOF,
    "status:page": EVERYBODY,
    "status:test_mail": POST_BY_ADMINISTRATOR,
    "theme": EVERYBODY,
    "styleguide": EVERYBODY,
    "styleguide-confirm": EVERYBODY,
    "invitation": WITH_PROOF,
    "home": EVERYBODY,
    "permanent": EVERYBODY,
    "pages:about": EVERYBODY,
    "pages:privacy": EVERYBODY,
    "pages:accessibility": EVERYBODY,
    "pages:open_data": EVERYBODY,
    "recommendations:list": EVERYBODY,
    "recommendations:export_csv": EVERYBODY,
    "recommendations:export_json": EVERYBODY,
    "recommendations:detail": EVERYBODY,
    "recommendations:data": EVERYBODY,
    "recommendations:returned": EVERYBODY,
    "recommendations:feed": EVERYBODY,
    "recommendations:acts_feed": EVERYBODY,
    "recommendations:versions": EVERYBODY,
    "recommendations:diff": WITH_PROOF,
    "recommendations:support": EVERYBODY,
    "recommendations:follow": MEMBERS,
    "recommendations:unfollow": POST_BY_MEMBERS,
    "late:board": EVERYBODY,
    "bills:list": EVERYBODY,
    "bills:detail": EVERYBODY,
    "bills:export_csv": EVERYBODY,
    "conversations:list": EVERYBODY,
    "conversations:detail": EVERYBODY,
    "conversations:statements_csv": EVERYBODY,
    "conversations:vote": EVERYBODY,
    "conversations:say": EVERYBODY,
    "conversations:own": EVERYBODY,
    "conversations:key": EVERYBODY,
    "conversations:token": MEMBERS,
    "conversations:with_token": EVERYBODY,
    "conversations:share": WITH_PROOF,
    "conversations:desk": Access(HOSTS),
    "conversations:prepare": Access(HOSTS),
    "conversations:item": Access(HOSTS, is_certain=False),
    "conversations:rewrite": Access(HOSTS, is_certain=False),
    "conversations:act": Access(HOSTS, is_certain=False),
    "conversations:about": Access(HOSTS, is_certain=False),
    "register:list": EVERYBODY,
    "log": WITH_PROOF,
    "register:entry": EVERYBODY,
    "register:proof": WITH_PROOF,
    "register:content": EVERYBODY,
    "register:receipt": EVERYBODY,
    "register:receipt_file": WITH_PROOF,
    "register:log": EVERYBODY,
    "institutions:list": EVERYBODY,
    "institutions:detail": EVERYBODY,
    "regions:list": EVERYBODY,
    "regions:detail": EVERYBODY,
    "files:download": WITH_PROOF,
    "filing:start": EVERYBODY,
    "filing:follow": EVERYBODY,
    "filing:forget": POST_BY_ALL,
    "filing:draft": WITH_PROOF,
    "filing:step": WITH_PROOF,
    "filing:check": WITH_PROOF,
    "filing:done": WITH_PROOF,
    "filing:own": WITH_PROOF,
    "filing:act": WITH_PROOF,
    "desk:home": Access(SECRETARIAT),
    "desk:links": Access(frozenset({"secretary"}), is_certain=False),
    "desk:item": Access(SECRETARIAT, is_certain=False),
    "desk:act": Access(SECRETARIAT, is_certain=False),
    "body:home": Access(OFFICERS),
    "body:item": Access(OFFICERS, is_certain=False),
    "body:draft": Access(OFFICERS, is_certain=False),
    "body:preview": Access(OFFICERS, is_certain=False),
    "body:drop_file": Access(OFFICERS, is_certain=False, methods=("POST",)),
    "body:act": Access(OFFICERS, is_certain=False),
    "demo:sign_in": EVERYBODY,
    "demo:mail": EVERYBODY,
    "demo:letter": WITH_PROOF,
    "me:home": MEMBERS,
    "me:notices": MEMBERS,
    "me:settings": MEMBERS,
    "me:support_key": MEMBERS,
    "me:forget_support_key": POST_BY_MEMBERS,
    "me:data": MEMBERS,
    "me:erase": MEMBERS,
    "me:unsubscribe": WITH_PROOF,
    "host:home": ADMINISTRATOR,
    "host:open": ADMINISTRATOR,
    "host:institution": ADMINISTRATOR,
    "host:rename": ADMINISTRATOR,
    "host:end": ADMINISTRATOR,
    "host:succeed": ADMINISTRATOR,
    "host:seat": ADMINISTRATOR,
    "host:grant": ADMINISTRATOR,
    "host:procedure": ADMINISTRATOR,
    "host:end_mandate": ADMINISTRATOR,
    "host:substitute": ADMINISTRATOR,
    "host:pass_on": ADMINISTRATOR,
    "host:rules": ADMINISTRATOR,
    "host:publish_rule": ADMINISTRATOR,
    "host:calendar": ADMINISTRATOR,
    "host:correct_day": ADMINISTRATOR,
    "host:removals": ADMINISTRATOR,
    "host:remove_content": ADMINISTRATOR,
    "account_login": WITH_PROOF,
    "account_request_login_code": WITH_PROOF,
    "account_confirm_login_code": WITH_PROOF,
    "account_logout": WITH_PROOF,
    "account_inactive": EVERYBODY,
    "account_signup": WITH_PROOF,
    "account_reauthenticate": MEMBERS_WHO,
    "account_email": MEMBERS_WHO,
    "account_email_verification_sent": WITH_PROOF,
    "account_change_password": MEMBERS_WHO,
    "account_set_password": MEMBERS_WHO,
    "account_reset_password": EVERYBODY,
    "account_confirm_password_reset_code": WITH_PROOF,
    "account_complete_password_reset": WITH_PROOF,
    "account_password_reset_completed": EVERYBODY,
    "mfa_index": MEMBERS,
    "mfa_authenticate": WITH_PROOF,
    "mfa_reauthenticate": MEMBERS_WHO,
    "mfa_activate_totp": MEMBERS_WHO,
    "mfa_deactivate_totp": MEMBERS_WHO,
    "mfa_view_recovery_codes": MEMBERS_WHO,
    "mfa_generate_recovery_codes": MEMBERS_WHO,
    "mfa_download_recovery_codes": MEMBERS_WHO,
    "mfa_list_webauthn": MEMBERS_WHO,
    "mfa_add_webauthn": MEMBERS_WHO,
    "mfa_login_webauthn": WITH_PROOF,
    "mfa_reauthenticate_webauthn": MEMBERS_WHO,
    "mfa_remove_webauthn": MEMBERS_WHO,
    "mfa_edit_webauthn": MEMBERS_WHO,
    "socialaccount_login_cancelled": WITH_PROOF,
    "socialaccount_login_error": WITH_PROOF,
    "socialaccount_signup": WITH_PROOF,
    "socialaccount_connections": MEMBERS_WHO,
    "openid_connect_login": WITH_PROOF,
    "openid_connect_callback": WITH_PROOF,
}
