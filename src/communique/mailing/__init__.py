"""Letters to people: through the one SMTP server that was configured, and to nobody else."""

from communique.mailing.sending import Letter, send_letters
from communique.mailing.settings import MailSettings, read_mail_settings

__all__ = ["Letter", "MailSettings", "read_mail_settings", "send_letters"]
