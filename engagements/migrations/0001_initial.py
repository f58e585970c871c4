"""The whole schema but the table of search words, which each database makes in its own way."""

import uuid

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import engagements.models.audit


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Challenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_hi", models.CharField(blank=True, max_length=120, verbose_name="name in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered in forms")),
                ("prompt", models.CharField(blank=True, max_length=200, verbose_name="question")),
                ("prompt_hi", models.CharField(blank=True, max_length=200, verbose_name="question in Hindi")),
            ],
            options={
                "verbose_name": "challenge",
                "verbose_name_plural": "challenges",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Contact",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("email", models.EmailField(max_length=254, verbose_name="email address")),
                (
                    "mobile",
                    models.CharField(
                        blank=True,
                        max_length=13,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+91[6-9][0-9]{9}$",
                                "Write the mobile number with 10 digits, for example +91 98765 43210.",
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="role in the venture")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "Hindi")],
                        default="en",
                        max_length=2,
                        verbose_name="language of our emails",
                    ),
                ),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
            ],
            options={
                "verbose_name": "contact",
                "verbose_name_plural": "contacts",
                "ordering": ["venture", "id"],
            },
        ),
        migrations.CreateModel(
            name="ContractStage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_hi", models.CharField(blank=True, max_length=120, verbose_name="name in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered in forms")),
            ],
            options={
                "verbose_name": "contract stage",
                "verbose_name_plural": "contract stages",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Submission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reference", models.CharField(max_length=32, unique=True, verbose_name="reference")),
                ("access_code_hash", models.CharField(editable=False, max_length=64)),
                ("idempotency_key", models.UUIDField(editable=False, unique=True)),
                ("content_hash", models.CharField(editable=False, max_length=64)),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("summary", models.CharField(max_length=150, verbose_name="in one line")),
                ("experience", models.TextField(max_length=5000, verbose_name="what happened")),
                ("proposal", models.TextField(blank=True, max_length=5000, verbose_name="what should change")),
                (
                    "severity",
                    models.PositiveSmallIntegerField(
                        choices=[
                            (1, "Minor inconvenience"),
                            (2, "It slows us down"),
                            (3, "Costs us time or money"),
                            (4, "It threatens the project"),
                            (5, "It stops us"),
                        ],
                        verbose_name="severity",
                    ),
                ),
                ("days_lost", models.PositiveIntegerField(blank=True, null=True, verbose_name="days lost")),
                (
                    "rupees_blocked",
                    models.PositiveBigIntegerField(blank=True, null=True, verbose_name="rupees blocked"),
                ),
                (
                    "consent",
                    models.CharField(
                        choices=[
                            ("named", "With our name"),
                            ("unnamed", "Quoted without our name"),
                            ("counted", "Counted only"),
                            ("officials", "Officials only"),
                        ],
                        max_length=10,
                        verbose_name="publication consent",
                    ),
                ),
                ("consented_at", models.DateTimeField(verbose_name="consent given")),
                (
                    "moderation",
                    models.CharField(
                        choices=[
                            ("pending", "Not decided yet"),
                            ("published", "May be shown"),
                            ("not_published", "Not published"),
                        ],
                        default="pending",
                        editable=False,
                        max_length=20,
                        verbose_name="publication",
                    ),
                ),
                (
                    "moderated_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="publication decided"),
                ),
                (
                    "not_published_reason",
                    models.CharField(
                        blank=True, editable=False, max_length=300, verbose_name="reason for not publishing"
                    ),
                ),
                (
                    "tells_not_published_reason",
                    models.BooleanField(default=False, editable=False, verbose_name="the venture can read the reason"),
                ),
                (
                    "findings",
                    models.JSONField(blank=True, default=list, editable=False, verbose_name="sensitivity findings"),
                ),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("web", "Web form"),
                            ("session", "Said in a session"),
                            ("email", "Email"),
                            ("post", "Post"),
                        ],
                        default="web",
                        max_length=8,
                        verbose_name="channel",
                    ),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "Hindi")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("under_review", "Under review"),
                            ("clarification", "Waiting for the venture"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("quarantined", "Quarantined"),
                        ],
                        default="received",
                        max_length=14,
                        verbose_name="status",
                    ),
                ),
                ("received_at", models.DateTimeField(verbose_name="received")),
                ("due_on", models.DateField(verbose_name="answer due")),
                ("clock_stopped_at", models.DateTimeField(blank=True, null=True, verbose_name="clock stopped")),
                ("first_replied_at", models.DateTimeField(blank=True, null=True, verbose_name="first reply")),
                ("is_example", models.BooleanField(default=False, verbose_name="illustrative")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="submissions",
                        to="engagements.challenge",
                        verbose_name="challenge",
                    ),
                ),
            ],
            options={
                "verbose_name": "submission",
                "verbose_name_plural": "submissions",
                "ordering": ["-received_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="FocusArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_hi", models.CharField(blank=True, max_length=120, verbose_name="name in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered in forms")),
            ],
            options={
                "verbose_name": "focus area",
                "verbose_name_plural": "focus areas",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="IdentityKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("organisation", models.UUIDField(db_index=True, default=uuid.uuid4, editable=False)),
            ],
            options={
                "verbose_name": "identity key",
                "verbose_name_plural": "identity keys",
            },
        ),
        migrations.CreateModel(
            name="PolicyVersion",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "Privacy notice"),
                            ("terms", "Terms of use"),
                            ("moderation", "Moderation rules"),
                            ("accessibility", "Accessibility statement"),
                            ("help", "Help"),
                            ("contact", "Contact and grievance officer"),
                        ],
                        max_length=14,
                        verbose_name="page",
                    ),
                ),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("body", models.TextField(help_text="Markdown.", verbose_name="text")),
                ("body_hi", models.TextField(blank=True, help_text="Markdown.", verbose_name="text in Hindi")),
                ("published_at", models.DateTimeField(verbose_name="published")),
                ("review_on", models.DateField(verbose_name="to be reviewed by")),
            ],
            options={
                "verbose_name": "policy page",
                "verbose_name_plural": "policy pages",
                "ordering": ["kind", "-number"],
            },
        ),
        migrations.CreateModel(
            name="Scheme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=60, unique=True, verbose_name="slug")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_hi", models.CharField(blank=True, max_length=120, verbose_name="name in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered in forms")),
                ("current_from", models.DateField(blank=True, null=True, verbose_name="current from")),
                ("current_until", models.DateField(blank=True, null=True, verbose_name="current until")),
            ],
            options={
                "verbose_name": "scheme",
                "verbose_name_plural": "schemes",
                "ordering": ["position", "slug"],
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("title_hi", models.CharField(blank=True, max_length=160, verbose_name="title in Hindi")),
                ("held_on", models.DateField(verbose_name="date")),
                (
                    "starts_at",
                    models.TimeField(
                        blank=True, help_text="Empty: no time of day was published.", null=True, verbose_name="starts"
                    ),
                ),
                ("venue", models.CharField(blank=True, max_length=160, verbose_name="venue")),
                ("venue_hi", models.CharField(blank=True, max_length=160, verbose_name="venue in Hindi")),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ["held_on", "starts_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Official",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="email address")),
                ("full_name", models.CharField(max_length=120, verbose_name="name")),
                ("designation", models.CharField(blank=True, max_length=120, verbose_name="designation")),
                ("is_active", models.BooleanField(default=True, verbose_name="may sign in")),
                ("joined_at", models.DateTimeField(auto_now_add=True, verbose_name="account created")),
                ("left_at", models.DateTimeField(blank=True, null=True, verbose_name="left")),
                ("logged_out_at", models.DateTimeField(blank=True, null=True, verbose_name="all sessions ended")),
            ],
            options={
                "verbose_name": "official",
                "verbose_name_plural": "officials",
                "ordering": ["full_name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("left_at__isnull", True), ("is_active", False), _connector="OR"),
                        name="official_who_left_logs_in_no_more",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AddressCount",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("digest", models.CharField(max_length=64)),
                ("window_start", models.DateTimeField(verbose_name="window")),
                ("count", models.PositiveIntegerField(default=0, verbose_name="count")),
            ],
            options={
                "verbose_name": "address count",
                "verbose_name_plural": "address counts",
                "constraints": [
                    models.UniqueConstraint(fields=("digest", "window_start"), name="one_count_a_digest_and_window")
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditChain",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("length", models.PositiveBigIntegerField(default=0)),
                ("head", models.CharField(blank=True, max_length=64)),
                ("seal", models.CharField(blank=True, max_length=64)),
            ],
            options={
                "verbose_name": "end of the trail",
                "verbose_name_plural": "ends of the trail",
                "constraints": [models.CheckConstraint(condition=models.Q(("pk", 1)), name="one_audit_chain")],
            },
        ),
        migrations.CreateModel(
            name="AskedChallenge",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "challenge",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="engagements.challenge"
                    ),
                ),
            ],
            options={
                "verbose_name": "challenge asked about",
                "verbose_name_plural": "challenges asked about",
                "ordering": ["challenge__position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Consultation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=80, unique=True, verbose_name="address")),
                ("title", models.CharField(max_length=160, verbose_name="title")),
                ("title_hi", models.CharField(blank=True, max_length=160, verbose_name="title in Hindi")),
                ("summary", models.CharField(max_length=400, verbose_name="summary")),
                ("summary_hi", models.CharField(blank=True, max_length=400, verbose_name="summary in Hindi")),
                (
                    "background",
                    models.TextField(blank=True, help_text="Markdown.", max_length=60000, verbose_name="background"),
                ),
                (
                    "background_hi",
                    models.TextField(
                        blank=True, help_text="Markdown.", max_length=60000, verbose_name="background in Hindi"
                    ),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "Draft"), ("published", "Published"), ("answered", "Answered")],
                        default="draft",
                        max_length=10,
                        verbose_name="status",
                    ),
                ),
                ("opens_at", models.DateTimeField(verbose_name="opens")),
                (
                    "closes_at",
                    models.DateTimeField(
                        blank=True, help_text="Empty: no closing date announced.", null=True, verbose_name="closes"
                    ),
                ),
                (
                    "window_reason",
                    models.CharField(
                        blank=True,
                        help_text="Public. Only needed if the consultation is open for fewer than 30 days or was shortened. A lead is responsible for it.",
                        max_length=300,
                        verbose_name="why the window is short",
                    ),
                ),
                (
                    "window_reason_hi",
                    models.CharField(blank=True, max_length=300, verbose_name="why the window is short, in Hindi"),
                ),
                ("organiser", models.CharField(max_length=160, verbose_name="organiser")),
                ("organiser_hi", models.CharField(blank=True, max_length=160, verbose_name="organiser in Hindi")),
                ("ministry", models.CharField(max_length=160, verbose_name="ministry")),
                ("ministry_hi", models.CharField(blank=True, max_length=160, verbose_name="ministry in Hindi")),
                ("venue", models.CharField(blank=True, max_length=160, verbose_name="venue")),
                ("venue_hi", models.CharField(blank=True, max_length=160, verbose_name="venue in Hindi")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="last updated")),
                (
                    "challenges",
                    models.ManyToManyField(
                        related_name="consultations",
                        through="engagements.AskedChallenge",
                        to="engagements.challenge",
                        verbose_name="challenges",
                    ),
                ),
                (
                    "focus_areas",
                    models.ManyToManyField(
                        related_name="consultations", to="engagements.focusarea", verbose_name="focus areas"
                    ),
                ),
            ],
            options={
                "verbose_name": "consultation",
                "verbose_name_plural": "consultations",
                "ordering": ["-opens_at", "-id"],
            },
        ),
        migrations.AddField(
            model_name="askedchallenge",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="asked_challenges",
                to="engagements.consultation",
            ),
        ),
        migrations.CreateModel(
            name="Desk",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "is_active",
                    models.BooleanField(
                        default=True,
                        help_text="If not selected, its rules are inactive and it receives no submissions.",
                        verbose_name="takes submissions",
                    ),
                ),
                (
                    "members",
                    models.ManyToManyField(
                        blank=True, related_name="desks", to=settings.AUTH_USER_MODEL, verbose_name="members"
                    ),
                ),
            ],
            options={
                "verbose_name": "desk",
                "verbose_name_plural": "desks",
                "ordering": ["name"],
            },
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("idempotency_key", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ("version", models.PositiveIntegerField(default=0)),
                ("answers", models.JSONField(blank=True, default=dict)),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "Hindi")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("started_at", models.DateTimeField(verbose_name="started")),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                ("kept_until", models.DateField(verbose_name="kept until")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="email address")),
                ("reminded_at", models.DateTimeField(blank=True, null=True, verbose_name="reminded")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft",
                "verbose_name_plural": "drafts",
                "ordering": ["-saved_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="DraftKey",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                ("mailed_to", models.EmailField(blank=True, max_length=254, verbose_name="opened by a link to")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "draft",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="keys",
                        to="engagements.draft",
                        verbose_name="draft",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft key",
                "verbose_name_plural": "draft keys",
            },
        ),
        migrations.CreateModel(
            name="EnterpriseLimit",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "enterprise_class",
                    models.CharField(
                        choices=[("micro", "Micro"), ("small", "Small"), ("medium", "Medium")],
                        max_length=10,
                        verbose_name="class",
                    ),
                ),
                ("valid_from", models.DateField(verbose_name="valid from")),
                (
                    "investment_crore",
                    models.DecimalField(
                        decimal_places=2, max_digits=7, verbose_name="investment in plant and machinery, ₹ crore"
                    ),
                ),
                (
                    "turnover_crore",
                    models.DecimalField(decimal_places=2, max_digits=7, verbose_name="turnover, ₹ crore"),
                ),
            ],
            options={
                "verbose_name": "MSME limit",
                "verbose_name_plural": "MSME limits",
                "ordering": ["valid_from", "investment_crore"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("enterprise_class__in", ["micro", "small", "medium"])),
                        name="enterpriselimit_enterprise_class_is_known",
                    ),
                    models.UniqueConstraint(
                        fields=("enterprise_class", "valid_from"), name="one_limit_a_class_and_date"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Fingerprint",
            fields=[
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="fingerprint",
                        serialize=False,
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
                ("digest", models.CharField(blank=True, max_length=32, verbose_name="same words")),
                ("separated_at", models.DateTimeField(blank=True, null=True, verbose_name="separated")),
                (
                    "separated_because",
                    models.CharField(blank=True, max_length=300, verbose_name="reason for separating"),
                ),
            ],
            options={
                "verbose_name": "fingerprint",
                "verbose_name_plural": "fingerprints",
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="engagements.consultation",
                verbose_name="consultation",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="contact",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="submissions",
                to="engagements.contact",
                verbose_name="contact",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="moderated_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="officer_in_charge",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to=settings.AUTH_USER_MODEL,
                verbose_name="officer in charge",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="stage",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="engagements.contractstage",
                verbose_name="contract stage",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="submission",
            field=models.OneToOneField(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="draft",
                to="engagements.submission",
                verbose_name="submission",
            ),
        ),
        migrations.CreateModel(
            name="ConsentChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "from_consent",
                    models.CharField(
                        choices=[
                            ("named", "With our name"),
                            ("unnamed", "Quoted without our name"),
                            ("counted", "Counted only"),
                            ("officials", "Officials only"),
                        ],
                        max_length=10,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_consent",
                    models.CharField(
                        choices=[
                            ("named", "With our name"),
                            ("unnamed", "Quoted without our name"),
                            ("counted", "Counted only"),
                            ("officials", "Officials only"),
                        ],
                        max_length=10,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="consent_changes",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "change of consent",
                "verbose_name_plural": "changes of consent",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("question", models.TextField(max_length=5000, verbose_name="question")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                ("answer", models.TextField(blank=True, max_length=5000, verbose_name="answer")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="no longer needed")),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clarifications",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "clarification",
                "verbose_name_plural": "clarifications",
                "ordering": ["asked_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Campaign",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("found_at", models.DateTimeField(verbose_name="found")),
                ("merged_at", models.DateTimeField(blank=True, null=True, verbose_name="merged")),
                ("merged_because", models.CharField(blank=True, max_length=300, verbose_name="reason for merging")),
                (
                    "merged_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="merged by",
                    ),
                ),
                (
                    "merged_into",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="merged",
                        to="engagements.campaign",
                        verbose_name="merged into",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="campaigns",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "leader",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="leads_campaign",
                        to="engagements.submission",
                        verbose_name="first submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "campaign",
                "verbose_name_plural": "campaigns",
                "ordering": ["-id"],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("assigned_at", models.DateTimeField(verbose_name="assigned")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("reason", models.CharField(blank=True, max_length=300, verbose_name="reason")),
                (
                    "assigned_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="assigned by",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="officer in charge",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="assignments",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ["assigned_at", "id"],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="focus_areas",
            field=models.ManyToManyField(
                related_name="submissions", to="engagements.focusarea", verbose_name="focus areas"
            ),
        ),
        migrations.CreateModel(
            name="DeskRule",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "position",
                    models.PositiveSmallIntegerField(
                        default=100,
                        help_text="Across all desks. The rule with the lowest number is tried first.",
                        verbose_name="place in the order",
                    ),
                ),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagements.challenge",
                        verbose_name="challenge",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagements.consultation",
                        verbose_name="only in the consultation",
                    ),
                ),
                (
                    "desk",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rules",
                        to="engagements.desk",
                        verbose_name="desk",
                    ),
                ),
                (
                    "focus_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagements.focusarea",
                        verbose_name="focus area",
                    ),
                ),
            ],
            options={
                "verbose_name": "desk rule",
                "verbose_name_plural": "desk rules",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="IndexedShingle",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "consultation_id",
                        "shingle",
                        "submission_id",
                        blank=True,
                        editable=False,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("shingle", models.BigIntegerField(verbose_name="three words as a number")),
                (
                    "consultation",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="shingles",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "shingle",
                "verbose_name_plural": "shingles",
            },
        ),
        migrations.CreateModel(
            name="InternalNote",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(max_length=5000, verbose_name="note")),
                ("written_at", models.DateTimeField(verbose_name="written")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="notes",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="notes",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "internal note",
                "verbose_name_plural": "internal notes",
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="MailedLink",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("token_hash", models.CharField(editable=False, max_length=64, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("resume_draft", "Continue a draft"),
                            ("my_submissions", "See my submissions"),
                            ("confirm_recorded", "Confirm a recorded submission"),
                            ("invitation", "Set first password"),
                        ],
                        max_length=16,
                        verbose_name="opens",
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="sent to")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                ("expires_at", models.DateTimeField(verbose_name="works until")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="engagements.draft",
                        verbose_name="draft",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="links",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "emailed link",
                "verbose_name_plural": "emailed links",
                "ordering": ["-made_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="MinistryResponse",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number", models.PositiveSmallIntegerField(verbose_name="version")),
                ("body", models.TextField(help_text="Markdown.", max_length=60000, verbose_name="text")),
                (
                    "body_hi",
                    models.TextField(blank=True, help_text="Markdown.", max_length=60000, verbose_name="text in Hindi"),
                ),
                ("saves", models.PositiveIntegerField(default=1, editable=False)),
                ("prepared_at", models.DateTimeField(verbose_name="prepared")),
                ("released_at", models.DateTimeField(blank=True, null=True, verbose_name="released")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="responses",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "prepared_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="prepared by",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
            ],
            options={
                "verbose_name": "ministry response",
                "verbose_name_plural": "ministry responses",
                "ordering": ["consultation", "-number"],
            },
        ),
        migrations.CreateModel(
            name="OfficeHolder",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("name_hi", models.CharField(blank=True, max_length=120, verbose_name="name in Hindi")),
                ("office", models.CharField(max_length=160, verbose_name="office")),
                ("office_hi", models.CharField(blank=True, max_length=160, verbose_name="office in Hindi")),
                ("from_on", models.DateField(blank=True, null=True, verbose_name="in office from")),
                ("until_on", models.DateField(blank=True, null=True, verbose_name="in office until")),
            ],
            options={
                "verbose_name": "office-holder",
                "verbose_name_plural": "office-holders",
                "ordering": ["office", "from_on", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_on__isnull", False), ("until_on__isnull", False), _negated=True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="officeholder_from_on_before_until_on",
                    )
                ],
            },
        ),
        migrations.AddField(
            model_name="consultation",
            name="chair",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="chaired",
                to="engagements.officeholder",
                verbose_name="chair",
            ),
        ),
        migrations.CreateModel(
            name="OfficialSession",
            fields=[
                (
                    "session_key",
                    models.CharField(max_length=40, primary_key=True, serialize=False, verbose_name="session key"),
                ),
                ("session_data", models.TextField(verbose_name="session data")),
                ("expire_date", models.DateTimeField(db_index=True, verbose_name="expire date")),
                ("began_at", models.DateTimeField(null=True, verbose_name="signed in")),
                ("seen_at", models.DateTimeField(null=True, verbose_name="last used")),
                ("network", models.CharField(blank=True, max_length=45, verbose_name="network")),
                ("device", models.CharField(blank=True, max_length=40, verbose_name="device")),
                (
                    "official",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sessions",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-in of an official",
                "verbose_name_plural": "sign-ins of officials",
                "ordering": ["-seen_at", "session_key"],
            },
        ),
        migrations.CreateModel(
            name="OutgoingMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("acknowledgement", "Acknowledgement"),
                            ("clarification", "Clarification asked"),
                            ("reply", "Reply"),
                            ("closed", "Closed"),
                            ("reopened", "Reopened"),
                            ("withdrawn", "Withdrawal confirmed"),
                            ("resume_link", "Link to a draft"),
                            ("reminder", "Draft close to the deadline"),
                            ("my_link", "Link to my submissions"),
                            ("confirm_recorded", "Confirm a recorded submission"),
                            ("recorded", "Recorded in the venture's name"),
                            ("invitation", "Invitation of an official"),
                            ("second_factor_reset", "Second factor taken away"),
                            ("password_reset", "Link to a new password"),
                            ("account_changed", "Change of how an official signs in"),
                            ("powers_asked", "Second administrator asked"),
                            ("powers_changed", "Change of an official's powers"),
                            ("digest", "Daily reminder for an official"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("recipient", models.EmailField(max_length=254, verbose_name="to")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("hi", "Hindi")],
                        default="en",
                        max_length=2,
                        verbose_name="language",
                    ),
                ),
                ("subject", models.CharField(max_length=200, verbose_name="subject")),
                ("body", models.TextField(verbose_name="text")),
                ("message_id", models.CharField(max_length=120, unique=True, verbose_name="Message-ID")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sending", "Being sent"),
                            ("sent", "Sent"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=8,
                        verbose_name="delivery",
                    ),
                ),
                ("queued_at", models.DateTimeField(verbose_name="queued")),
                ("next_attempt_at", models.DateTimeField(verbose_name="next attempt")),
                ("claimed_at", models.DateTimeField(blank=True, null=True, verbose_name="claimed")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("sent_at", models.DateTimeField(blank=True, null=True, verbose_name="sent")),
                ("last_error", models.CharField(blank=True, max_length=200, verbose_name="last error")),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="messages",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "outgoing message",
                "verbose_name_plural": "outgoing email",
                "ordering": ["-queued_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="PolicyDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("privacy", "Privacy notice"),
                            ("terms", "Terms of use"),
                            ("moderation", "Moderation rules"),
                            ("accessibility", "Accessibility statement"),
                            ("help", "Help"),
                            ("contact", "Contact and grievance officer"),
                        ],
                        max_length=14,
                        unique=True,
                        verbose_name="page",
                    ),
                ),
                ("body", models.TextField(blank=True, verbose_name="text")),
                ("body_hi", models.TextField(blank=True, verbose_name="text in Hindi")),
                ("review_on", models.DateField(verbose_name="to be reviewed by")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("saved_at", models.DateTimeField(verbose_name="saved")),
                (
                    "saved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saved by",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a policy page",
                "verbose_name_plural": "drafts of policy pages",
                "ordering": ["kind"],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="notice",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="engagements.policyversion",
                verbose_name="notice",
            ),
        ),
        migrations.AddField(
            model_name="policyversion",
            name="published_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="published by",
            ),
        ),
        migrations.CreateModel(
            name="PowerRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "act",
                    models.CharField(
                        choices=[("roles", "New roles"), ("factor", "Second factor reset")],
                        max_length=8,
                        verbose_name="what is asked",
                    ),
                ),
                ("roles", models.JSONField(default=list, verbose_name="roles")),
                ("asked_at", models.DateTimeField(verbose_name="asked")),
                (
                    "outcome",
                    models.CharField(
                        choices=[
                            ("waiting", "Waits for a second administrator"),
                            ("confirmed", "Confirmed by a second administrator"),
                            ("alone", "Done by one person alone"),
                            ("refused", "Refused"),
                        ],
                        default="waiting",
                        max_length=10,
                        verbose_name="outcome",
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True, verbose_name="decided")),
                (
                    "asked_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="decided by",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="power_requests",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
            ],
            options={
                "verbose_name": "request for a second administrator",
                "verbose_name_plural": "requests for a second administrator",
                "ordering": ["-asked_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Question",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "column",
                    models.SlugField(
                        help_text="The name used in exports and conditions. It stays the same if the question is reworded.",
                        max_length=40,
                        verbose_name="column",
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("short_text", "Short text"),
                            ("long_text", "Long text"),
                            ("single", "One choice"),
                            ("multiple", "Multiple choice"),
                            ("number", "Number"),
                            ("rupees", "Amount in rupees"),
                            ("date", "Date"),
                            ("yes_no", "Yes or no"),
                            ("scale", "Scale"),
                            ("file", "File"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                ("wording", models.CharField(max_length=250, verbose_name="question")),
                ("wording_hi", models.CharField(blank=True, max_length=250, verbose_name="question in Hindi")),
                ("help_text", models.CharField(blank=True, max_length=300, verbose_name="help")),
                ("help_text_hi", models.CharField(blank=True, max_length=300, verbose_name="help in Hindi")),
                ("is_required", models.BooleanField(default=False, verbose_name="must be answered")),
                ("allows_other", models.BooleanField(default=False, verbose_name="offers “other, please say”")),
                ("unit", models.CharField(blank=True, max_length=30, verbose_name="unit")),
                ("unit_hi", models.CharField(blank=True, max_length=30, verbose_name="unit in Hindi")),
                (
                    "minimum",
                    models.DecimalField(
                        blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="at least"
                    ),
                ),
                (
                    "maximum",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="at most"),
                ),
                (
                    "shown_if_column",
                    models.SlugField(
                        blank=True,
                        help_text="The column of another question.",
                        max_length=40,
                        verbose_name="shown only if",
                    ),
                ),
                ("shown_if_value", models.CharField(blank=True, max_length=60, verbose_name="was answered with")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                ("asked_from", models.DateTimeField(verbose_name="asked from")),
                ("retired_at", models.DateTimeField(blank=True, null=True, verbose_name="asked until")),
                (
                    "challenge",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: asked on every challenge.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="questions",
                        to="engagements.challenge",
                        verbose_name="challenge",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="questions",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="engagements.question",
                        verbose_name="supersedes",
                    ),
                ),
            ],
            options={
                "verbose_name": "question",
                "verbose_name_plural": "questions",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Attachment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("original_name", models.CharField(max_length=120, verbose_name="name")),
                ("stored_name", models.CharField(max_length=100, unique=True, verbose_name="stored as")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("pdf", "PDF"),
                            ("png", "PNG"),
                            ("jpeg", "JPEG"),
                            ("docx", "DOCX"),
                            ("xlsx", "XLSX"),
                            ("csv", "CSV"),
                        ],
                        max_length=5,
                        verbose_name="kind",
                    ),
                ),
                ("size", models.PositiveIntegerField(verbose_name="bytes")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                (
                    "scan",
                    models.CharField(
                        choices=[
                            ("not_scanned", "Not scanned"),
                            ("clean", "Nothing found"),
                            ("infected", "Malware found"),
                        ],
                        default="not_scanned",
                        max_length=12,
                        verbose_name="virus scan",
                    ),
                ),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                (
                    "clarification",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="engagements.clarification",
                        verbose_name="clarification",
                    ),
                ),
                (
                    "draft",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="engagements.draft",
                        verbose_name="draft",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attachments",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="files",
                        to="engagements.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "attachment",
                "verbose_name_plural": "attachments",
                "ordering": ["uploaded_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="QuestionOption",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("slug", models.SlugField(max_length=40, verbose_name="code")),
                ("label", models.CharField(max_length=160, verbose_name="answer")),
                ("label_hi", models.CharField(blank=True, max_length=160, verbose_name="answer in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="options",
                        to="engagements.question",
                        verbose_name="question",
                    ),
                ),
            ],
            options={
                "verbose_name": "option",
                "verbose_name_plural": "options",
                "ordering": ["position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Answer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.TextField(blank=True, max_length=5000, verbose_name="text")),
                (
                    "number",
                    models.DecimalField(blank=True, decimal_places=2, max_digits=18, null=True, verbose_name="number"),
                ),
                ("date", models.DateField(blank=True, null=True, verbose_name="date")),
                ("other", models.CharField(blank=True, max_length=300, verbose_name="other, as written")),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="answers",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="answers",
                        to="engagements.question",
                        verbose_name="question",
                    ),
                ),
                (
                    "chosen",
                    models.ManyToManyField(
                        blank=True, related_name="answers", to="engagements.questionoption", verbose_name="chosen"
                    ),
                ),
            ],
            options={
                "verbose_name": "answer",
                "verbose_name_plural": "answers",
                "ordering": ["question__position", "id"],
            },
        ),
        migrations.CreateModel(
            name="RecordedSubmission",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                ("said_on", models.DateField(verbose_name="said on")),
                ("summary", models.CharField(max_length=150, verbose_name="in one line")),
                ("experience", models.TextField(max_length=5000, verbose_name="what happened")),
                ("proposal", models.TextField(blank=True, max_length=5000, verbose_name="what should change")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed")),
                ("corrected_at", models.DateTimeField(blank=True, null=True, verbose_name="corrected")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="recorded_submission",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "recorded submission",
                "verbose_name_plural": "recorded submissions",
                "ordering": ["-recorded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="ReferenceSeries",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("prefix", models.CharField(max_length=6)),
                ("financial_year", models.CharField(max_length=7)),
                ("last_serial", models.PositiveIntegerField(default=0)),
            ],
            options={
                "verbose_name": "series of references",
                "verbose_name_plural": "series of references",
                "constraints": [models.UniqueConstraint(fields=("prefix", "financial_year"), name="one_series_a_year")],
            },
        ),
        migrations.CreateModel(
            name="Reply",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("final", "Final reply"), ("interim", "Interim reply")],
                        default="final",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "disposition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Partly accepted"),
                            ("in_place", "Already in place"),
                            ("not_accepted", "Not accepted"),
                            ("under_consideration", "Under consideration"),
                            ("reply_awaited", "Final reply awaited"),
                        ],
                        help_text="Empty: the text alone says it.",
                        max_length=20,
                        verbose_name="disposition",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=5000, verbose_name="reason")),
                ("body", models.TextField(max_length=5000, verbose_name="reply")),
                ("sent_at", models.DateTimeField(verbose_name="sent")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="replies",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
                (
                    "released_by",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: its author sent it without a draft.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released by",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="replies",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "reply",
                "verbose_name_plural": "replies",
                "ordering": ["sent_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Objection",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("body", models.TextField(max_length=5000, verbose_name="what is missing")),
                ("made_at", models.DateTimeField(verbose_name="made")),
                (
                    "reply",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="objection",
                        to="engagements.reply",
                        verbose_name="reply",
                    ),
                ),
            ],
            options={
                "verbose_name": "objection",
                "verbose_name_plural": "objections",
                "ordering": ["made_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReplyDraft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[("final", "Final reply"), ("interim", "Interim reply")],
                        default="final",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                (
                    "disposition",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("accepted", "Accepted"),
                            ("partly_accepted", "Partly accepted"),
                            ("in_place", "Already in place"),
                            ("not_accepted", "Not accepted"),
                            ("under_consideration", "Under consideration"),
                            ("reply_awaited", "Final reply awaited"),
                        ],
                        max_length=20,
                        verbose_name="disposition",
                    ),
                ),
                ("reason", models.TextField(blank=True, max_length=5000, verbose_name="reason")),
                ("body", models.TextField(max_length=5000, verbose_name="reply")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("written_at", models.DateTimeField(verbose_name="written")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="released or discarded")),
                (
                    "discarded_because",
                    models.TextField(blank=True, max_length=5000, verbose_name="reason for discarding"),
                ),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="released or discarded by",
                    ),
                ),
                (
                    "reply",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="draft",
                        to="engagements.reply",
                        verbose_name="reply sent",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reply_drafts",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
                (
                    "written_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="written by",
                    ),
                ),
            ],
            options={
                "verbose_name": "draft of a reply",
                "verbose_name_plural": "replies to be released",
                "ordering": ["written_at", "id"],
            },
        ),
        migrations.CreateModel(
            name="ReplyTemplate",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("name", models.CharField(max_length=80, unique=True, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[("final", "Final reply"), ("interim", "Interim reply")],
                        default="final",
                        max_length=8,
                        verbose_name="kind",
                    ),
                ),
                ("body", models.TextField(max_length=5000, verbose_name="text")),
                ("body_hi", models.TextField(blank=True, max_length=5000, verbose_name="text in Hindi")),
                ("is_active", models.BooleanField(default=True, verbose_name="offered")),
            ],
            options={
                "verbose_name": "reply template",
                "verbose_name_plural": "reply templates",
                "ordering": ["name", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("kind__in", ["final", "interim"])), name="replytemplate_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("name", ""), _negated=True), name="replytemplate_name_is_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body", ""), _negated=True), name="replytemplate_body_is_filled"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body__length__lte", 5000)), name="replytemplate_body_is_bounded"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("body_hi__length__lte", 5000)), name="replytemplate_body_hi_is_bounded"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="RoleGrant",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("triage", "Triage officer"),
                            ("officer", "Officer in charge"),
                            ("lead", "Lead"),
                            ("security", "Security officer"),
                            ("analyst", "Policy analyst"),
                            ("auditor", "Auditor"),
                            ("administrator", "Administrator"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("granted_at", models.DateTimeField(auto_now_add=True, verbose_name="granted")),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="grants",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
            ],
            options={
                "verbose_name": "role",
                "verbose_name_plural": "roles",
                "ordering": ["official", "role"],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="scheme",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="engagements.scheme",
                verbose_name="scheme",
            ),
        ),
        migrations.AddField(
            model_name="submission",
            name="session",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="engagements.session",
                verbose_name="session",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="consultation",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="sessions",
                to="engagements.consultation",
                verbose_name="consultation",
            ),
        ),
        migrations.AddField(
            model_name="session",
            name="focus_areas",
            field=models.ManyToManyField(
                blank=True, related_name="sessions", to="engagements.focusarea", verbose_name="focus areas"
            ),
        ),
        migrations.CreateModel(
            name="Source",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("publisher", models.CharField(max_length=120, verbose_name="publisher")),
                ("title", models.CharField(blank=True, max_length=240, verbose_name="title")),
                ("published_on", models.DateField(verbose_name="published")),
                ("url", models.URLField(blank=True, verbose_name="address")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sources",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "source",
                "verbose_name_plural": "sources",
                "ordering": ["-published_on", "publisher", "id"],
            },
        ),
        migrations.CreateModel(
            name="KeyFigure",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("value", models.CharField(max_length=60, verbose_name="figure")),
                ("value_hi", models.CharField(blank=True, max_length=60, verbose_name="figure in Hindi")),
                ("label", models.CharField(max_length=200, verbose_name="what it counts")),
                ("label_hi", models.CharField(blank=True, max_length=200, verbose_name="what it counts, in Hindi")),
                (
                    "as_of",
                    models.CharField(
                        help_text="As the source gives it: a day, or only a month.", max_length=60, verbose_name="as of"
                    ),
                ),
                ("as_of_hi", models.CharField(blank=True, max_length=60, verbose_name="as of, in Hindi")),
                ("position", models.PositiveSmallIntegerField(default=0, verbose_name="position")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="key_figures",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "source",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="key_figures",
                        to="engagements.source",
                        verbose_name="source",
                    ),
                ),
            ],
            options={
                "verbose_name": "key figure",
                "verbose_name_plural": "key figures",
                "ordering": ["position", "id"],
            },
        ),
        migrations.AddField(
            model_name="askedchallenge",
            name="source",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="engagements.source",
                verbose_name="as reported by",
            ),
        ),
        migrations.CreateModel(
            name="SpreadsheetImport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "purpose",
                    models.CharField(
                        choices=[("points", "Submissions"), ("attendance", "Attendance of a session")],
                        max_length=10,
                        verbose_name="contains",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name of the file")),
                ("sha256", models.CharField(max_length=64, verbose_name="SHA-256")),
                ("uploaded_at", models.DateTimeField(verbose_name="uploaded")),
                ("kept_until", models.DateField(verbose_name="kept until")),
                ("remark", models.CharField(blank=True, max_length=300, verbose_name="remark")),
                ("headings", models.JSONField(default=list)),
                ("rows", models.JSONField(default=list)),
                ("columns", models.JSONField(default=dict)),
                ("fixed", models.JSONField(default=dict)),
                ("imported", models.PositiveIntegerField(default=0, verbose_name="rows imported")),
                ("finished_at", models.DateTimeField(blank=True, null=True, verbose_name="imported")),
                ("discarded_at", models.DateTimeField(blank=True, null=True, verbose_name="discarded")),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="sheets",
                        to="engagements.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "spreadsheet import",
                "verbose_name_plural": "spreadsheet imports",
                "ordering": ["-uploaded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="StatusChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("transition", models.CharField(max_length=30, verbose_name="transition")),
                (
                    "from_status",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("received", "Received"),
                            ("under_review", "Under review"),
                            ("clarification", "Waiting for the venture"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("quarantined", "Quarantined"),
                        ],
                        max_length=14,
                        verbose_name="from",
                    ),
                ),
                (
                    "to_status",
                    models.CharField(
                        choices=[
                            ("received", "Received"),
                            ("under_review", "Under review"),
                            ("clarification", "Waiting for the venture"),
                            ("answered", "Answered"),
                            ("closed", "Closed"),
                            ("withdrawn", "Withdrawn"),
                            ("quarantined", "Quarantined"),
                        ],
                        max_length=14,
                        verbose_name="to",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="at")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        help_text="Empty: the venture or the portal itself.",
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
                (
                    "submission",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="status_changes",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "status change",
                "verbose_name_plural": "status changes",
                "ordering": ["at", "id"],
            },
        ),
        migrations.CreateModel(
            name="Venture",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("startup", "DPIIT-recognised start-up"),
                            ("deep_tech", "Deep-tech start-up"),
                            ("micro", "Micro enterprise"),
                            ("small", "Small enterprise"),
                            ("medium", "Medium enterprise"),
                            ("large", "Large industry"),
                            ("dpsu", "Defence public sector undertaking (DPSU)"),
                            ("academia", "Academic or R&D institution"),
                            ("incubator", "Incubator"),
                            ("association", "Industry association"),
                            ("individual", "Individual innovator"),
                            ("other", "Other"),
                            ("unsure", "Not sure"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AP", "Andhra Pradesh"),
                            ("AR", "Arunachal Pradesh"),
                            ("AS", "Assam"),
                            ("BR", "Bihar"),
                            ("CG", "Chhattisgarh"),
                            ("GA", "Goa"),
                            ("GJ", "Gujarat"),
                            ("HR", "Haryana"),
                            ("HP", "Himachal Pradesh"),
                            ("JH", "Jharkhand"),
                            ("KA", "Karnataka"),
                            ("KL", "Kerala"),
                            ("MP", "Madhya Pradesh"),
                            ("MH", "Maharashtra"),
                            ("MN", "Manipur"),
                            ("ML", "Meghalaya"),
                            ("MZ", "Mizoram"),
                            ("NL", "Nagaland"),
                            ("OD", "Odisha"),
                            ("PB", "Punjab"),
                            ("RJ", "Rajasthan"),
                            ("SK", "Sikkim"),
                            ("TN", "Tamil Nadu"),
                            ("TS", "Telangana"),
                            ("TR", "Tripura"),
                            ("UP", "Uttar Pradesh"),
                            ("UK", "Uttarakhand"),
                            ("WB", "West Bengal"),
                            ("AN", "Andaman and Nicobar Islands"),
                            ("CH", "Chandigarh"),
                            ("DH", "Dadra and Nagar Haveli and Daman and Diu"),
                            ("DL", "Delhi"),
                            ("JK", "Jammu and Kashmir"),
                            ("LA", "Ladakh"),
                            ("LD", "Lakshadweep"),
                            ("PY", "Puducherry"),
                        ],
                        max_length=2,
                        verbose_name="state or union territory",
                    ),
                ),
                (
                    "pin_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "Write the PIN code as 6 digits; the first is not 0."
                            )
                        ],
                        verbose_name="PIN code",
                    ),
                ),
                (
                    "team_size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1-10", "1 to 10 people"),
                            ("11-50", "11 to 50 people"),
                            ("51-250", "51 to 250 people"),
                            ("251+", "More than 250 people"),
                        ],
                        max_length=8,
                        verbose_name="team",
                    ),
                ),
                ("is_idex_engaged", models.BooleanField(blank=True, null=True, verbose_name="engaged with iDEX")),
                (
                    "dpiit_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^DIPP[0-9]{1,8}$",
                                "Write the DPIIT number as DIPP followed by up to 8 digits, for example DIPP12345.",
                            )
                        ],
                        verbose_name="DPIIT recognition number",
                    ),
                ),
                (
                    "udyam_number",
                    models.CharField(
                        blank=True,
                        max_length=19,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}$", "Write the Udyam number as UDYAM-XX-00-0000000."
                            )
                        ],
                        verbose_name="Udyam registration number",
                    ),
                ),
                (
                    "cin",
                    models.CharField(
                        blank=True,
                        max_length=21,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}$",
                                "Write the CIN with its 21 characters, for example U12345KA2019PTC123456.",
                            )
                        ],
                        verbose_name="corporate identification number (CIN)",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("identity_key", models.CharField(editable=False, max_length=64, unique=True)),
                ("name_key", models.CharField(db_index=True, default="", editable=False, max_length=160)),
                ("name", models.CharField(max_length=160, verbose_name="name")),
                ("is_example", models.BooleanField(default=False, verbose_name="illustrative")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                ("keys", models.ManyToManyField(editable=False, related_name="ventures", to="engagements.identitykey")),
            ],
            options={
                "verbose_name": "venture",
                "verbose_name_plural": "ventures",
                "ordering": ["name", "id"],
            },
        ),
        migrations.AddField(
            model_name="submission",
            name="venture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="submissions",
                to="engagements.venture",
                verbose_name="venture",
            ),
        ),
        migrations.AddField(
            model_name="contact",
            name="venture",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="contacts",
                to="engagements.venture",
                verbose_name="venture",
            ),
        ),
        migrations.CreateModel(
            name="ConflictOfInterest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("employer", "I work for it, have worked for it, or intend to"),
                            ("shareholding", "I hold shares in it"),
                            ("family", "A family member or close associate works for it or holds shares in it"),
                            ("competitor", "I have links with one of its competitors"),
                            ("supplier", "I have links with one of its suppliers or customers"),
                        ],
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                ("note", models.CharField(blank=True, max_length=500, verbose_name="note")),
                ("declared_at", models.DateTimeField(verbose_name="declared")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="ended")),
                ("ended_because", models.CharField(blank=True, max_length=500, verbose_name="reason for ending")),
                (
                    "ended_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="ended by",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="conflicts_of_interest",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
                (
                    "venture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="conflicts_of_interest",
                        to="engagements.venture",
                        verbose_name="venture",
                    ),
                ),
            ],
            options={
                "verbose_name": "conflict of interest",
                "verbose_name_plural": "conflicts of interest",
                "ordering": ["-declared_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("is_invited", models.BooleanField(default=False, verbose_name="invited")),
                ("is_present", models.BooleanField(default=False, verbose_name="present")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                (
                    "recorded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="engagements.session",
                        verbose_name="session",
                    ),
                ),
                (
                    "venture",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="attendances",
                        to="engagements.venture",
                        verbose_name="venture",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ["session", "id"],
            },
        ),
        migrations.CreateModel(
            name="VentureClaim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("startup", "DPIIT-recognised start-up"),
                            ("deep_tech", "Deep-tech start-up"),
                            ("micro", "Micro enterprise"),
                            ("small", "Small enterprise"),
                            ("medium", "Medium enterprise"),
                            ("large", "Large industry"),
                            ("dpsu", "Defence public sector undertaking (DPSU)"),
                            ("academia", "Academic or R&D institution"),
                            ("incubator", "Incubator"),
                            ("association", "Industry association"),
                            ("individual", "Individual innovator"),
                            ("other", "Other"),
                            ("unsure", "Not sure"),
                        ],
                        max_length=12,
                        verbose_name="kind",
                    ),
                ),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("AP", "Andhra Pradesh"),
                            ("AR", "Arunachal Pradesh"),
                            ("AS", "Assam"),
                            ("BR", "Bihar"),
                            ("CG", "Chhattisgarh"),
                            ("GA", "Goa"),
                            ("GJ", "Gujarat"),
                            ("HR", "Haryana"),
                            ("HP", "Himachal Pradesh"),
                            ("JH", "Jharkhand"),
                            ("KA", "Karnataka"),
                            ("KL", "Kerala"),
                            ("MP", "Madhya Pradesh"),
                            ("MH", "Maharashtra"),
                            ("MN", "Manipur"),
                            ("ML", "Meghalaya"),
                            ("MZ", "Mizoram"),
                            ("NL", "Nagaland"),
                            ("OD", "Odisha"),
                            ("PB", "Punjab"),
                            ("RJ", "Rajasthan"),
                            ("SK", "Sikkim"),
                            ("TN", "Tamil Nadu"),
                            ("TS", "Telangana"),
                            ("TR", "Tripura"),
                            ("UP", "Uttar Pradesh"),
                            ("UK", "Uttarakhand"),
                            ("WB", "West Bengal"),
                            ("AN", "Andaman and Nicobar Islands"),
                            ("CH", "Chandigarh"),
                            ("DH", "Dadra and Nagar Haveli and Daman and Diu"),
                            ("DL", "Delhi"),
                            ("JK", "Jammu and Kashmir"),
                            ("LA", "Ladakh"),
                            ("LD", "Lakshadweep"),
                            ("PY", "Puducherry"),
                        ],
                        max_length=2,
                        verbose_name="state or union territory",
                    ),
                ),
                (
                    "pin_code",
                    models.CharField(
                        blank=True,
                        max_length=6,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[1-9][0-9]{5}$", "Write the PIN code as 6 digits; the first is not 0."
                            )
                        ],
                        verbose_name="PIN code",
                    ),
                ),
                (
                    "team_size",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("1-10", "1 to 10 people"),
                            ("11-50", "11 to 50 people"),
                            ("51-250", "51 to 250 people"),
                            ("251+", "More than 250 people"),
                        ],
                        max_length=8,
                        verbose_name="team",
                    ),
                ),
                ("is_idex_engaged", models.BooleanField(blank=True, null=True, verbose_name="engaged with iDEX")),
                (
                    "dpiit_number",
                    models.CharField(
                        blank=True,
                        max_length=12,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^DIPP[0-9]{1,8}$",
                                "Write the DPIIT number as DIPP followed by up to 8 digits, for example DIPP12345.",
                            )
                        ],
                        verbose_name="DPIIT recognition number",
                    ),
                ),
                (
                    "udyam_number",
                    models.CharField(
                        blank=True,
                        max_length=19,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^UDYAM-[A-Z]{2}-[0-9]{2}-[0-9]{7}$", "Write the Udyam number as UDYAM-XX-00-0000000."
                            )
                        ],
                        verbose_name="Udyam registration number",
                    ),
                ),
                (
                    "cin",
                    models.CharField(
                        blank=True,
                        max_length=21,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[LU][0-9]{5}[A-Z]{2}[0-9]{4}[A-Z]{3}[0-9]{6}$",
                                "Write the CIN with its 21 characters, for example U12345KA2019PTC123456.",
                            )
                        ],
                        verbose_name="corporate identification number (CIN)",
                    ),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("contact_name", models.CharField(blank=True, max_length=120, verbose_name="name of the contact")),
                (
                    "mobile",
                    models.CharField(
                        blank=True,
                        max_length=13,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^\\+91[6-9][0-9]{9}$",
                                "Write the mobile number with 10 digits, for example +91 98765 43210.",
                            )
                        ],
                        verbose_name="mobile number",
                    ),
                ),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="role in the venture")),
                (
                    "proved_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="proved by a link"),
                ),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("open", "As given, not proved"),
                            ("proved", "Proved by a used link"),
                            ("accepted", "Accepted by an official"),
                            ("refused", "Not accepted"),
                        ],
                        default="open",
                        editable=False,
                        max_length=8,
                        verbose_name="status",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, editable=False, null=True, verbose_name="settled")),
                ("keys", models.ManyToManyField(editable=False, related_name="claims", to="engagements.identitykey")),
                (
                    "settled_by",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "submission",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="claim",
                        to="engagements.submission",
                        verbose_name="submission",
                    ),
                ),
            ],
            options={
                "verbose_name": "details given",
                "verbose_name_plural": "details given",
            },
        ),
        migrations.CreateModel(
            name="Absence",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("from_on", models.DateField(verbose_name="first day away")),
                ("until_on", models.DateField(verbose_name="last day away")),
                ("recorded_at", models.DateTimeField(verbose_name="recorded")),
                ("ended_at", models.DateTimeField(blank=True, null=True, verbose_name="cancelled")),
                (
                    "cover",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="covers",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="covered by",
                    ),
                ),
                (
                    "official",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="absences",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who is away",
                    ),
                ),
                (
                    "recorded_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "absence",
                "verbose_name_plural": "absences",
                "ordering": ["-from_on", "-id"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=["until_on", "from_on"],
                        name="absence_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("from_on__isnull", False), ("until_on__isnull", False), _negated=True),
                            ("until_on__gte", models.F("from_on")),
                            _connector="OR",
                        ),
                        name="absence_from_on_before_until_on",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at__isnull", False), ("recorded_at__isnull", False), _negated=True),
                            ("ended_at__gte", models.F("recorded_at")),
                            _connector="OR",
                        ),
                        name="absence_recorded_at_before_ended_at",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("official", models.F("cover")), _negated=True),
                        name="absence_is_covered_by_another",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("position", models.PositiveBigIntegerField(unique=True, verbose_name="position")),
                ("at", models.DateTimeField(verbose_name="at")),
                (
                    "act",
                    models.CharField(
                        choices=engagements.models.audit.audited_acts, max_length=40, verbose_name="action"
                    ),
                ),
                ("actor", models.CharField(max_length=40, verbose_name="kind of actor")),
                ("target_type", models.CharField(max_length=40, verbose_name="record type")),
                ("target_id", models.CharField(max_length=40, verbose_name="record")),
                ("changes", models.JSONField(default=dict, verbose_name="changes")),
                ("previous_hash", models.CharField(blank=True, max_length=64, verbose_name="previous hash")),
                ("hash", models.CharField(max_length=64, verbose_name="hash")),
                (
                    "official",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="official",
                    ),
                ),
            ],
            options={
                "verbose_name": "audit entry",
                "verbose_name_plural": "audit trail",
                "ordering": ["-at", "-id"],
                "indexes": [
                    models.Index(fields=["target_type", "target_id", "at"], name="audit_of_a_record"),
                    models.Index(fields=["-at", "-id"], name="audit_newest_first"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ConsultationChange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("changed_at", models.DateTimeField(verbose_name="changed")),
                ("note", models.CharField(max_length=300, verbose_name="what the public reads")),
                (
                    "note_hi",
                    models.CharField(blank=True, max_length=300, verbose_name="what the public reads, in Hindi"),
                ),
                ("values", models.JSONField(default=dict, verbose_name="values before and after")),
                (
                    "changed_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="changed by",
                    ),
                ),
                (
                    "consultation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="changes",
                        to="engagements.consultation",
                        verbose_name="consultation",
                    ),
                ),
            ],
            options={
                "verbose_name": "change after publication",
                "verbose_name_plural": "changes after publication",
                "ordering": ["-changed_at", "-id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("note", ""), _negated=True), name="consultationchange_note_is_filled"
                    )
                ],
            },
        ),
        migrations.AddConstraint(
            model_name="desk",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="desk_name_is_filled"
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="campaign",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="members",
                to="engagements.campaign",
                verbose_name="campaign",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="leader",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="followers",
                to="engagements.submission",
                verbose_name="like the text of",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="separated_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="separated by",
            ),
        ),
        migrations.AddField(
            model_name="fingerprint",
            name="separated_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="separated",
                to="engagements.campaign",
                verbose_name="separated from",
            ),
        ),
        migrations.AddIndex(
            model_name="draft",
            index=models.Index(fields=["kept_until"], name="engagements_kept_un_722bb1_idx"),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "hi"])), name="draft_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="draft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("saved_at__isnull", False), ("started_at__isnull", False), _negated=True),
                    ("saved_at__gte", models.F("started_at")),
                    _connector="OR",
                ),
                name="draft_started_at_before_saved_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("from_consent__in", ["named", "unnamed", "counted", "officials"])),
                name="consentchange_from_consent_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consentchange",
            constraint=models.CheckConstraint(
                condition=models.Q(("to_consent__in", ["named", "unnamed", "counted", "officials"])),
                name="consentchange_to_consent_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(("question", ""), _negated=True), name="clarification_question_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(("question__length__lte", 5000)), name="clarification_question_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer__length__lte", 5000)), name="clarification_answer_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", False), ("asked_at__isnull", False), _negated=True),
                    ("answered_at__gte", models.F("asked_at")),
                    _connector="OR",
                ),
                name="clarification_asked_at_before_answered_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answer", ""), ("answered_at__isnull", True)),
                    models.Q(("answered_at__isnull", False), models.Q(("answer", ""), _negated=True)),
                    _connector="OR",
                ),
                name="clarification_answer_and_time_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="clarification",
            constraint=models.UniqueConstraint(
                condition=models.Q(("answered_at__isnull", True), ("ended_at__isnull", True)),
                fields=("submission",),
                name="one_open_clarification",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("merged_at__isnull", True), ("merged_because", "")),
                    models.Q(("merged_at__isnull", False), models.Q(("merged_because", ""), _negated=True)),
                    _connector="OR",
                ),
                name="campaign_merging_and_reason_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_into", models.F("id")), _negated=True),
                name="campaign_is_not_merged_into_itself",
            ),
        ),
        migrations.AddConstraint(
            model_name="campaign",
            constraint=models.CheckConstraint(
                condition=models.Q(("merged_because__length__lte", 300)), name="campaign_merged_because_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("submission",), name="one_officer_in_charge"
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("assigned_at__isnull", False), ("ended_at__isnull", False), _negated=True),
                    ("ended_at__gte", models.F("assigned_at")),
                    _connector="OR",
                ),
                name="assignment_assigned_at_before_ended_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="assignment",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__length__lte", 300)), name="assignment_reason_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="deskrule",
            constraint=models.CheckConstraint(
                condition=models.Q(("challenge__isnull", False), ("focus_area__isnull", False), _connector="OR"),
                name="deskrule_names_something",
                violation_error_message="Choose a challenge, a focus area, or both.",
            ),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="internalnote_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="internalnote",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__length__lte", 5000)), name="internalnote_body_is_bounded"
            ),
        ),
        migrations.AddIndex(
            model_name="mailedlink",
            index=models.Index(fields=["expires_at"], name="engagements_expires_86c5bd_idx"),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("purpose__in", ["resume_draft", "my_submissions", "confirm_recorded", "invitation"])
                ),
                name="mailedlink_purpose_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("expires_at__isnull", False), ("made_at__isnull", False), _negated=True),
                    ("expires_at__gte", models.F("made_at")),
                    _connector="OR",
                ),
                name="mailedlink_made_at_before_expires_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("draft__isnull", False), ("purpose", "resume_draft")),
                    models.Q(models.Q(("purpose", "resume_draft"), _negated=True), ("draft__isnull", True)),
                    _connector="OR",
                ),
                name="mailedlink_draft_where_it_opens_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="mailedlink",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "confirm_recorded"), ("submission__isnull", False)),
                    models.Q(models.Q(("purpose", "confirm_recorded"), _negated=True), ("submission__isnull", True)),
                    _connector="OR",
                ),
                name="mailedlink_submission_where_it_confirms_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="ministryresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="ministryresponse_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="ministryresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("prepared_at__isnull", False), ("released_at__isnull", False), _negated=True),
                    ("released_at__gte", models.F("prepared_at")),
                    _connector="OR",
                ),
                name="ministryresponse_prepared_at_before_released_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="ministryresponse",
            constraint=models.UniqueConstraint(
                fields=("consultation", "number"), name="one_ministry_response_a_number"
            ),
        ),
        migrations.AddConstraint(
            model_name="ministryresponse",
            constraint=models.UniqueConstraint(
                condition=models.Q(("released_at__isnull", True)),
                fields=("consultation",),
                name="one_waiting_ministry_response",
            ),
        ),
        migrations.AddConstraint(
            model_name="ministryresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("released_at__isnull", True),
                    ("released_by__isnull", True),
                    ("prepared_by__isnull", True),
                    models.Q(("released_by", models.F("prepared_by")), _negated=True),
                    _connector="OR",
                ),
                name="ministryresponse_released_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "published", "answered"])),
                name="consultation_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("closes_at__isnull", False), ("opens_at__isnull", False), _negated=True),
                    ("closes_at__gte", models.F("opens_at")),
                    _connector="OR",
                ),
                name="consultation_opens_at_before_closes_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("title", ""), _negated=True), name="consultation_title_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="consultation",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary", ""), _negated=True), name="consultation_summary_is_filled"
            ),
        ),
        migrations.AddIndex(
            model_name="outgoingmessage",
            index=models.Index(
                condition=models.Q(("status", "queued")), fields=["next_attempt_at", "id"], name="outbox_due"
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "acknowledgement",
                            "clarification",
                            "reply",
                            "closed",
                            "reopened",
                            "withdrawn",
                            "resume_link",
                            "reminder",
                            "my_link",
                            "confirm_recorded",
                            "recorded",
                            "invitation",
                            "second_factor_reset",
                            "password_reset",
                            "account_changed",
                            "powers_asked",
                            "powers_changed",
                            "digest",
                        ],
                    )
                ),
                name="outgoingmessage_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["queued", "sending", "sent", "failed"])),
                name="outgoingmessage_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "hi"])), name="outgoingmessage_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="outgoingmessage",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("sent_at__isnull", False), ("status", "sent")),
                    models.Q(models.Q(("status", "sent"), _negated=True), ("sent_at__isnull", True)),
                    _connector="OR",
                ),
                name="outgoingmessage_sent_and_time_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="policydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["privacy", "terms", "moderation", "accessibility", "help", "contact"])
                ),
                name="policydraft_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("kind__in", ["privacy", "terms", "moderation", "accessibility", "help", "contact"])
                ),
                name="policyversion_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="policyversion_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="policyversion",
            constraint=models.UniqueConstraint(fields=("kind", "number"), name="one_policy_version_a_number"),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("act__in", ["roles", "factor"])), name="powerrequest_act_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(("outcome__in", ["waiting", "confirmed", "alone", "refused"])),
                name="powerrequest_outcome_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("asked_at__isnull", False), ("decided_at__isnull", False), _negated=True),
                    ("decided_at__gte", models.F("asked_at")),
                    _connector="OR",
                ),
                name="powerrequest_asked_at_before_decided_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("decided_at__isnull", True), ("outcome", "waiting")),
                    models.Q(models.Q(("outcome", "waiting"), _negated=True), ("decided_at__isnull", False)),
                    _connector="OR",
                ),
                name="powerrequest_decided_and_time_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("outcome", "confirmed"), _negated=True),
                    models.Q(
                        ("asked_by__isnull", False),
                        ("decided_by__isnull", False),
                        models.Q(("asked_by", models.F("decided_by")), _negated=True),
                        models.Q(("decided_by", models.F("official")), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="powerrequest_confirmed_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("asked_by__isnull", True),
                    models.Q(("asked_by", models.F("official")), _negated=True),
                    _connector="OR",
                ),
                name="powerrequest_not_for_oneself",
            ),
        ),
        migrations.AddConstraint(
            model_name="powerrequest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("outcome", "waiting")),
                fields=("official", "act"),
                name="one_waiting_request_an_act",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "short_text",
                            "long_text",
                            "single",
                            "multiple",
                            "number",
                            "rupees",
                            "date",
                            "yes_no",
                            "scale",
                            "file",
                        ],
                    )
                ),
                name="question_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(("wording", ""), _negated=True), name="question_wording_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.UniqueConstraint(
                condition=models.Q(("retired_at__isnull", True)),
                fields=("consultation", "column"),
                name="one_current_wording_a_column",
            ),
        ),
        migrations.AddConstraint(
            model_name="question",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("shown_if_column", ""), ("shown_if_value", "")),
                    models.Q(
                        models.Q(("shown_if_column", ""), _negated=True),
                        models.Q(("shown_if_value", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="question_condition_is_whole",
            ),
        ),
        migrations.AddIndex(
            model_name="attachment",
            index=models.Index(
                condition=models.Q(("submission__isnull", True)), fields=["size"], name="attachment_waiting"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["pdf", "png", "jpeg", "docx", "xlsx", "csv"])),
                name="attachment_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("scan__in", ["not_scanned", "clean", "infected"])), name="attachment_scan_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("original_name", ""), _negated=True), name="attachment_original_name_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("draft__isnull", False), ("submission__isnull", False), _connector="OR"),
                name="attachment_belongs_somewhere",
            ),
        ),
        migrations.AddConstraint(
            model_name="attachment",
            constraint=models.CheckConstraint(
                condition=models.Q(("size__lte", 5242880)), name="attachment_size_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="questionoption",
            constraint=models.UniqueConstraint(fields=("question", "slug"), name="option_offered_once"),
        ),
        migrations.AddConstraint(
            model_name="questionoption",
            constraint=models.CheckConstraint(
                condition=models.Q(("label", ""), _negated=True), name="questionoption_label_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.UniqueConstraint(fields=("submission", "question"), name="one_answer_a_question"),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("text__length__lte", 5000)), name="answer_text_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("other__length__lte", 300)), name="answer_other_is_bounded"
            ),
        ),
        migrations.AddIndex(
            model_name="recordedsubmission",
            index=models.Index(fields=["recorded_at", "id"], name="engagements_recorde_bceebf_idx"),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary", ""), _negated=True), name="recordedsubmission_summary_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("experience", ""), _negated=True), name="recordedsubmission_experience_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary__length__lte", 150)), name="recordedsubmission_summary_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("experience__length__lte", 5000)), name="recordedsubmission_experience_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposal__length__lte", 5000)), name="recordedsubmission_proposal_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", False), ("recorded_at__isnull", False), _negated=True),
                    ("confirmed_at__gte", models.F("recorded_at")),
                    _connector="OR",
                ),
                name="recordedsubmission_recorded_at_before_confirmed_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="recordedsubmission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("corrected_at__isnull", True), ("corrected_at", models.F("confirmed_at")), _connector="OR"
                ),
                name="recorded_corrected_when_confirmed",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["final", "interim"])), name="reply_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("disposition", ""),
                    models.Q(
                        ("disposition__in", ("accepted", "partly_accepted", "in_place", "not_accepted")),
                        ("kind", "final"),
                    ),
                    models.Q(("disposition__in", ("under_consideration", "reply_awaited")), ("kind", "interim")),
                    _connector="OR",
                ),
                name="reply_disposition_fits_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disposition", "not_accepted"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="reply_negative_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="reply_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__length__lte", 5000)), name="reply_body_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="reply",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__length__lte", 5000)), name="reply_reason_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="objection_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="objection",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__length__lte", 5000)), name="objection_body_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["final", "interim"])), name="replydraft_kind_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("disposition", ""),
                    models.Q(
                        ("disposition__in", ("accepted", "partly_accepted", "in_place", "not_accepted")),
                        ("kind", "final"),
                    ),
                    models.Q(("disposition__in", ("under_consideration", "reply_awaited")), ("kind", "interim")),
                    _connector="OR",
                ),
                name="replydraft_disposition_fits_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("disposition", "not_accepted"), _negated=True),
                    models.Q(("reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="replydraft_negative_has_a_reason",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("body", ""), _negated=True), name="replydraft_body_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("body__length__lte", 5000)), name="replydraft_body_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__length__lte", 5000)), name="replydraft_reason_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("discarded_because__length__lte", 5000)),
                name="replydraft_discarded_because_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", False), ("written_at__isnull", False), _negated=True),
                    ("ended_at__gte", models.F("written_at")),
                    _connector="OR",
                ),
                name="replydraft_written_at_before_ended_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("discarded_because", ""),
                        ("ended_at__isnull", True),
                        ("ended_by__isnull", True),
                        ("reply__isnull", True),
                    ),
                    models.Q(("ended_at__isnull", False), ("ended_by__isnull", False)),
                    _connector="OR",
                ),
                name="replydraft_ends_with_a_person_and_a_time",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.CheckConstraint(
                condition=models.Q(("reply__isnull", True), ("discarded_because", ""), _connector="OR"),
                name="replydraft_released_or_discarded",
            ),
        ),
        migrations.AddConstraint(
            model_name="replydraft",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)), fields=("submission",), name="one_waiting_reply_draft"
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role__in", ["triage", "officer", "lead", "security", "analyst", "auditor", "administrator"])
                ),
                name="rolegrant_role_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="rolegrant",
            constraint=models.UniqueConstraint(fields=("official", "role"), name="role_granted_once"),
        ),
        migrations.AddConstraint(
            model_name="session",
            constraint=models.UniqueConstraint(fields=("consultation", "held_on", "title"), name="session_listed_once"),
        ),
        migrations.AddConstraint(
            model_name="source",
            constraint=models.UniqueConstraint(
                fields=("consultation", "publisher", "published_on", "title"), name="source_listed_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="keyfigure",
            constraint=models.UniqueConstraint(fields=("consultation", "label"), name="figure_quoted_once"),
        ),
        migrations.AddConstraint(
            model_name="askedchallenge",
            constraint=models.UniqueConstraint(fields=("consultation", "challenge"), name="challenge_asked_once"),
        ),
        migrations.AddIndex(
            model_name="spreadsheetimport",
            index=models.Index(fields=["kept_until"], name="engagements_kept_un_eee753_idx"),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("purpose__in", ["points", "attendance"])), name="spreadsheetimport_purpose_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="spreadsheetimport_name_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("finished_at__isnull", False), ("uploaded_at__isnull", False), _negated=True),
                    ("finished_at__gte", models.F("uploaded_at")),
                    _connector="OR",
                ),
                name="spreadsheetimport_uploaded_at_before_finished_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("discarded_at__isnull", False), ("uploaded_at__isnull", False), _negated=True),
                    ("discarded_at__gte", models.F("uploaded_at")),
                    _connector="OR",
                ),
                name="spreadsheetimport_uploaded_at_before_discarded_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="spreadsheetimport",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("purpose", "attendance"), _negated=True), ("session__isnull", False), _connector="OR"
                ),
                name="sheet_of_attendance_has_a_session",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "to_status__in",
                        ["received", "under_review", "clarification", "answered", "closed", "withdrawn", "quarantined"],
                    )
                ),
                name="statuschange_to_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("from_status", ""),
                    (
                        "from_status__in",
                        ["received", "under_review", "clarification", "answered", "closed", "withdrawn", "quarantined"],
                    ),
                    _connector="OR",
                ),
                name="statuschange_from_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="statuschange",
            constraint=models.CheckConstraint(
                condition=models.Q(("reason__length__lte", 5000)), name="statuschange_reason_is_bounded"
            ),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["kind"], name="engagements_kind_fbef80_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["state"], name="engagements_state_24b092_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["dpiit_number"], name="engagements_dpiit_n_8ac977_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["udyam_number"], name="engagements_udyam_n_033bee_idx"),
        ),
        migrations.AddIndex(
            model_name="venture",
            index=models.Index(fields=["cin"], name="engagements_cin_993696_idx"),
        ),
        migrations.AddConstraint(
            model_name="venture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "startup",
                            "deep_tech",
                            "micro",
                            "small",
                            "medium",
                            "large",
                            "dpsu",
                            "academia",
                            "incubator",
                            "association",
                            "individual",
                            "other",
                            "unsure",
                        ],
                    )
                ),
                name="venture_kind_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="venture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("state", ""),
                    (
                        "state__in",
                        [
                            "AP",
                            "AR",
                            "AS",
                            "BR",
                            "CG",
                            "GA",
                            "GJ",
                            "HR",
                            "HP",
                            "JH",
                            "KA",
                            "KL",
                            "MP",
                            "MH",
                            "MN",
                            "ML",
                            "MZ",
                            "NL",
                            "OD",
                            "PB",
                            "RJ",
                            "SK",
                            "TN",
                            "TS",
                            "TR",
                            "UP",
                            "UK",
                            "WB",
                            "AN",
                            "CH",
                            "DH",
                            "DL",
                            "JK",
                            "LA",
                            "LD",
                            "PY",
                        ],
                    ),
                    _connector="OR",
                ),
                name="venture_state_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="venture",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("team_size", ""), ("team_size__in", ["1-10", "11-50", "51-250", "251+"]), _connector="OR"
                ),
                name="venture_team_size_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="venture",
            constraint=models.CheckConstraint(
                condition=models.Q(("name", ""), _negated=True), name="venture_name_is_filled"
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["-received_at", "-id"], name="submission_newest_first"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(fields=["consultation", "challenge"], name="submission_by_challenge"),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("consent__in", ("named", "unnamed")), ("moderation", "published")),
                fields=["consultation", "-received_at", "-id"],
                name="submission_published",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status__in", ("received", "under_review"))),
                fields=["due_on", "received_at", "id"],
                name="submission_queue",
            ),
        ),
        migrations.AddIndex(
            model_name="submission",
            index=models.Index(
                condition=models.Q(("status__in", ("received", "under_review"))),
                fields=["officer_in_charge", "due_on"],
                name="submission_desk",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "status__in",
                        ["received", "under_review", "clarification", "answered", "closed", "withdrawn", "quarantined"],
                    )
                ),
                name="submission_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("consent__in", ["named", "unnamed", "counted", "officials"])),
                name="submission_consent_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("channel__in", ["web", "session", "email", "post"])),
                name="submission_channel_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "hi"])), name="submission_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("severity__in", [1, 2, 3, 4, 5])), name="submission_severity_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("moderation__in", ["pending", "published", "not_published"])),
                name="submission_moderation_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("moderated_at__isnull", True), ("moderation", "pending")),
                    models.Q(models.Q(("moderation", "pending"), _negated=True), ("moderated_at__isnull", False)),
                    _connector="OR",
                ),
                name="submission_moderation_and_time_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary", ""), _negated=True), name="submission_summary_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("experience", ""), _negated=True), name="submission_experience_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("summary__length__lte", 150)), name="submission_summary_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("experience__length__lte", 5000)), name="submission_experience_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("proposal__length__lte", 5000)), name="submission_proposal_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("first_replied_at__isnull", False), ("received_at__isnull", False), _negated=True),
                    ("first_replied_at__gte", models.F("received_at")),
                    _connector="OR",
                ),
                name="submission_received_at_before_first_replied_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(("days_lost__isnull", True), ("days_lost__lte", 7300), _connector="OR"),
                name="submission_days_lost_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rupees_blocked__isnull", True), ("rupees_blocked__lte", 10000000000000), _connector="OR"
                ),
                name="submission_rupees_blocked_is_bounded",
            ),
        ),
        migrations.AddConstraint(
            model_name="submission",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("clock_stopped_at__isnull", False), ("status", "clarification")),
                    models.Q(models.Q(("status", "clarification"), _negated=True), ("clock_stopped_at__isnull", True)),
                    _connector="OR",
                ),
                name="submission_clock_stands_in_clarification_only",
            ),
        ),
        migrations.AddIndex(
            model_name="contact",
            index=models.Index(fields=["email"], name="engagements_email_46c8cb_idx"),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("language__in", ["en", "hi"])), name="contact_language_is_known"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.CheckConstraint(
                condition=models.Q(("email", ""), _negated=True), name="contact_email_is_filled"
            ),
        ),
        migrations.AddConstraint(
            model_name="contact",
            constraint=models.UniqueConstraint(fields=("venture", "email"), name="one_contact_an_address_and_venture"),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(("relation__in", ["employer", "shareholding", "family", "competitor", "supplier"])),
                name="conflictofinterest_relation_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(("note__length__lte", 500)), name="conflictofinterest_note_is_bounded"
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("declared_at__isnull", False), ("ended_at__isnull", False), _negated=True),
                    ("ended_at__gte", models.F("declared_at")),
                    _connector="OR",
                ),
                name="conflictofinterest_declared_at_before_ended_at",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("ended_at__isnull", True), ("ended_because", ""), ("ended_by__isnull", True)),
                    models.Q(
                        ("ended_at__isnull", False),
                        ("ended_by__isnull", False),
                        models.Q(("ended_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="conflict_end_and_reason_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended_by__isnull", True),
                    models.Q(("ended_by", models.F("official")), _negated=True),
                    _connector="OR",
                ),
                name="conflict_ended_by_another",
            ),
        ),
        migrations.AddConstraint(
            model_name="conflictofinterest",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("official", "venture"),
                name="one_standing_interest_in_a_venture",
            ),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.UniqueConstraint(fields=("session", "venture"), name="attendance_once_a_session"),
        ),
        migrations.AddConstraint(
            model_name="attendance",
            constraint=models.CheckConstraint(
                condition=models.Q(("is_invited", True), ("is_present", True), _connector="OR"),
                name="attendance_says_something",
            ),
        ),
        migrations.AddIndex(
            model_name="ventureclaim",
            index=models.Index(condition=models.Q(("status", "open")), fields=["submission"], name="ventureclaim_open"),
        ),
        migrations.AddConstraint(
            model_name="ventureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["open", "proved", "accepted", "refused"])),
                name="ventureclaim_status_is_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="ventureclaim",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("settled_at__isnull", True), ("status", "open")),
                    models.Q(models.Q(("status", "open"), _negated=True), ("settled_at__isnull", False)),
                    _connector="OR",
                ),
                name="ventureclaim_status_and_time_together",
            ),
        ),
        migrations.AddIndex(
            model_name="fingerprint",
            index=models.Index(
                condition=models.Q(("leader__isnull", True), ("separated_at__isnull", True)),
                fields=["submission"],
                name="fingerprint_to_compare",
            ),
        ),
        migrations.AddConstraint(
            model_name="fingerprint",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("separated_at__isnull", True), ("separated_because", "")),
                    models.Q(
                        ("campaign__isnull", True),
                        ("separated_at__isnull", False),
                        models.Q(("separated_because", ""), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="fingerprint_separation_and_reason_together",
            ),
        ),
        migrations.AddConstraint(
            model_name="fingerprint",
            constraint=models.CheckConstraint(
                condition=models.Q(("separated_because__length__lte", 300)),
                name="fingerprint_separated_because_is_bounded",
            ),
        ),
    ]
