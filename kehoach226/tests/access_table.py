"""Who may ask for which address, and how? One row a route; a new route without a row fails the sweep.

Each row has two words, for GET and for an empty POST, with one sign for each of PEOPLE in their order:
"+" answered (a page, a form sent back, a way on), "-" refused with a sentence (403), "0" as if it were not
there (404), "x" not in this manner (405). What the addresses name belongs to Phòng Nghiệp vụ 1, or to the
person said in the comment (`access_world`).
"""

# Leader of all, leader in charge of some (NV1 too), office, head of the office who does its work too,
# clerk, head and staff of NV1, head of NV2, admin.
PEOPLE = (
    "lanhdao",
    "pho1",
    "vanphong",
    "truong.vp",
    "vanthu",
    "truong.nv1",
    "chuyenvien.nv1",
    "truong.nv2",
    "quantri",
)
SIGNS = {403: "-", 404: "0", 405: "x"}

ALL = "+++++++++"
ACT = "xxxxxxxxx"
ADMIN = "--------+"
DIRECTORY = "++++----+"
OFFICE = "--++-----"
KEEPERS = "--+++----"
OF_NV1 = "+++++++00"
ROUTES = {
    "home": (ALL, ALL),
    "login": (ALL, ALL),
    "logout": (ACT, ALL),
    "password_change": (ALL, ALL),
    "password_change_done": (ALL, ACT),
    "password_help": (ALL, ALL),
    "health": (ALL, ALL),
    # --- Units, people, settings ---
    "organization:units": (DIRECTORY, DIRECTORY),
    "organization:units_xlsx": (DIRECTORY, DIRECTORY),
    "organization:unit_new": (ADMIN, ADMIN),
    "organization:unit": (DIRECTORY, DIRECTORY),
    "organization:unit_change": (ADMIN, ADMIN),
    "organization:unit_close": (ADMIN, ADMIN),
    "organization:groups": (DIRECTORY, DIRECTORY),
    "organization:groups_xlsx": (DIRECTORY, DIRECTORY),
    "organization:group_new": (ADMIN, ADMIN),
    "organization:group": (DIRECTORY, ADMIN),
    "organization:group_xlsx": (DIRECTORY, DIRECTORY),
    "organization:group_change": (ADMIN, ADMIN),
    "organization:group_member_end": (ADMIN, ADMIN),
    "organization:people": (DIRECTORY, DIRECTORY),
    "organization:people_xlsx": (DIRECTORY, DIRECTORY),
    "organization:person_new": (ADMIN, ADMIN),
    "organization:people_import": (ADMIN, ADMIN),
    "organization:people_import_result": ("00000000+", "00000000+"),
    "organization:people_import_errors": ("00000000+", "00000000+"),
    "organization:people_import_write": (ACT, "00000000+"),
    "organization:people_template": (ADMIN, ADMIN),
    "organization:person": (DIRECTORY, DIRECTORY),
    "organization:person_change": (ADMIN, ADMIN),
    "organization:account_open": (ADMIN, ADMIN),
    "organization:account_reset": (ACT, ADMIN),
    "organization:account_stop": (ACT, ADMIN),
    "organization:account_use": (ACT, ADMIN),
    "organization:post_new": (ADMIN, ADMIN),
    "organization:post_change": (ADMIN, ADMIN),
    "organization:post_end": (ADMIN, ADMIN),
    "organization:post_move": (ADMIN, ADMIN),
    "organization:post_charge_new": (ADMIN, ADMIN),
    "organization:post_charge_end": (ADMIN, ADMIN),
    # A head's post of the Office that the admin asked for.
    "organization:post_proposal": ("++++0000+", "++++0000+"),
    "organization:post_proposal_agree": (ACT, "++--0000-"),
    "organization:post_proposal_decline": ("++--0000-", "++--0000-"),
    "organization:post_proposal_record": ("--++0000-", "--++0000-"),
    "organization:post_proposal_withdraw": (ACT, "----0000+"),
    "organization:settings": (ALL, ALL),
    "organization:settings_xlsx": (ALL, ALL),
    "organization:setting_change": (ALL, ADMIN),
    "organization:calendar": (ALL, ADMIN),
    "organization:calendar_xlsx": (ALL, ALL),
    "organization:calendar_remove": (ACT, ADMIN),
    "organization:notifications": (ALL, ALL),
    "organization:notifications_read": (ACT, ALL),
    "organization:notification_open": (ACT, "+00000000"),  # the leader's
    "organization:sign_in": (ADMIN, ADMIN),
    "organization:sign_in_lift": (ACT, ADMIN),
    "organization:audit": ("--++----+", "--++----+"),
    "organization:audit_xlsx": ("--++----+", "--++----+"),
    "organization:decision_answer": (ACT, "+00000000"),  # recorded in the leader's name
    "organization:decision_file": (OF_NV1, OF_NV1),
    "organization:health_page": ("--++----+", "--++----+"),
    "organization:job": ("00+000000", "00+000000"),  # asked for by the office
    "organization:job_again": (ACT, "00+000000"),
    # --- The plan and its tasks; acts have a table of their own ---
    "tasks:plan": (ALL, ALL),
    "tasks:plan_xlsx": (ALL, ALL),
    "tasks:plan_signed": (OFFICE, OFFICE),
    "tasks:plan_file": (ALL, ALL),
    "tasks:assign": (OFFICE, OFFICE),
    "tasks:assign_xlsx": (OFFICE, OFFICE),
    "tasks:annex": ("+++++0000", "+++++0000"),
    "tasks:assign_annex": ("00++00000", "00++00000"),
    "tasks:assign_import": (OFFICE, OFFICE),
    "tasks:assign_import_result": ("00++00000", "00++00000"),
    "tasks:assign_import_errors": ("00++00000", "00++00000"),
    "tasks:assign_import_write": (ACT, "00++00000"),
    "tasks:clause": (ALL, ALL),
    "tasks:clause_xlsx": (ALL, ALL),
    "tasks:clause_wording": (OFFICE, OFFICE),
    "tasks:clause_close": (OFFICE, OFFICE),
    "tasks:clause_reopen": (ACT, OFFICE),
    "tasks:clause_tie": (OFFICE, OFFICE),
    "tasks:clause_untie": (ACT, OFFICE),
    "tasks:list": (ALL, ALL),
    "tasks:confirming": (OFFICE, OFFICE),
    "tasks:flow": (ALL, ALL),
    "tasks:flow_xlsx": (ALL, ALL),
    "tasks:list_xlsx": (ALL, ALL),
    "tasks:task": (OF_NV1, OF_NV1),
    "tasks:evidence": (OF_NV1, OF_NV1),
    # --- The register ---
    "documents:register": (ALL, ALL),
    "documents:register_xlsx": (ALL, ALL),
    "documents:row_add": (KEEPERS, KEEPERS),
    "documents:row": (OF_NV1, OF_NV1),
    "documents:row_edit": ("--+++--00", "--+++--00"),
    "documents:row_count": ("--+++--00", "--+++--00"),
    "documents:import": (KEEPERS, KEEPERS),
    "documents:book_add": (KEEPERS, KEEPERS),
    "documents:import_result": ("00+++0000", "00+++0000"),
    "documents:import_errors": ("00+++0000", "00+++0000"),
    "documents:import_write": (ACT, "00+++0000"),
    "documents:half_months": (ALL, ALL),
    "documents:half_months_xlsx": (ALL, ALL),
    "documents:half_months_confirm": ("--++-+-00", "--++-+-00"),
    "documents:half_month_enter": ("--++-+-00", "--++-+-00"),
    "documents:half_month_take_back": ("--++-+-00", "--++-+-00"),
    "documents:half_month_remove": ("--++-+-00", "--++-+-00"),
    # --- Meetings ---
    "meetings:list": (ALL, ALL),
    "meetings:list_xlsx": (ALL, ALL),
    "meetings:meeting_add": ("--++++++-", "--++++++-"),
    "meetings:meeting": (OF_NV1, OF_NV1),
    "meetings:meeting_edit": ("--+++++00", "--+++++00"),
    "meetings:meeting_cancel": ("--+++++00", "--+++++00"),
    "meetings:import": (KEEPERS, KEEPERS),
    "meetings:import_result": ("00+++0000", "00+++0000"),
    "meetings:import_errors": ("00+++0000", "00+++0000"),
    "meetings:import_write": (ACT, "00+++0000"),
    # --- Targets and reports ---
    "figures:targets": (ALL, ALL),
    "figures:target_unit": (OF_NV1, OF_NV1),
    "figures:target_xlsx": (OF_NV1, OF_NV1),
    "figures:target_baselines": (ALL, ALL),
    "figures:target_baselines_xlsx": (ALL, ALL),
    "figures:target_baseline_unit": (OF_NV1, OF_NV1),
    "figures:target_baseline_enter": ("--++++-00", "--++++-00"),
    "figures:target_ceiling_new": ("++++---00", "++++---00"),
    "figures:target_baseline_approve": (ACT, "++++---00"),
    "figures:target_baseline_decline": ("++++---00", "++++---00"),
    "figures:target_ceiling_agree": (ACT, "++-----00"),
    "figures:target_ceiling_decline": ("++-----00", "++-----00"),
    "figures:target_ceiling_record": ("--++---00", "--++---00"),
    "reports:builder": ("+++++0000", "++++-0000"),
    "reports:built_file": ("+++++0000", "+++++0000"),
    "part_gallery": ("000000000", "000000000"),
}

NOT_SO = "000000000"  # an act asked for in a way it does not have
RECORDED = "--++---00"
ENTERED = "--++---00"
# Acts on a task of NV1, by the side of the act: done oneself, recorded for a leader, entered for the unit.
ACTS = {
    "UNIT": ("-----++00", NOT_SO, ENTERED),
    "HEAD": ("-----+-00", NOT_SO, ENTERED),
    "COORDINATING": ("-------00", NOT_SO, NOT_SO),
    "CONFIRMING": ("--++---00", NOT_SO, NOT_SO),
    "APPROVING": ("++-----00", RECORDED, NOT_SO),
    "OFFICE_OR_LEADER": ("++++---00", RECORDED, NOT_SO),
}
COMPLETE = ("--++-++00", NOT_SO, NOT_SO)  # the office may say itself that a piece of work is at its end
