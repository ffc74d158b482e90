"""Targets, the figures of the year before, and assigned ceilings."""

from django.urls import path

from figures.views import baselines, targets

app_name = "figures"
urlpatterns = [
    path("reports/targets/", targets.targets, name="targets"),
    path("reports/targets/<str:code>/", targets.target_unit, name="target_unit"),
    path("reports/targets/<str:code>/table.xlsx", targets.target_xlsx, name="target_xlsx"),
    path("documents/baselines/", baselines.baselines, name="target_baselines"),
    path("documents/baselines/table.xlsx", baselines.baselines_xlsx, name="target_baselines_xlsx"),
    path("documents/baselines/<str:code>/", baselines.baseline_unit, name="target_baseline_unit"),
    path("documents/baselines/<str:code>/enter/", baselines.baseline_enter, name="target_baseline_enter"),
    path("documents/baselines/<str:code>/ceiling/", baselines.ceiling_new, name="target_ceiling_new"),
    path("documents/baselines/figures/<int:pk>/approve/", baselines.baseline_approve, name="target_baseline_approve"),
    path("documents/baselines/figures/<int:pk>/decline/", baselines.baseline_decline, name="target_baseline_decline"),
    path("documents/baselines/ceilings/<int:pk>/agree/", baselines.ceiling_agree, name="target_ceiling_agree"),
    path("documents/baselines/ceilings/<int:pk>/decline/", baselines.ceiling_decline, name="target_ceiling_decline"),
    path("documents/baselines/ceilings/<int:pk>/record/", baselines.ceiling_record, name="target_ceiling_record"),
]
