"""Units, people, settings, notifications, jobs."""

from django.urls import path

from organization.views import (
    accounts,
    audit,
    decisions,
    groups,
    health,
    jobs,
    notifications,
    people,
    people_import,
    post_proposals,
    posts,
    settings,
    sign_in,
    units,
)

app_name = "organization"
# Units and groups
unit_patterns = [
    path("organization/", units.units, name="units"),
    path("organization/units.xlsx", units.units_xlsx, name="units_xlsx"),
    path("organization/add-unit/", units.unit_new, name="unit_new"),
    path("organization/units/<str:code>/", units.unit, name="unit"),
    path("organization/units/<str:code>/change/", units.unit_change, name="unit_change"),
    path("organization/units/<str:code>/close/", units.unit_close, name="unit_close"),
    path("organization/groups/", groups.groups, name="groups"),
    path("organization/groups.xlsx", groups.groups_xlsx, name="groups_xlsx"),
    path("organization/groups/add/", groups.group_new, name="group_new"),
    path("organization/groups/<int:pk>/", groups.group, name="group"),
    path("organization/groups/<int:pk>/members.xlsx", groups.group_xlsx, name="group_xlsx"),
    path("organization/groups/<int:pk>/change/", groups.group_change, name="group_change"),
    path("organization/members/<int:pk>/end/", groups.group_member_end, name="group_member_end"),
]
# People, accounts, posts
people_patterns = [
    path("organization/people/", people.people, name="people"),
    path("organization/people.xlsx", people.people_xlsx, name="people_xlsx"),
    path("organization/people/add/", people.person_new, name="person_new"),
    path("organization/people/import/", people_import.people_import, name="people_import"),
    path("organization/people/import/<int:pk>/", people_import.file_views["result"], name="people_import_result"),
    path(
        "organization/people/import/<int:pk>/errors.xlsx",
        people_import.file_views["errors"],
        name="people_import_errors",
    ),
    path("organization/people/import/<int:pk>/write/", people_import.file_views["write"], name="people_import_write"),
    path("organization/people/template.xlsx", people_import.people_template_xlsx, name="people_template"),
    path("organization/people/<int:pk>/", people.person, name="person"),
    path("organization/people/<int:pk>/change/", people.person_change, name="person_change"),
    path("organization/people/<int:pk>/account/", accounts.account_open, name="account_open"),
    path("organization/people/<int:pk>/account/password/", accounts.account_reset, name="account_reset"),
    path("organization/people/<int:pk>/account/stop/", accounts.account_stop, name="account_stop"),
    path("organization/people/<int:pk>/account/use/", accounts.account_use, name="account_use"),
    path("organization/people/<int:pk>/posts/add/", posts.post_new, name="post_new"),
    path("organization/posts/<int:pk>/change/", posts.post_change, name="post_change"),
    path("organization/posts/<int:pk>/end/", posts.post_end, name="post_end"),
    path("organization/posts/<int:pk>/move/", posts.post_move, name="post_move"),
    path("organization/posts/<int:pk>/charges/add/", posts.charge_new, name="post_charge_new"),
    path("organization/post-proposals/<int:pk>/", post_proposals.post_proposal, name="post_proposal"),
    path("organization/post-proposals/<int:pk>/agree/", post_proposals.proposal_agree, name="post_proposal_agree"),
    path(
        "organization/post-proposals/<int:pk>/decline/", post_proposals.proposal_decline, name="post_proposal_decline"
    ),
    path("organization/post-proposals/<int:pk>/record/", post_proposals.proposal_record, name="post_proposal_record"),
    path(
        "organization/post-proposals/<int:pk>/withdraw/",
        post_proposals.proposal_withdraw,
        name="post_proposal_withdraw",
    ),
    path("organization/charges/<int:pk>/end/", posts.charge_end, name="post_charge_end"),
]
# Settings, days off, notifications, events
running_patterns = [
    path("organization/settings/", settings.settings, name="settings"),
    path("organization/settings.xlsx", settings.settings_xlsx, name="settings_xlsx"),
    path("organization/settings/<str:key>/", settings.setting_change, name="setting_change"),
    path("organization/calendar/", settings.calendar, name="calendar"),
    path("organization/calendar.xlsx", settings.calendar_xlsx, name="calendar_xlsx"),
    path("organization/calendar/<int:pk>/remove/", settings.calendar_remove, name="calendar_remove"),
    path("organization/notifications/", notifications.notifications, name="notifications"),
    path("organization/notifications/read/", notifications.notifications_read, name="notifications_read"),
    path("organization/notifications/<int:pk>/", notifications.notification_open, name="notification_open"),
    path("organization/sign-in/", sign_in.sign_in, name="sign_in"),
    path("organization/sign-in/<int:pk>/lift/", sign_in.sign_in_lift, name="sign_in_lift"),
    path("organization/audit/", audit.audit, name="audit"),
    path("organization/audit.xlsx", audit.audit_xlsx, name="audit_xlsx"),
]
urlpatterns = [
    *unit_patterns,
    *people_patterns,
    *running_patterns,
    path("decisions/<int:pk>/answer/", decisions.decision_answer, name="decision_answer"),
    path("decisions/<int:pk>/file/", decisions.decision_file, name="decision_file"),
    path("health/page/", health.health_page, name="health_page"),
    path("jobs/<int:pk>/", jobs.job, name="job"),
    path("jobs/<int:pk>/again/", jobs.job_again, name="job_again"),
]
