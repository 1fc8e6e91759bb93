"""Every page there is, for each who comes to see it: walked by the tests and by the photographer."""

from __future__ import annotations

from collections.abc import Mapping

THEMES = ("calm", "bright", "low", "contrast")
FAMILY: Mapping[str, str] = {
    "day": "/c/{child}/",
    "paths": "/c/{child}/path/",
    "path": "/c/{child}/path/{goal}/",
    "goal-change": "/c/{child}/path/{goal}/change/",
    "goal-split": "/c/{child}/path/{goal}/split/2/",
    "goal-choose": "/c/{child}/path/new/",
    "goal-new": "/c/{child}/path/new/wear-socks/",
    "goal-own": "/c/{child}/path/new/own/",
    "tell-choose": "/c/{child}/tell/",
    "tell": "/c/{child}/tell/{goal}/",
    "tell-any": "/c/{child}/tell/any/",
    "timeline": "/c/{child}/moments/",
    "moment": "/c/{child}/moments/{moment}/",
    "bring-in": "/c/{child}/moments/bring-in/",
    "what-helps": "/c/{child}/what-helps/?goal={goal}",
    "try-out-new": "/c/{child}/try-outs/new/{tried}/",
    "try-out": "/c/{child}/try-outs/{try_out}/",
    "ideas": "/c/{child}/path/{goal}/ideas/",
    "lens": "/c/{child}/lens/?q=covers+ears",
    "about-me": "/c/{child}/about-me/",
    "say-strength": "/c/{child}/about-me/say/strength/",
    "say-sense": "/c/{child}/about-me/say/sense/",
    "passport": "/c/{child}/passport/",
    "toolkit": "/c/{child}/toolkit/",
    "cards": "/c/{child}/toolkit/cards/",
    "strategy-own": "/c/{child}/toolkit/own/",
    "circle": "/c/{child}/circle/",
    "invite": "/c/{child}/circle/invite/",
    "member": "/c/{child}/circle/{member}/",
    "record": "/c/{child}/circle/record/",
    "about": "/c/{child}/about/",
    "look": "/look/",
}
STAFF: Mapping[str, str] = {
    "today": "/",
    "children": "/children/",
    "child-new": "/children/new/",
    "staff": "/staff/",
    "questions": "/learn/questions/",
    "study": "/c/{study}/what-helps/",
}
ACCOUNT: Mapping[str, str] = {
    "email": "/accounts/email/",
    "password-change": "/accounts/password/change/",
    "second-factor": "/accounts/2fa/",
    "second-factor-app": "/accounts/2fa/totp/activate/",
    "sign-out": "/accounts/logout/",
}
SHARED = (
    "day",
    "paths",
    "path",
    "tell-choose",
    "tell",
    "tell-any",
    "timeline",
    "moment",
    "what-helps",
    "try-out",
    "ideas",
    "lens",
    "about-me",
    "say-strength",
    "passport",
    "toolkit",
)
PAGES: Mapping[str, Mapping[str, str]] = {
    "therapist": STAFF | FAMILY | ACCOUNT,
    "parent": FAMILY | {"children": "/children/"},
    "teacher": {name: FAMILY[name] for name in (*SHARED, "circle", "look")},
    "child": {
        "space": "/c/{child}/my/",
        "feeling": "/c/{child}/my/feeling/",
        "stones": "/c/{child}/my/stones/",
        "path": "/c/{child}/my/stones/{goal}/",
    },
    "visitor": {
        "door": "/",
        "sign-in": "/accounts/login/",
        "sign-up-closed": "/accounts/signup/",
        "password-reset": "/accounts/password/reset/",
        "password-reset-done": "/accounts/password/reset/done/",
        "password-reset-over": "/accounts/password/reset/key/1-used/",
        "truth": "/demo/truth/",
        "articles": "/learn/",
        "article": "/learn/what-ot-is-for-kids/",
        "look": "/look/",
        "nothing": "/nowhere/",
    },
}
