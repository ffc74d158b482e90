"""Addresses of the tasks app."""

from django.urls import path

from tasks.views import acts, annex, assign, carry_over, clause, confirming, evidence, plan, task, task_list

app_name = "tasks"
urlpatterns = [
    # --- The plan and its assignment ---
    path("plan/", plan.plan, name="plan"),
    path("plan/plan.xlsx", plan.plan_xlsx, name="plan_xlsx"),
    path("plan/signed/", plan.plan_signed, name="plan_signed"),
    path("plan/signed/file/", plan.plan_file, name="plan_file"),
    path("plan/assign/", assign.assign, name="assign"),
    path("plan/assign/grid.xlsx", assign.assign_xlsx, name="assign_xlsx"),
    path("plan/annex.docx", annex.given_docx, name="annex"),
    path("plan/assign/annex.docx", annex.proposed_docx, name="assign_annex"),
    path("plan/assign/import/", assign.assign_import, name="assign_import"),
    path("plan/assign/import/<int:pk>/", assign.file_views["result"], name="assign_import_result"),
    path("plan/assign/import/<int:pk>/errors.xlsx", assign.file_views["errors"], name="assign_import_errors"),
    path("plan/assign/import/<int:pk>/write/", assign.file_views["write"], name="assign_import_write"),
    path("plan/clauses/<str:code>/", clause.clause, name="clause"),
    path("plan/clauses/<str:code>/tasks.xlsx", clause.clause_xlsx, name="clause_xlsx"),
    path("plan/clauses/<str:code>/wording/", clause.clause_wording, name="clause_wording"),
    path("plan/clauses/<str:code>/close/", clause.clause_close, name="clause_close"),
    path("plan/clauses/<str:code>/reopen/", clause.clause_reopen, name="clause_reopen"),
    path("plan/clauses/<str:code>/tie/", clause.clause_tie, name="clause_tie"),
    path("plan/clauses/<str:code>/untie/", clause.clause_untie, name="clause_untie"),
    # --- Work on tasks ---
    path("", task_list.task_list, name="list"),
    path("waiting/", confirming.confirming, name="confirming"),
    path("flow/", carry_over.carry_over, name="flow"),
    path("flow/table.xlsx", carry_over.carry_over_xlsx, name="flow_xlsx"),
    path("tasks.xlsx", task_list.task_list_xlsx, name="list_xlsx"),
    path("<int:pk>/", task.task, name="task"),
    path("<int:pk>/files/<int:evidence_pk>/", evidence.download, name="evidence"),
    path("<int:pk>/<slug:action>/", acts.act, name="act"),
    path("<int:pk>/<slug:action>/<slug:way>/", acts.act, name="act_for"),
]
