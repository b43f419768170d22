"""All settings: environment variables `SHAHRYAR_*`, documented in docs/settings.md."""

import secrets
from functools import cached_property
from pathlib import Path

from pydantic import BaseSettings, Field, SecretStr, ValidationError

from shahryar import paths
from shahryar.errors import UsageError


class Settings(BaseSettings):
    """What the environment says. Read once, in the composition root."""

    database_url: str = Field("", description="PostgreSQL to use; empty: the embedded one")
    home: Path | None = Field(
        None, description="Folder of data, models and keys; default: the platform's user-data folder"
    )
    keys: SecretStr = Field(
        SecretStr(""), description="Fernet keys for personal data, comma-separated; default: a key file"
    )
    log_level: str = Field("WARNING", description="DEBUG, INFO, WARNING or ERROR")
    dialogue: str = Field("embedded", description="`embedded`, or the URL of a `rasa run` server")
    dialogue_token: SecretStr = Field(SecretStr(""), description="Token of that server (`rasa run --auth-token`)")
    actions_url: str = Field(
        "", description="Webhook of `shahryar actions` (http://127.0.0.1:5055/webhook); empty: in process"
    )
    actions_host: str = Field("127.0.0.1", description="Where `shahryar actions` listens")
    actions_port: int = Field(5055, description="Port of `shahryar actions`")
    actions_token: SecretStr = Field(
        SecretStr(""), description="Token that callers of `shahryar actions` send as ?token="
    )
    web_host: str = Field("127.0.0.1", description="Where the web chat and the webhook listen")
    web_port: int = Field(8310, description="Port of the web chat and the webhook")
    public_url: str = Field(
        "", description="Address under which the web port is reached from outside; for pictures in requests"
    )
    city_url: str = Field("", description="Open311 server; empty: the reference city is started on this machine")
    city_port: int = Field(8311, description="Port of the reference city")
    city_api_key: SecretStr = Field(SecretStr(""), description="API key at the city; empty: one is made and kept")
    telegram_token: SecretStr = Field(SecretStr(""), description="Bot token; empty: Telegram is not served")
    telegram_base_url: str = Field(
        "https://api.telegram.org", description="Bot API server: Telegram's, a local one, Bale"
    )
    telegram_bot_name: str = Field("", description="User name of the bot, for printed links; empty: Telegram is asked")
    telegram_webhook_url: str = Field("", description="Public https address of the webhook; empty: polling")
    telegram_webhook_secret: SecretStr = Field(
        SecretStr(""), description="Secret that Telegram sends with each webhook call"
    )
    worker_concurrency: int = Field(
        8, ge=1, le=64, description="Turns and deliveries that one worker has under way at once"
    )
    worker_heartbeat: float = Field(
        2.0, gt=0, description="Seconds between signs of life; four missed: the jobs are taken over"
    )

    class Config:
        env_prefix = "SHAHRYAR_"
        keep_untouched = (cached_property,)

    @cached_property
    def folder(self) -> Path:
        """The user's data folder."""
        return self.home.expanduser().resolve() if self.home else paths.home()

    @property
    def models(self) -> Path:
        """Where trained models lie."""
        return self.folder / "models"

    @property
    def city_address(self) -> str:
        """Base URL of the Open311 server."""
        return self.city_url.rstrip("/") or f"http://127.0.0.1:{self.city_port}"

    @property
    def public_address(self) -> str:
        """Base URL of the web port as seen by others."""
        return self.public_url.rstrip("/") or f"http://{self.web_host}:{self.web_port}"

    def api_key(self) -> str:
        """API key at the city: the one given, else one made at the first start and kept in the data folder."""
        return self.city_api_key.get_secret_value() or kept_secret(self.folder / "city.key")


def load() -> Settings:
    """Settings from the environment. Raises UsageError that names the variable at fault."""
    try:
        return Settings.parse_obj({})
    except ValidationError as error:
        first = error.errors()[0]
        name = f"SHAHRYAR_{str(first['loc'][0]).upper()}"
        raise UsageError(f"{name}: {first['msg']}; see docs/settings.md") from error


def kept_secret(path: Path) -> str:
    """A random secret that is made once and kept in a file which only its owner can read."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="ascii") as file:
            path.chmod(0o600)
            file.write(secrets.token_urlsafe(32))
    except FileExistsError:
        pass
    return path.read_text(encoding="ascii")
