"""First light: intake, outbox, lodgings, trackers, and procrastinate's schema of the version it is locked to."""

import sqlalchemy as sa
from alembic import op
from procrastinate.schema import SchemaManager
from sqlalchemy.dialects import postgresql

# procrastinate tells workers of new jobs, but not that a lock has become free: the next message of a conversation would wait
# for the workers' next poll. This tells them, where a job waits for that lock.
_UNLOCKED = """
CREATE FUNCTION shahryar_notify_unlocked() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE next_job procrastinate_jobs;
BEGIN
    SELECT * INTO next_job FROM procrastinate_jobs WHERE lock = OLD.lock AND status = 'todo' AND id <> OLD.id LIMIT 1;
    IF FOUND THEN
        PERFORM pg_notify(
            'procrastinate_queue_v1#' || next_job.queue_name,
            json_build_object('type', 'job_inserted', 'job_id', next_job.id)::text
        );
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shahryar_unlocked AFTER DELETE ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing' AND OLD.lock IS NOT NULL) EXECUTE FUNCTION shahryar_notify_unlocked();
CREATE TRIGGER shahryar_finished AFTER UPDATE OF status ON procrastinate_jobs
    FOR EACH ROW WHEN (OLD.status = 'doing' AND NEW.status <> 'doing' AND OLD.lock IS NOT NULL)
    EXECUTE FUNCTION shahryar_notify_unlocked();
"""

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def _now(name: str) -> sa.Column:  # type: ignore[type-arg]
    return sa.Column(name, sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)


def _key() -> sa.Column:  # type: ignore[type-arg]
    return sa.Column("id", sa.BigInteger, primary_key=True, autoincrement=True)


def _conversation() -> sa.Column:  # type: ignore[type-arg]
    return sa.Column("conversation_id", sa.Text, sa.ForeignKey("conversations.id"), nullable=False)


def upgrade() -> None:
    for script in (SchemaManager.get_schema(), _UNLOCKED):
        op.get_bind().exec_driver_sql(script.replace("%", "%%"))
    op.create_table(
        "conversations",
        sa.Column("id", sa.Text, primary_key=True),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("owner", sa.Text, server_default="assistant", nullable=False),
        sa.Column("language", sa.Text, server_default="fa", nullable=False),
        _now("created_at"),
    )
    op.create_table(
        "updates",
        _key(),
        sa.Column("channel", sa.Text, nullable=False),
        sa.Column("update_id", sa.Text, nullable=False),
        _conversation(),
        sa.Column("incoming", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        sa.Column("intent", sa.Text),
        sa.Column("confidence", sa.Float),
        _now("received_at"),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.UniqueConstraint("channel", "update_id", name="updates_once"),
    )
    op.create_index("updates_by_conversation", "updates", ["conversation_id", "id"])
    op.create_table(
        "outgoing",
        _key(),
        _conversation(),
        sa.Column("update_id", sa.BigInteger, sa.ForeignKey("updates.id")),
        sa.Column("message", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("error", sa.Text),
        _now("created_at"),
        sa.Column("sent_at", sa.DateTime(timezone=True)),
    )
    op.create_index("outgoing_by_conversation", "outgoing", ["conversation_id", "id"])
    op.create_index("outgoing_by_update", "outgoing", ["update_id"])
    op.create_table(
        "attachments",
        sa.Column("id", sa.Text, primary_key=True),
        _conversation(),
        sa.Column("mime", sa.Text, nullable=False),
        sa.Column("data", sa.LargeBinary, nullable=False),
        _now("created_at"),
    )
    op.create_table(
        "lodgings",
        _key(),
        sa.Column("code", sa.Text, nullable=False),
        _conversation(),
        sa.Column("form_id", sa.Text, nullable=False),
        sa.Column("backend", sa.Text, nullable=False),
        sa.Column("category", sa.Text, nullable=False),
        sa.Column("details", sa.LargeBinary, nullable=False),
        sa.Column("state", sa.Text, server_default="queued", nullable=False),
        sa.Column("external_id", sa.Text),
        sa.Column("external_token", sa.Text),
        sa.Column("attempts", sa.Integer, server_default="0", nullable=False),
        sa.Column("error", sa.Text),
        sa.Column("status", sa.Text),
        sa.Column("status_notes", sa.Text),
        _now("created_at"),
        _now("updated_at"),
        sa.UniqueConstraint("conversation_id", "form_id", name="lodgings_once"),
        sa.UniqueConstraint("code", name="lodgings_code"),
    )
    op.create_table(
        "tracker_turns",
        _key(),
        sa.Column("conversation_id", sa.Text, nullable=False),
        sa.Column("session", sa.Integer, nullable=False),
        sa.Column("events", postgresql.BYTEA, nullable=False),
        _now("created_at"),
    )
    op.create_index("tracker_turns_by_session", "tracker_turns", ["conversation_id", "session", "id"])


def downgrade() -> None:
    for table in ("tracker_turns", "lodgings", "attachments", "outgoing", "updates", "conversations"):
        op.drop_table(table)
    op.execute("DROP FUNCTION shahryar_notify_unlocked() CASCADE")
